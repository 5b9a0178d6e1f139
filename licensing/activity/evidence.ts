import { laterOf } from '../times';

/** A piece of content as a search tells of it. Times are milliseconds since the epoch; null where not told. */
export interface ContentChange {
	contentId: string;
	contentType: string;
	createdBy: string | null;
	createdAt: number | null;
	/** Who made the last version, and when. */
	changedBy: string | null;
	changedAt: number | null;
	/** 1 for content that was never changed since it was made. */
	version: number | null;
	/** The date of the hit itself, by which the search claims to find and to order it. */
	foundAt: number | null;
}

/** Up to this version the creator and the last editor are everybody who worked on the content. */
const LAST_TRANSPARENT_VERSION = 2;

/**
 * True when somebody may have changed the content without the search telling: of three versions
 * and more only the first and the last have a name.
 */
export function hidesEditors({ version, createdBy, changedBy }: ContentChange): boolean {
	if (version === null || changedBy === null) return true;
	if (version > LAST_TRANSPARENT_VERSION) return true;
	return version === LAST_TRANSPARENT_VERSION && createdBy === null;
}

/** What a person did, as `lastActivityType` says it. `sharedEdit` is an upper bound. */
export const EVIDENCE_TYPES = ['create', 'edit', 'sharedEdit', 'view'] as const;
export type EvidenceType = (typeof EVIDENCE_TYPES)[number];

/**
 * Where a date comes from, as `lastActivitySource` says it.
 * - `search`: a search about people.
 * - `versions`: the versions of a shared page.
 * - `organization`: the organization's record of views.
 * - `changes`: only in rows that version 0.1.0 wrote; a later edit may hide behind somebody else's.
 */
export const EVIDENCE_SOURCES = ['search', 'versions', 'organization', 'changes'] as const;
export type EvidenceSource = (typeof EVIDENCE_SOURCES)[number];

/** A moment at which a person was active, or at the latest was active. */
export interface Evidence {
	/** Milliseconds since the epoch. */
	at: number;
	type: EvidenceType;
	source: EvidenceSource;
}

/**
 * The person's latest own dated change that a hit shows, whatever it was found for; null when it
 * shows none. Content that was imported may be created later than its version was made (I).
 */
export function ownChange(change: ContentChange, accountId: string): Evidence | null {
	const { changedBy, changedAt, createdBy, createdAt, version } = change;
	const type = version === 1 ? 'create' : 'edit';
	return laterEvidence(
		changedBy === accountId && changedAt !== null
			? { at: changedAt, type, source: 'search' }
			: null,
		createdBy === accountId && createdAt !== null
			? { at: createdAt, type: 'create', source: 'search' }
			: null,
	);
}

/**
 * What a hit tells of somebody who worked on the content (I):
 * - the last version is theirs: that moment;
 * - they made the content, and at most one version of somebody else's followed: the creation;
 * - otherwise their own change lies somewhere before the last one: at the latest then.
 *
 * @returns null when the hit has no date to go by
 */
export function evidenceOf(change: ContentChange, accountId: string): Evidence | null {
	const isTheirs = change.changedBy === accountId;
	if (isTheirs ? change.changedAt !== null : !hidesEditors(change)) {
		const own = ownChange(change, accountId);
		if (own !== null) return own;
	}
	const at = laterOf(change.foundAt, change.changedAt);
	return at === null ? null : { at, type: 'sharedEdit', source: 'search' };
}

/** The later of two; of two at one moment the one that is no upper bound. */
export function laterEvidence(a: Evidence | null, b: Evidence | null): Evidence | null {
	if (a === null) return b;
	if (b === null || a.at > b.at) return a;
	if (b.at > a.at) return b;
	return a.type === 'sharedEdit' ? b : a;
}
