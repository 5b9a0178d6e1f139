import { EVALUATION_FIELDS } from './exclusions/evaluate';
import { SUBSCRIPTION_FIELDS } from './subscription';

/** The columns of the table of subscriptions: each row carries what was last decided about it. */
export const SUBSCRIPTION_COLUMNS: readonly string[] = [
	...SUBSCRIPTION_FIELDS,
	...EVALUATION_FIELDS,
];

/**
 * For a row that nobody has evaluated since it was read: what was decided before says nothing of the
 * activity that is known now.
 */
export const NOT_EVALUATED: Readonly<Record<string, null>> = Object.fromEntries(
	EVALUATION_FIELDS.map((field) => [field, null]),
);
