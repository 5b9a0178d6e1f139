/** What two looks cost with another version, in requests and API points. */
export interface EarlierFigures {
	first: { requests: number; points: number };
	/** The mean of the days after it. */
	daily: { requests: number; points: number };
}

/**
 * Version 0.1.0 on the same companies (seed 7, 0.5 changes a person and day), over the same days
 * and with the same look-back, by the people with a seat.
 */
export const VERSION_0_1_0: Readonly<Record<number, EarlierFigures>> = {};
