/** A piece of content as a search tells of it: who made it, and who changed it last. */
export interface ContentChange {
	contentId: string;
	contentType: string;
	createdBy: string | null;
	/** Milliseconds since the epoch, like `changedAt`; null where the search did not tell. */
	createdAt: number | null;
	changedBy: string | null;
	changedAt: number | null;
	/** 1 for content that was never changed since it was made; null where not told. */
	version: number | null;
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

/** How many versions have an author whom the search does not name. */
export function hiddenVersions({ version }: ContentChange): number {
	return version === null ? 1 : Math.max(0, version - LAST_TRANSPARENT_VERSION);
}
