import { conclude, type Answer, type Conclusion, type ReadHit } from './answer';
import { evidenceOf, type ContentChange, type Evidence } from './evidence';
import type { AskedPerson } from './questions';

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
