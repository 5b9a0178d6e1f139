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
