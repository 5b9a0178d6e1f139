import type { ContentChange, Evidence } from '../../licensing/activity/evidence';
import {
	changeInVersions,
	OVERLAP_MS,
	type Version,
	type Versions,
} from '../../licensing/activity/versions';
import { readTime } from '../../licensing/times';
import { contentVersionsPage, type ContentEvent } from '../api/content';
import { ENDPOINTS } from '../endpoints';
import { ConfluenceError, isFatal } from '../errors';
import type { ConfluenceClient } from '../http/client';
import { readPages, type Page } from '../paging';
import { PointsUsedUp, type Reserve } from './spending';

/** The types whose versions the optional scope `read:page:confluence` lets us read (S). */
const RESOLVABLE = new Set(['page', 'blogpost'] as const);

/** Versions on one page: most shared content changed only a few times inside a look. */
const VERSIONS_PER_PAGE = 25;
/** What such a page costs at most, in points (D). */
const PAGE_POINTS = 1 + VERSIONS_PER_PAGE;

export interface SharedEditsSettings {
	/** The oldest moment that anybody is looked at (milliseconds since the epoch). */
	oldestFrom: number;
	reserve: Reserve;
	/** Is told of every own change that is seen on the way. */
	show: (accountId: string, own: Evidence) => void;
}

/**
 * Finds out when a person changed shared content, from its versions. Each piece of content is read
 * once, newest version first, down to the oldest moment that anybody is looked at. Once the points
 * are used up nothing more is read, and upper bounds stay.
 */
export class SharedEdits {
	private readonly read = new Map<string, Promise<Versions | null>>();
	/** How many pieces of content were read. */
	contents = 0;

	constructor(
		private readonly client: ConfluenceClient,
		private readonly settings: SharedEditsSettings,
	) {}

	/**
	 * The person's own last change of the content; null when there is none inside the look; the
	 * upper bound itself when the versions cannot be read, or do not tell.
	 *
	 * @throws ConfluenceError for failures that concern more than this content
	 */
	async resolve(
		change: ContentChange,
		person: { accountId: string; from: number },
		upperBound: Evidence,
	): Promise<Evidence | null> {
		const versions = await this.versionsOf(change);
		return versions === null
			? upperBound
			: changeInVersions(versions, { change, ...person, upperBound });
	}

	private async versionsOf(change: ContentChange): Promise<Versions | null> {
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
	): Promise<Versions | null> {
		const list: Version[] = [];
		let hasEnded = false;
		try {
			await readPages<ContentEvent, string>(
				'the versions of a page',
				async (cursor) => {
					const page = await this.versionsPage({ contentType, contentId }, cursor);
					hasEnded = page.next === null;
					return page;
				},
				(entries) => {
					for (const entry of entries) list.push(this.note(entry));
					const oldest = list[list.length - 1]?.at ?? null;
					return oldest === null || oldest >= this.settings.oldestFrom - OVERLAP_MS;
				},
			);
			this.contents++;
			return { list, hasEnded };
		} catch (error) {
			if (error instanceof PointsUsedUp) return null;
			if (isAboutScope(error)) throw scopeNeeded();
			if (isFatal(error) && !isAboutOneContent(error)) throw error;
			return null;
		}
	}

	private note({ accountId, when }: ContentEvent): Version {
		const at = readTime(when);
		if (accountId !== null && at !== null) {
			this.settings.show(accountId, { at, type: 'edit', source: 'versions' });
		}
		return { accountId, at };
	}

	private async versionsPage(
		content: { contentType: 'page' | 'blogpost'; contentId: string },
		cursor: string | null,
	): Promise<Page<ContentEvent, string>> {
		const page = await this.settings.reserve(
			PAGE_POINTS,
			async () => await contentVersionsPage(this.client, content, cursor, VERSIONS_PER_PAGE),
		);
		if (page === null) throw new PointsUsedUp();
		return page;
	}
}

/** Content may be restricted, or gone, by the time its versions are asked for. */
function isAboutOneContent(error: unknown): boolean {
	return error instanceof ConfluenceError && error.kind === 'forbidden';
}

function isAboutScope(error: unknown): boolean {
	return error instanceof ConfluenceError && error.kind === 'scopeMissing';
}

/** No process of the credential brings this scope, so switching a process on would not help. */
function scopeNeeded(): ConfluenceError {
	const scopes = ENDPOINTS.pageVersions.scopes.map((scope) => `"${scope}"`).join(' and ');
	return new ConfluenceError(
		'versionsScope',
		`The versions of shared pages cannot be read: the credential lacks the scope ${scopes}.`,
	);
}
