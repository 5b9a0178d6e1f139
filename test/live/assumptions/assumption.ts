import type { Inspection } from '../inspection';
import type { Verdict } from '../verdict';

/** Where a fact that this package rests on comes from. */
export const MARKS = {
	S: "Atlassian's OpenAPI documents",
	D: "Atlassian's documentation",
	M: 'seen by others on live sites',
	I: 'inferred',
} as const satisfies Record<string, string>;

export interface Assumption {
	mark: keyof typeof MARKS;
	/** What this package takes for granted. */
	sentence: string;
	/** Looks whether it holds. What it throws is turned into a verdict too. */
	try(inspection: Inspection): Promise<Verdict>;
}

export type Assumptions = Record<string, Assumption>;
