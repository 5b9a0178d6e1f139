import { changesOf } from '../../../confluence/api/search';
import { ENDPOINTS, PAGE_LIMIT } from '../../../confluence/endpoints';
import {
	cursorOf,
	objectAt,
	textAt,
	type Fields,
	type PageFields,
} from '../../../confluence/http/answers';
import type { Inspection } from '../inspection';
import { changesWhere, EXPAND, LOOKBACK_MS, TWO, twoOf } from '../questions';
import { asAssumed, differs, NotPossible, notTried, unless } from '../verdict';
import type { Assumptions } from './assumption';
import { authorOf, idOf, tellsAuthors } from './hits';

/** More than a page with expansions may hold. */
const TOO_MANY = PAGE_LIMIT + 50;

export const SEARCH_ASSUMPTIONS = {
	activityTypes: {
		mark: 'D',
		sentence: 'Search understands the kinds of content that count as activity, newest first.',
		try: async (inspection) => {
			const { fields } = await inspection.newestChanges();
			return asAssumed(`${countIn(fields, 'totalSize')} changes in a year`);
		},
	},
	hitsTellAuthors: {
		mark: 'S',
		sentence: 'With its expansions a hit tells who changed it last, who created it, and when.',
		try: async (inspection) => {
			const hits = (await someChanges(inspection, 1)).results;
			const without = hits.filter((hit) => !tellsAuthors(hit)).length;
			return without === 0
				? asAssumed(`${hits.length} of ${hits.length} hits`)
				: differs(`${without} of ${hits.length} hits do not tell all of it`);
		},
	},
	nextLinkIsRelative: {
		mark: 'M',
		sentence: 'The next link of a search is relative, lacks /wiki and carries a cursor.',
		try: async (inspection) => {
			const { nextLink } = await twoChanges(inspection);
			if (nextLink === null) return differs('there are more hits and no next link');
			return unless([
				...(nextLink.startsWith('/') ? [] : ['it does not begin with a slash']),
				...(nextLink.startsWith('/wiki/') ? ['it begins with /wiki'] : []),
				...(cursorOf(nextLink) === null ? ['it has no cursor'] : []),
			]);
		},
	},
	searchPagesByCursor: {
		mark: 'M',
		sentence:
			'Its cursor, asked for on our own address, leads to the hits that follow, and onwards.',
		try: async (inspection) => {
			const first = await twoChanges(inspection);
			const cursor = cursorOf(first.nextLink);
			if (cursor === null) return differs('the next link has no cursor');
			const second = await inspection.search({
				...twoOf(inspection.settledChanges()),
				cursor,
			});
			const known = new Set(first.results.map(idOf));
			if (second.results.length === 0) return differs('the second page is empty');
			return unless([
				...(second.results.some((hit) => known.has(idOf(hit)))
					? ['a hit of the first page came again']
					: []),
				...(cursorOf(second.nextLink) === cursor ? ['the same cursor came again'] : []),
			]);
		},
	},
	searchIgnoresStart: {
		mark: 'M',
		sentence: 'Search ignores start.',
		try: async (inspection) => {
			const first = await twoChanges(inspection);
			const moved = await inspection.search({
				...twoOf(inspection.settledChanges()),
				start: TWO,
			});
			return idsOf(moved) === idsOf(first) ? asAssumed() : differs('start=2 moved the hits');
		},
	},
	cursorBelongsToLimit: {
		mark: 'M',
		sentence: 'A cursor is refused with 400 under another limit, so the limit never changes.',
		try: async (inspection) => {
			const cursor = cursorOf((await twoChanges(inspection)).nextLink);
			if (cursor === null) return notTried('the next link has no cursor');
			const limit = TWO + 1;
			const query = { ...twoOf(inspection.settledChanges()), limit, cursor };
			const question = { query, most: limit };
			const { status } = await inspection.refusal(ENDPOINTS.search, question);
			if (status === 400) return asAssumed();
			return differs(`the answer was ${status}; the package does not rely on it`);
		},
	},
	searchPageHolds200: {
		mark: 'M',
		sentence: `With expansions a page holds at most ${PAGE_LIMIT} hits, whatever limit is asked for.`,
		try: async (inspection) => {
			const { fields } = await inspection.newestChanges();
			const total = countIn(fields, 'totalSize');
			if (total <= PAGE_LIMIT) return notTried(`search finds ${total} changes in a year`);
			const cql = inspection.changes();
			const { results } = await inspection.search({ cql, limit: TOO_MANY, expand: EXPAND });
			const { length } = results;
			if (length > PAGE_LIMIT) return differs(`${length} hits came`);
			return asAssumed(`${length} hits came of ${TOO_MANY} asked for`);
		},
	},
	severalContributors: {
		mark: 'D',
		sentence: 'Search takes several contributors at once.',
		try: async (inspection) => {
			const [hit] = (await someChanges(inspection, 1)).results;
			const author = authorOf(hit);
			if (author === null) return notTried('the newest hit does not tell who created it');
			const people = [...new Set([author, ...(await knownAccounts(inspection))])].slice(0, 2);
			if (people.length < 2) return notTried('the connected account knows nobody else');
			const from = inspection.startedAt - LOOKBACK_MS;
			const all = await inspection.search(twoOf(changesOf(people, from)));
			return unless(
				all.results.length === 0 ? ['what somebody created is not found by them'] : [],
			);
		},
	},
	emptySearchTotal: {
		mark: 'M',
		sentence: 'A search that finds nothing tells a total of 0.',
		try: async (inspection) => {
			const cql = changesWhere('lastmodified >= "2100-01-01 00:00"');
			const { fields, results } = await inspection.search(twoOf(cql));
			if (results.length > 0) return differs('it found something from the year 2100');
			const { totalSize } = fields;
			if (typeof totalSize !== 'number') return differs('totalSize is missing or no number');
			return totalSize === 0 ? asAssumed() : differs(`the total is ${totalSize}`);
		},
	},
} as const satisfies Assumptions;

/** The newest changes, when there are enough of them. */
export async function someChanges(inspection: Inspection, least: number): Promise<PageFields> {
	const page = await inspection.newestChanges();
	if (page.results.length >= least) return page;
	throw new NotPossible(`search finds ${page.results.length} changes in a year`);
}

/** The first two of the changes that are a day old, when there are at least three. */
async function twoChanges(inspection: Inspection): Promise<PageFields> {
	const page = await inspection.firstSettled();
	if (page.results.length < TWO || countIn(page.fields, 'totalSize') <= TWO) {
		throw new NotPossible('search finds too few changes that are a day old');
	}
	return page;
}

/** The total that a search tells. */
export function countIn(fields: Fields, name: string): number {
	const value = fields[name];
	if (typeof value === 'number') return value;
	throw new NotPossible(`"search.${name}" is missing or no number`);
}

/** The connected account and some members of an access group. */
async function knownAccounts(inspection: Inspection): Promise<string[]> {
	const people = [await inspection.connectedAccount(), ...(await inspection.firstMembers())];
	return people.map((person) => textAt(objectAt(person, 'person'), 'accountId', 'person'));
}

function idsOf({ results }: PageFields): string {
	return results.map(idOf).join(' ');
}
