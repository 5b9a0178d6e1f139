import type { Subscription } from '../subscription';
import type { PreviousRow } from './previousSnapshot';

/** Up to this many people may go at once without the guard asking: small sites change in jumps. */
const GUARD_FROM = 5;
/** How many names a refusal lists. */
const NAMED = 5;

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
	const names = gone.slice(0, NAMED).map(({ subscription }) => nameOf(subscription));
	const more = gone.length > NAMED ? ` and ${gone.length - NAMED} more` : '';
	return (
		`${gone.length} of ${previousCount} people (${percent.toFixed(1)} %) are missing and would be retired, ` +
		`more than the ${maxShrinkPercent} % allowed: ${names.join(', ')}${more}.`
	);
}

function nameOf({ displayName, accountId }: Subscription): string {
	return displayName === '' ? accountId : displayName;
}
