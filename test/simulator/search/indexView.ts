import { seededRandom } from '../random';
import type { OddDates, Settings } from '../settings';
import { lastVersion, type ContentItem, type ContentVersion } from '../world';

/** What the search index knows of content at a moment, which need not be what is true (M). */
export interface IndexView {
	/** The versions of an item that the index knows, oldest first; empty: it does not know the item. */
	versions(item: ContentItem): readonly ContentVersion[];
	/** What `order by lastmodified` sorts by and `lastmodified >=` compares. */
	lastModified(item: ContentItem): number;
	/** `lastModified` of the hit. */
	hitDate(item: ContentItem): number;
	/** `content.version` of the hit. */
	shownVersion(item: ContentItem): ContentVersion;
}

export type IndexSettings = Pick<Settings, 'indexLagMs' | 'expansionsAreCurrent' | 'oddDates'>;

/** Search agrees with the content in everything; large worlds are searched fast with it. */
export const PLAIN_VIEW: IndexView = {
	versions: ({ versions }) => versions,
	lastModified: (item) => lastVersion(item).at,
	hitDate: (item) => lastVersion(item).at,
	shownVersion: lastVersion,
};

/** The index at `now`; `hasOwnDates` tells that some content has dates of its own in it. */
export function indexView(settings: IndexSettings, now: number, hasOwnDates: boolean): IndexView {
	const { indexLagMs, oddDates, expansionsAreCurrent } = settings;
	if (indexLagMs === 0 && oddDates === null && !hasOwnDates) return PLAIN_VIEW;
	const versions = (item: ContentItem): readonly ContentVersion[] => {
		const lag = item.indexed?.lagMs ?? indexLagMs;
		return lag === 0 ? item.versions : item.versions.filter(({ at }) => at <= now - lag);
	};
	const newest = (item: ContentItem): ContentVersion =>
		versions(item).at(-1) ?? lastVersion(item);
	const drawn = (item: ContentItem): DrawnDates => drawDates(oddDates, item, newest(item), now);
	return {
		versions,
		lastModified: (item) => item.indexed?.sortKey ?? drawn(item).sortKey,
		hitDate: (item) => item.indexed?.hitDate ?? drawn(item).hitDate,
		shownVersion: (item) => {
			const version = expansionsAreCurrent ? lastVersion(item) : newest(item);
			return { ...version, at: item.indexed?.versionWhen ?? version.at };
		},
	};
}

interface DrawnDates {
	sortKey: number;
	hitDate: number;
}

/** Content is moved or relabelled within so many days of its last version. */
const TOUCHED_WITHIN_MS = 200 * 86_400_000;

/** The same for the same version of an item whenever it is asked for, once it has happened. */
function drawDates(
	odd: OddDates | null,
	item: ContentItem,
	{ number, at }: ContentVersion,
	now: number,
): DrawnDates {
	const plain = { sortKey: at, hitDate: at };
	if (odd === null) return plain;
	const random = seededRandom(odd.seed * 7_919 + Number(item.id) * 104_729 + number);
	if (!random.chance(odd.share)) return plain;
	const touchedAt = at + Math.round(random.next() * TOUCHED_WITHIN_MS);
	const touched = touchedAt > now ? at : touchedAt;
	const behind = at - Math.round(random.next() * odd.behindMs);
	switch (random.below(3)) {
		case 0:
			return { sortKey: touched, hitDate: touched };
		case 1:
			return { sortKey: behind, hitDate: behind };
		default:
			return { sortKey: behind, hitDate: touched };
	}
}
