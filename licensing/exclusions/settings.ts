/** What becomes of somebody who holds a seat and was never seen active. */
export const NEVER_ACTIVE = ['candidate', 'retain'] as const;
export type NeverActive = (typeof NEVER_ACTIVE)[number];

/** How one profile is judged. */
export interface EvaluationSettings {
	/** Days without activity after which a seat counts as unused. */
	inactivityThresholdDays: number;
	/** Days after being first seen in which somebody never active is left alone. */
	newUserGraceDays: number;
	neverActive: NeverActive;
	/** Hours for which a look at activity may be trusted. */
	maxActivityAgeHours: number;
}
