import { firstFew } from '../truncate';
import { problemOf, readPerson, type PersonRow } from '../person';
import { readText, type Row } from '../tableValues';
import { readTime } from '../times';
import type { Subscription } from '../subscription';

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

/** Up to this many people may go at once without the guard asking: small sites change in jumps. */
const GUARD_FROM = 5;

/** The people of the previous snapshot who hold no seat any more. */
export function retiredSince(
	previous: ReadonlyMap<string, PreviousRow>,
	current: readonly Subscription[],
): PreviousRow[] {
	const present = new Set(current.map(({ accountId }) => accountId));
	const gone: PreviousRow[] = [];
	for (const [accountId, row] of previous) if (!present.has(accountId)) gone.push(row);
	return gone;
}

/**
 * The shrink guard: a sentence when more people are gone than `maxShrinkPercent` of the previous
 * snapshot and than five, else null. At 100 it never does.
 */
export function shrinkRefusal(
	gone: readonly PreviousRow[],
	previousCount: number,
	maxShrinkPercent: number,
): string | null {
	if (maxShrinkPercent >= 100 || gone.length <= GUARD_FROM) return null;
	const percent = (gone.length / previousCount) * 100;
	if (percent <= maxShrinkPercent) return null;
	const names = gone.map(({ subscription }) => nameOf(subscription));
	return (
		`${gone.length} of ${previousCount} people (${percent.toFixed(1)} %) are missing and would be retired, ` +
		`more than the ${maxShrinkPercent} % allowed: ${firstFew(names)}.`
	);
}

function nameOf({ displayName, accountId }: Subscription): string {
	return displayName === '' ? accountId : displayName;
}
