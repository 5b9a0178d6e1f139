import { changesOf } from '../../../confluence/api/search';
import { ENDPOINTS, type Endpoint } from '../../../confluence/endpoints';
import { objectAt, textAt, type PageFields } from '../../../confluence/http/answers';
import { readTime } from '../../../licensing/times';
import type { Inspection } from '../inspection';
import { LOOKBACK_MS, SAMPLE } from '../questions';
import { asAssumed, differs, NotPossible, notTried, unless } from '../verdict';
import type { Assumptions } from './assumption';
import { contentOf } from './hits';
import { countIn } from './search';

/** An account id in the right form that nobody has. */
const NOBODY = '712020:00000000-0000-4000-8000-000000000000';
const POLICIES_SCOPE = 'read:configuration:confluence';
const DATA_POLICIES: Endpoint = {
	method: 'GET',
	path: '/wiki/api/v2/data-policies/metadata',
	scopes: [POLICIES_SCOPE],
	pointsPerObject: 1,
	label: 'the data policies',
};
/** Dates of one hit that differ by less agree. */
const AGREE_MS = 60_000;

/** In which ways the answers of this site are not what they look like. */
export const SEARCH_QUIRK_ASSUMPTIONS = {
	archivedSpaces: {
		mark: 'S',
		sentence:
			'With includeArchivedSpaces=true a search finds archived spaces too, and loses nothing.',
		try: async (inspection) => {
			const query = { cql: inspection.settledChanges(), limit: 1 };
			const current = countIn((await inspection.search(query)).fields, 'totalSize');
			const withArchived = await inspection.search({ ...query, includeArchivedSpaces: true });
			const all = countIn(withArchived.fields, 'totalSize');
			if (all < current) return differs(`it finds ${all} in place of ${current}`);
			return asAssumed(
				all === current
					? 'no change of the last year is in an archived space'
					: `${all - current} of ${all} changes are in archived spaces`,
			);
		},
	},
	hitsInOrder: {
		mark: 'M',
		sentence: 'Hits that are ordered by lastmodified have a lastModified, newest first.',
		try: async (inspection) => {
			const moments = (await sampled(inspection)).map(foundAt);
			const undated = moments.filter((at) => at === null).length;
			const late = moments.filter(
				(at, index) => index > 0 && (at ?? 0) > (moments[index - 1] ?? Infinity) + AGREE_MS,
			).length;
			return unless(
				[
					...(undated === 0 ? [] : [`${undated} of ${moments.length} have none`]),
					...(late === 0
						? []
						: [
								`${late} of ${moments.length} are later than the one before: nobody is idle by the order of hits here`,
							]),
				],
				`${moments.length} hits seen`,
			);
		},
	},
	hitDatesMayDisagree: {
		mark: 'M',
		sentence: 'A hit and its last version have each a date, which need not agree.',
		try: async (inspection) => {
			const hits = await sampled(inspection);
			const pairs = hits.map((hit) => ({ found: foundAt(hit), changed: changedAt(hit) }));
			const lacking = pairs.filter(
				({ found, changed }) => found === null || changed === null,
			);
			if (lacking.length > 0) return differs(`${lacking.length} of ${hits.length} lack one`);
			const apart = (sign: number) =>
				pairs.filter(
					({ found, changed }) => sign * ((found ?? 0) - (changed ?? 0)) > AGREE_MS,
				).length;
			return asAssumed(
				`of ${hits.length} hits ${apart(1)} are dated later than their last version, ${apart(-1)} earlier`,
			);
		},
	},
	searchPageIsFull: {
		mark: 'S',
		sentence: 'A page of hits tells its own limit and size; only the last one holds fewer.',
		try: async (inspection) => {
			const { fields, results, nextLink } = await inspection.sample();
			const { limit, size } = fields;
			return unless(
				[
					...(typeof limit === 'number' ? [] : ['limit is missing or no number']),
					...(size === results.length
						? []
						: [`size is ${typeof size === 'number' ? size : 'no number'}`]),
					...(results.length < SAMPLE && nextLink !== null
						? [
								`${results.length} of ${SAMPLE} hits came with a next link, which is followed`,
							]
						: []),
				],
				`limit ${String(limit)} for ${SAMPLE} asked for, ${results.length} came`,
			);
		},
	},
	totalCountsWhatIsShown: {
		mark: 'I',
		sentence: 'The total of a search is the number of hits that it shows.',
		try: async (inspection) => {
			const { fields, results, nextLink } = await ownChanges(inspection);
			if (nextLink !== null) {
				return notTried('the connected account changed more than one page holds');
			}
			const total = countIn(fields, 'totalSize');
			return total === results.length
				? asAssumed(`${total} hits`)
				: differs(`the total is ${total}, and ${results.length} are shown`);
		},
	},
	unknownContributor: {
		mark: 'I',
		sentence: 'Asked for what an unknown account changed, search finds nothing.',
		try: async (inspection) => {
			const cql = changesOf([NOBODY], inspection.startedAt - LOOKBACK_MS);
			const query = { cql, limit: 1 };
			const { status } = await inspection.refusal(ENDPOINTS.search, { query });
			if (status !== 200) {
				return differs(
					`the answer was ${status}: a question for many people fails with one who is gone`,
				);
			}
			const { results } = await inspection.search(query);
			return results.length === 0 ? asAssumed() : differs('it found something');
		},
	},
	blockedContent: {
		mark: 'S',
		sentence: 'With its scope the data policies tell whether content is blocked for the app.',
		try: async (inspection) => {
			if (!(await inspection.grants()).flat().includes(POLICIES_SCOPE)) {
				return notTried(`the token lacks the optional scope ${POLICIES_SCOPE}`);
			}
			const answer = objectAt(await inspection.ask(DATA_POLICIES), 'data policies');
			const { anyContentBlocked } = answer;
			if (typeof anyContentBlocked !== 'boolean') {
				return differs('anyContentBlocked is missing or no boolean');
			}
			return asAssumed(
				anyContentBlocked
					? 'content is blocked for this app, so an edit that is not found proves nothing here'
					: 'nothing is blocked',
			);
		},
	},
} as const satisfies Assumptions;

async function sampled(inspection: Inspection): Promise<readonly unknown[]> {
	const { results } = await inspection.sample();
	if (results.length > 0) return results;
	throw new NotPossible('search finds too few changes that are a day old');
}

async function ownChanges(inspection: Inspection): Promise<PageFields> {
	const accountId = textAt(await inspection.connectedAccount(), 'accountId', 'user');
	const cql = changesOf([accountId], inspection.startedAt - LOOKBACK_MS);
	return await inspection.search({ cql, limit: SAMPLE });
}

function foundAt(hit: unknown): number | null {
	return readTime(objectAt(hit, 'hit').lastModified);
}

function changedAt(hit: unknown): number | null {
	const { version } = contentOf(hit);
	return version === undefined ? null : readTime(objectAt(version, 'version').when);
}
