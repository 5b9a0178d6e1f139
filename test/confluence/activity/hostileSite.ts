import type { Random } from '../../simulator/random';
import { json, type Script, type ScriptedAnswer } from '../scriptedRuntime';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A page with its versions, the first one first; never empty. */
export interface Page {
	id: string;
	versions: { by: string; at: number }[];
}

/** How answers differ from what the documentation leads to expect; each by itself was seen or is feared. */
export interface Oddities {
	order: 'newest first' | 'oldest first' | 'any';
	/** Hits on a page: as asked, more, or one, with a limit of its own or the one asked for. */
	pages: 'as asked' | 'too long' | 'short' | 'short, limit as asked';
	/** False: nothing is said of what follows. */
	namesNext: boolean;
	totals: 'right' | 'absent' | 'too many' | 'too few';
	/** Every second hit comes twice. */
	repeats: boolean;
	ignoresBounds: boolean;
	/** The time zone of the searching person. */
	zoneHours: number;
	/** What is told of a hit in its own way, or not at all, every second time. */
	hits: readonly HitOddity[];
	/** So often a page behind the first fails; 0: never. */
	failsEvery: number;
	versions: VersionOddity | null;
}

export const HIT_ODDITIES = [
	'no date of the last version',
	'no hit date',
	'offsets',
	'no milliseconds',
	'a number for a date',
	'no version number',
	'a text for a version number',
	'no author',
	'a deleted author',
	'no history',
	'imported',
] as const;
export type HitOddity = (typeof HIT_ODDITIES)[number];

export const VERSION_ODDITIES = [
	'oldest first',
	'no author',
	'no date',
	'short pages',
	'old ones deleted',
	'the newest is missing',
	'refused',
] as const;
export type VersionOddity = (typeof VERSION_ODDITIES)[number];

/** Oddities at random, of which most sites have a few; together they still tell what is there. */
export function someOddities(random: Random): Oddities {
	const odd = <Value>(usual: Value, others: readonly Value[]): Value =>
		random.chance(0.35) ? random.pick(others) : usual;
	const pages = odd<Oddities['pages']>('as asked', [
		'too long',
		'short',
		'short, limit as asked',
	]);
	const totals = odd<Oddities['totals']>('right', ['absent', 'too many', 'too few']);
	const picked = odd<readonly HitOddity[]>(
		[],
		[[random.pick(HIT_ODDITIES), random.pick(HIT_ODDITIES)]],
	);
	// An import whose creation nobody can read looks like a page that was moved.
	const hides = ['no history', 'a number for a date'] as const;
	const hits = picked.includes('imported')
		? picked.filter((oddity) => !hides.some((hidden) => hidden === oddity))
		: picked;
	// Where neither the total nor the limit shows that something follows, the next link has to.
	const tells =
		totals === 'too few' || (totals === 'absent' && pages === 'short, limit as asked');
	return {
		order: odd<Oddities['order']>('newest first', ['oldest first', 'any']),
		pages,
		namesNext: tells || random.chance(0.8),
		totals,
		repeats: random.chance(0.15),
		ignoresBounds: random.chance(0.15),
		zoneHours: odd(0, [-12, 14, 5.5]),
		hits,
		failsEvery: odd(0, [2]),
		versions: odd<VersionOddity | null>(null, VERSION_ODDITIES),
	};
}

/** A site that answers questions about its pages, with oddities. */
export class HostileSite {
	pages: Page[] = [];
	private asked = 0;

	constructor(
		private readonly oddities: Oddities,
		private readonly random: Random,
		private readonly now: () => number,
	) {}

	/** The script of a client. */
	readonly script: Script = ({ url }) => {
		const { searchParams: query, pathname } = new URL(url);
		const start = Number(query.get('cursor') ?? 0);
		const page = /pages\/(\d+)\/versions$/.exec(pathname)?.[1];
		if (page !== undefined) return this.versions(page, start);
		return this.search(query.get('cql') ?? '', start, Number(query.get('limit')));
	};

