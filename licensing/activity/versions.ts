import { HOUR_MS } from '../times';
import type { ContentChange, Evidence } from './evidence';

/** Versions are read this far before a look begins, for clocks that differ. */
export const OVERLAP_MS = HOUR_MS;

/** One version of a piece of content; null where its author or its moment was not told. */
export interface Version {
	accountId: string | null;
	/** Milliseconds since the epoch. */
	at: number | null;
}

/** What was read of the versions, newest first. */
export interface Versions {
	list: readonly Version[];
	/** True when the server says that nothing follows. */
	hasEnded: boolean;
}

/** The question that versions are to answer: when did this person change the content last? */
export interface VersionsQuestion {
	change: ContentChange;
	accountId: string;
	/** Milliseconds since the epoch. */
	from: number;
	/** What is known without them. */
	upperBound: Evidence;
}

/**
 * The person's own last change in a list of versions; null when they made none since `from`. A list
 * that contradicts itself, or that does not reach back that far, leaves the upper bound.
 */
export function changeInVersions(
	{ list, hasEnded }: Versions,
	{ change, accountId, from, upperBound }: VersionsQuestion,
): Evidence | null {
	const isWhole = hasEnded && list.length >= (change.version ?? Infinity);
	const newest = list[0]?.at ?? -Infinity;
	if (newest < (change.changedAt ?? Infinity) - OVERLAP_MS) return upperBound;
	if (!isNewestFirst(list)) return upperBound;
	for (const version of list) {
		if (version.at === null) return upperBound;
		const at = Math.min(version.at, upperBound.at);
		if (at < from - OVERLAP_MS) return null;
		if (version.accountId === null) return { ...upperBound, at };
		if (version.accountId === accountId) return { at, type: 'edit', source: 'versions' };
	}
	return isWhole ? null : upperBound;
}

function isNewestFirst(list: readonly Version[]): boolean {
	let before = Infinity;
	for (const { at } of list) {
		if (at !== null && at > before + OVERLAP_MS) return false;
		before = at ?? before;
	}
	return true;
}
