import { hidesEditors, type ContentChange } from './contentChange';

/** What a person did, as `lastActivityType` says it. `sharedEdit` is an upper bound. */
export const EVIDENCE_TYPES = ['create', 'edit', 'sharedEdit', 'view'] as const;
export type EvidenceType = (typeof EVIDENCE_TYPES)[number];

/**
 * Where a date comes from, as `lastActivitySource` says it.
 * - `search`: a question about this very person; nothing later is hidden.
 * - `changes`: the list of recent changes; a later edit may hide behind somebody else's.
 * - `versions`: the versions of a shared page.
 * - `organization`: the organization's record of views.
 */
export const EVIDENCE_SOURCES = ['search', 'changes', 'versions', 'organization'] as const;
export type EvidenceSource = (typeof EVIDENCE_SOURCES)[number];

/** A moment at which a person was active, or at the latest was active. */
export interface Evidence {
	/** Milliseconds since the epoch. */
	at: number;
	type: EvidenceType;
	source: EvidenceSource;
}

/**
 * What one change tells of a person who worked on the content (I):
 * - the last change is the person's: that moment;
 * - the person made the content, and it was changed at most once since, by somebody else: the
 *   moment of creation;
 * - otherwise the person's own change lies somewhere before the last one: at the latest then.
 *
 * @param noLaterThan stands in for a date that the search did not tell: hits come newest first, so
 *   the date of the hit before, or now
 */
export function evidenceOf(
	change: ContentChange,
	accountId: string,
	source: EvidenceSource,
	noLaterThan: number,
): Evidence {
	const { changedBy, createdBy, createdAt, version } = change;
	const at = change.changedAt ?? noLaterThan;
	if (changedBy === accountId && change.changedAt !== null) {
		return { at, type: version === 1 ? 'create' : 'edit', source };
	}
	if (createdBy === accountId && createdAt !== null && !hidesEditors(change)) {
		return { at: createdAt, type: 'create', source };
	}
	return { at, type: 'sharedEdit', source };
}

/** The later of two; of two at one moment the one that is no upper bound. */
export function laterEvidence(a: Evidence | null, b: Evidence | null): Evidence | null {
	if (a === null) return b;
	if (b === null || a.at > b.at) return a;
	if (b.at > a.at) return b;
	return a.type === 'sharedEdit' ? b : a;
}