	private search(cql: string, start: number, limit: number): ScriptedAnswer {
		const { pages, totals, namesNext, failsEvery } = this.oddities;
		if (start > 0 && failsEvery > 0 && ++this.asked % failsEvery === 0) {
			return { status: 400, text: '{"message":"The cursor is not valid any more"}' };
		}
		const found = this.found(cql);
		const size = pages === 'as asked' ? limit : pages === 'too long' ? limit + 3 : 1;
		const shown = found.slice(start, start + size);
		const end = start + shown.length;
		const wrong = { right: 0, absent: 0, 'too many': 2, 'too few': -1 }[totals];
		return json({
			results: shown.map((page) => this.hit(page)),
			limit: pages === 'short' ? size : limit,
			size: shown.length,
			totalSize: totals === 'absent' ? undefined : Math.max(0, found.length + wrong),
			_links:
				end < found.length && namesNext ? { next: `/rest/api/search?cursor=${end}` } : {},
		});
	}

	private found(cql: string): Page[] {
		const { order, repeats, ignoresBounds, zoneHours } = this.oddities;
		const [people = ''] = cql.split(' and type');
		const written = /lastmodified >= "(.+?)"/.exec(cql)?.[1]?.replace(' ', 'T') ?? '';
		const from = Date.parse(`${written}:00Z`) - zoneHours * HOUR_MS;
		const found = this.pages.filter(
			(page) =>
				page.versions.some(({ by }) => people.includes(`"${by}"`)) &&
				(ignoresBounds || lastOf(page).at >= from),
		);
		if (order === 'any') found.sort((a, b) => mixed(a.id) - mixed(b.id));
		else found.sort((a, b) => lastOf(b).at - lastOf(a).at);
		if (order === 'oldest first') found.reverse();
		if (!repeats) return found;
		return found.flatMap((page, index) => (index % 2 === 1 ? [page, page] : [page]));
	}

	private hit(page: Page): object {
		const has = (oddity: HitOddity) =>
			this.oddities.hits.includes(oddity) && this.random.chance(0.5);
		const date = (at: number): string | number => {
			const iso = new Date(at).toISOString();
			if (has('a number for a date')) return at;
			if (has('no milliseconds')) return iso.replace(/\.\d+/, '');
			if (!has('offsets')) return iso;
			return new Date(at + 5.5 * HOUR_MS).toISOString().replace('Z', '+05:30');
		};
		const { by, at } = lastOf(page);
		const [first = { by, at }] = page.versions;
		const number = page.versions.length;
		const isImported = number === 1 && has('imported');
		const author = has('a deleted author') ? { type: 'unknown' } : { accountId: by };
		const version = {
			by: has('no author') ? undefined : author,
			when: has('no date of the last version')
				? undefined
				: date(isImported ? at - 100 * DAY_MS : at),
			number: has('a text for a version number') ? String(number) : number,
		};
		const history = {
			createdBy: { accountId: first.by },
			createdDate: date(first.at),
		};
		return {
			content: {
				id: page.id,
				type: 'page',
				version: has('no version number') ? { ...version, number: undefined } : version,
				history: has('no history') ? undefined : history,
			},
			lastModified: has('no hit date') ? undefined : date(at),
		};
	}

	private versions(id: string, start: number): ScriptedAnswer {
		const oddity = this.oddities.versions;
		const page = this.pages.find((one) => one.id === id);
		if (page === undefined || oddity === 'refused') return { status: 404 };
		let list = page.versions.filter(({ at }) => at <= this.now()).reverse();
		if (oddity === 'oldest first') list.reverse();
		if (oddity === 'the newest is missing') list = list.slice(1);
		if (oddity === 'old ones deleted') list = list.slice(0, 2);
		const end = start + (oddity === 'short pages' ? 1 : 25);
		const misses = (what: VersionOddity) => oddity === what && this.random.chance(0.4);
		return json({
			results: list.slice(start, end).map(({ by, at }) => ({
				authorId: misses('no author') ? undefined : by,
				createdAt: misses('no date') ? undefined : new Date(at).toISOString(),
			})),
			_links: end < list.length ? { next: `/pages/${id}/versions?cursor=${end}` } : {},
		});
	}
}

function lastOf({ id, versions }: Page): Page['versions'][number] {
	const last = versions.at(-1);
	if (last === undefined) throw new Error(`Page ${id} has no version.`);
	return last;
}

/** The same order for the same pages, which has nothing to do with their dates. */
function mixed(id: string): number {
	return (Number(id) * 2_654_435_761) % 1_000_003;
}
