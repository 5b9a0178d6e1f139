import { problemOf, readPerson, type PersonRow } from '../person';
import { readText, type Row } from '../tableValues';
import { readTime } from '../times';

/** A row of the last snapshot: as it was given, and as it was read. */
export interface PreviousRow {
	row: Row;
	subscription: PersonRow;
	/** Where the row stands among those given. */
	index: number;
}

/**
 * The last snapshot of one profile by account. Rows of other profiles, and rows without an account,
 * are ignored; of two rows with one key the one seen last counts.
 */
export function readPreviousSnapshot(
	rows: Iterable<readonly [number, Row]>,
	profile: string,
): Map<string, PreviousRow> {
	const newest = new Map<string, PreviousRow>();
	for (const [index, row] of rows) {
		if (readText(row.profile)?.trim() !== profile) continue;
		const { person: subscription, problems } = readPerson(row);
		if (problemOf(problems, ['profile', 'accountId'])) continue;
		const known = newest.get(subscription.accountId);
		if (known && seenAt(known.subscription) > seenAt(subscription)) continue;
		newest.set(subscription.accountId, { row, subscription, index });
	}
	return newest;
}

/** A row that does not say when it was seen is older than any that does. */
function seenAt({ lastSeenAt }: PersonRow): number {
	return readTime(lastSeenAt) ?? Number.NEGATIVE_INFINITY;
}
