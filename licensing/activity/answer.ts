import { DAY_MS, HOUR_MS } from '../times';
import { laterEvidence, evidenceOf, type ContentChange, type Evidence } from './evidence';
import type { AskedPerson } from './questions';

/**
 * What the answer to a question about one person proves. The question is: which content did this
 * person work on that changed since a moment, newest first? Four things can follow:
 *
 * 1. The answer was read to its end and does not contradict itself: the latest date in it is the
 *    person's last activity, and an empty one proves that there was none. Where the site tells no
 *    dates of versions, 2. holds.
 * 2. It goes on, fits its question, and a date found is as late as its last hit: by the order of
 *    hits nothing later follows. Who was active lately is active; that somebody is idle, only an
 *    empty answer to a question from that date on proves (`confirmFrom`).
 * 3. It goes on, fits its question, and shows no such date: by the order of hits the last activity
 *    is at the latest the date of the last hit.
 * 4. It contradicts its question: nothing follows from where hits stand, nor from their absence.
 */

/** A query begins this much early: its times are read in the time zone of the searching person (D). */
export const QUERY_MARGIN_MS = DAY_MS;
/** And the farthest time zone is this far from UTC. */
const FARTHEST_ZONE_MS = 14 * HOUR_MS;
/** Dates that differ by less agree: clocks differ, and an hour makes nobody idle. */
const DATES_AGREE_MS = HOUR_MS;

/** One hit, with what it tells of the person; null when it tells nothing. */
export interface ReadHit {
	change: ContentChange;
	evidence: Evidence | null;
}

/** What was read of an answer, from its first hit on. */
export interface Answer {
	hits: readonly ReadHit[];
	/** True when the server says that nothing follows. */
	hasEnded: boolean;
	/** False when sizes, totals or links contradict each other, or a hit could not be read. */
	isSound: boolean;
}

export type Conclusion =
	/** The last activity since the moment asked for; null: there was none. */
	| { kind: 'settled'; evidence: Evidence | null }
	/** The last activity is this, if hits really come in the order asked for. */
	| { kind: 'byOrder'; evidence: Evidence }
	/** The same, but reading on may tell an earlier date. */
	| { kind: 'atTheLatest'; evidence: Evidence }
	/** Nothing follows. */
	| { kind: 'open' };

/** @param from the moment asked for (milliseconds since the epoch) */
export function conclude({ hits, hasEnded, isSound }: Answer, from: number): Conclusion {
	if (!isSound) return { kind: 'open' };
	let latest: Evidence | null = null;
	for (const { evidence } of hits) latest = laterEvidence(latest, evidence);
	if (hasEnded && hits.every(({ change }) => isDated(change))) {
		// A hit's own date alone may be older than its last version.
		const isVerified = hits.every(({ change }) => change.changedAt !== null);
		return isVerified || latest === null
			? { kind: 'settled', evidence: latest }
			: { kind: 'byOrder', evidence: latest };
	}
	const last = hits[hits.length - 1]?.change.foundAt ?? null;
	if (last === null || !fitsQuestion(hits, from)) return { kind: 'open' };
	if (latest !== null && latest.at >= last - DATES_AGREE_MS) {
		return { kind: 'byOrder', evidence: latest };
	}
	const bound = laterEvidence(latest, { at: last, type: 'sharedEdit', source: 'search' });
	return bound === null ? { kind: 'open' } : { kind: 'atTheLatest', evidence: bound };
}

/** From where to ask whether nothing came after a moment, whatever the zone of the searching person. */
export function confirmFrom(at: number): number {
	return at + QUERY_MARGIN_MS + FARTHEST_ZONE_MS + DATES_AGREE_MS;
}

/**
 * True when every hit lies inside the bounds of its query, comes no later than the one before, and
 * is dated like its last version. The three need not agree on a real site: content that was moved,
 * relabelled or restricted, or whose newest version is not indexed yet, has dates of its own (M).
 */
export function fitsQuestion(hits: readonly ReadHit[], from: number): boolean {
	const earliest = from - QUERY_MARGIN_MS - FARTHEST_ZONE_MS - DATES_AGREE_MS;
	let before = Infinity;
	return hits.every(({ change: { foundAt, changedAt } }) => {
		if (foundAt === null || foundAt < earliest || foundAt > before + DATES_AGREE_MS)
			return false;
		before = foundAt;
		return changedAt === null || Math.abs(changedAt - foundAt) <= DATES_AGREE_MS;
	});
}

function isDated({ foundAt, changedAt }: ContentChange): boolean {
	return foundAt !== null || changedAt !== null;
}

/** Whom a search asks about, and from which moment on. */
export type SearchedPerson = Pick<AskedPerson, 'accountId' | 'from'>;

/** A page of an answer, with what it says of the whole. */
export interface AnswerPage {
	entries: readonly ContentChange[];
	/** Where the next page starts; null: there is none. */
	next: string | null;
	/** How many hits there are in all; null where not told. */
	totalSize: number | null;
	/** True when nothing follows. */
	hasEnded: boolean;
	/** False when the page contradicts itself, or holds a hit that is no content. */
	isSound: boolean;
}

/** What was read of one answer so far, page by page. */
export class ReadPages implements Answer {
	readonly hits: ReadHit[] = [];
	hasEnded = false;
	isSound = true;

	/** @param evidenceIn what a hit tells of the person asked about */
	async add(
		page: AnswerPage,
		evidenceIn: (change: ContentChange) => Promise<Evidence | null>,
	): Promise<void> {
		for (const change of page.entries) {
			this.hits.push({ change, evidence: await evidenceIn(change) });
		}
		this.hasEnded = page.hasEnded;
		const changes = this.hits.map(({ change }) => change);
		this.isSound = this.isSound && isSoundAt(page, changes);
	}
}

/**
 * What the first page of an answer about several people proves of one of them: that they did nothing,
 * where nothing at all was found, or their own change, where the newest hit is it. Any other hit may
 * be anybody's.
 */
export function concludeTogether(
	page: AnswerPage,
	{ accountId, from }: SearchedPerson,
): Conclusion {
	const hits = page.entries.map((change) => {
		const found = evidenceOf(change, accountId);
		return { change, evidence: found?.type === 'sharedEdit' ? null : found };
	});
	const isSound = isSoundAt(page, page.entries);
	const conclusion = conclude({ hits, hasEnded: page.hasEnded, isSound }, from);
	const isProof =
		conclusion.kind === 'byOrder' ||
		(conclusion.kind === 'settled' && (hits.length === 0 || conclusion.evidence !== null));
	return isProof ? conclusion : { kind: 'open' };
}

/** True when an answer proves that nothing was found. */
export function foundNothing(page: AnswerPage): boolean {
	return page.entries.length === 0 && page.hasEnded && isSoundAt(page, []);
}

/**
 * A list that ends before its own total, or goes on beyond it, contradicts itself. So does one that
 * shows content twice: it moved while it was read, and something else may have moved out of sight (I).
 */
function isSoundAt(
	{ next, totalSize, isSound }: AnswerPage,
	changes: readonly ContentChange[],
): boolean {
	const { length } = changes;
	const showsTwice = new Set(changes.map(({ contentId }) => contentId)).size < length;
	if (!isSound || showsTwice) return false;
	if (totalSize === null) return true;
	return next === null ? length === totalSize : length <= totalSize;
}
