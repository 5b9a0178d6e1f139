/** What two looks cost with another version, in requests and API points. */
export interface EarlierFigures {
	first: { requests: number; points: number };
	/** The mean of the days after it. */
	daily: { requests: number; points: number };
}

/**
 * Version 0.1.0 on the same companies (seed 7, 0.5 changes a person and day) with the same
 * look-back of a year, by the people with a seat. The days are the 28 after the first look, at
 * 150,000 people the first six of them; they hardly differ.
 */
export const VERSION_0_1_0: Readonly<Record<number, EarlierFigures>> = {
	1_000: { first: { requests: 915, points: 1_628 }, daily: { requests: 16, points: 427 } },
	10_000: { first: { requests: 9_247, points: 16_193 }, daily: { requests: 60, points: 4_072 } },
	50_000: {
		first: { requests: 46_627, points: 80_946 },
		daily: { requests: 281, points: 19_970 },
	},
	150_000: {
		first: { requests: 141_119, points: 243_550 },
		daily: { requests: 842, points: 58_745 },
	},
};
