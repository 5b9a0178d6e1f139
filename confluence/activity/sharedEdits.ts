import type { ContentChange } from '../../licensing/activity/contentChange';
import type { Evidence } from '../../licensing/activity/evidence';
import { isInside } from '../../licensing/activity/lookWindow';
import type { Wanted } from '../../licensing/activity/changeReading';
import { readTime } from '../../licensing/times';
import { contentVersionsPage } from '../api/contentVersions';
import type { ContentEvent } from '../api/search';
import { ConfluenceError, isFatal } from '../errors';
import type { ConfluenceClient } from '../http/client';
import { readPages } from '../paging';

/** The types whose versions the optional scope `read:page:confluence` lets us read (S). */
const RESOLVABLE = new Set(['page', 'blogpost'] as const);

/** Versions on one page: most shared content changed only a few times inside a look. */
const VERSIONS_PER_PAGE = 25;

/**
 * Finds out when a person changed shared content, from its versions. Each piece of content is read
 * once, newest version first, down to the oldest moment that anybody is looked at.
 */
export class SharedEdits {
	private readonly read = new Map<string, Promise<readonly ContentEvent[] | null>>();
	/** How many pieces of content were read. */
	get contents(): number {
		return this.read.size;
	}

	constructor(
		private readonly client: ConfluenceClient,
		private readonly oldestFrom: number,
	) {}

	/**
	 * The person's own last change of the content; null when there is none inside the look; the
	 * upper bound itself when the versions cannot be read.
	 *
	 * @throws ConfluenceError for failures that concern more than this content
	 */
	async resolve(
		change: ContentChange,
		{ accountId, from }: Wanted,
		upperBound: Evidence,
	): Promise<Evidence | null> {
		const versions = await this.versionsOf(change);
		if (versions === null) return upperBound;
		for (const version of versions) {
			const at = Math.min(readTime(version.when) ?? upperBound.at, upperBound.at);
			if (!isInside(at, from)) return null;
			if (version.accountId === accountId && version.when !== null) {
				return { at, type: 'edit', source: 'versions' };
			}
			if (version.accountId === null) return { ...upperBound, at };
		}
		return null;
	}

	private async versionsOf(change: ContentChange): Promise<readonly ContentEvent[] | null> {
		const { contentId, contentType } = change;
		const type = [...RESOLVABLE].find((known) => known === contentType);
		if (type === undefined || contentId === '') return null;
		let versions = this.read.get(contentId);
		if (versions === undefined) {
			versions = this.readVersions(type, contentId);
			this.read.set(contentId, versions);
		}
		return await versions;
	}

	private async readVersions(
		contentType: 'page' | 'blogpost',
		contentId: string,
	): Promise<ContentEvent[] | null> {
		const versions: ContentEvent[] = [];
		try {
			await readPages<ContentEvent, string>(
				'the versions of a page',
				async (cursor) =>
					await contentVersionsPage(
						this.client,
						{ contentType, contentId },
						cursor,
						VERSIONS_PER_PAGE,
					),
				(entries) => {
					for (const version of entries) versions.push(version);
					const oldest = readTime(versions[versions.length - 1]?.when);
					return oldest === null || isInside(oldest, this.oldestFrom);
				},
			);
			return versions;
		} catch (error) {
			if (isFatal(error) && !isAboutOneContent(error)) throw error;
			return null;
		}
	}
}

/** Content may be restricted, or gone, by the time its versions are asked for. */
function isAboutOneContent(error: unknown): boolean {
	return error instanceof ConfluenceError && error.kind === 'forbidden';
}
