import { PAGE_VERSIONS_SCOPE } from '../../../confluence/scopes';
import { placesOf } from '../../faults/secrets';
import { ASSUMPTIONS, type AssumptionId } from '../../live/assumptions';
import { MAX_POINTS } from '../../live/inspection';
import { checkAssumptions, type LiveCheck } from '../../live/liveCheck';
import { linesOf } from '../../live/report';
import type { LiveCheckSettings } from '../../live/settings';
import type { Verdict } from '../../live/verdict';
import { MAX_REQUESTS } from '../../live/wire';
import {
	startSimulator,
	type Exchange,
	type Fault,
	type Simulator,
	type SimulatorOptions,
} from '../../simulator';
import { httpTransport } from '../httpTransport';

/** Asked by POST, which this command never sends. */
const NEVER_TRIED: AssumptionId = 'usersSearch';

const ALL_IDS = Object.keys(ASSUMPTIONS) as AssumptionId[];

interface Checked {
	simulator: Simulator;
	settings: LiveCheckSettings;
	check: LiveCheck;
	exchanges: Exchange[];
}

const simulators: Simulator[] = [];

afterEach(async () => {
	for (const simulator of simulators.splice(0)) await simulator.stop();
});

/** Checks a company of 300 seats, whose largest group fills more than a page. */
async function checked(
	options: SimulatorOptions & {
		scopes?: string[];
		faults?: Fault[];
		settings?: Partial<LiveCheckSettings>;
	} = {},
): Promise<Checked> {
	const { scopes, faults = [], settings: entered, ...more } = options;
	const simulator = await startSimulator({ seats: 300, ...more });
	simulators.push(simulator);
	for (const fault of faults) simulator.addFault(fault);
	const exchanges: Exchange[] = [];
	simulator.exchanges.on((exchange) => exchanges.push(exchange));
	const settings: LiveCheckSettings = {
		accessToken: simulator.issueToken({ scopes }).accessToken,
		cloudId: simulator.world.sites[0]?.cloudId ?? '',
		apiUrl: simulator.url,
		organization: simulator.organization,
		...entered,
	};
	let moved = 0;
	const check = await checkAssumptions(settings, {
		transportWith: httpTransport,
		now: () => Date.now() + moved,
		random: () => 0.5,
		sleep: async (milliseconds) => {
			moved += milliseconds;
			await Promise.resolve();
		},
		report: () => undefined,
	});
	return { simulator, settings, check, exchanges };
}

function verdictOf({ check }: Checked, id: AssumptionId): Verdict | undefined {
	return check.findings.find((finding) => finding.id === id)?.verdict;
}

/** What did not come out as assumed, by id. */
function exceptions({ check }: Checked): Record<string, Verdict> {
	return Object.fromEntries(
		check.findings
			.filter(({ verdict }) => verdict.kind !== 'asAssumed')
			.map(({ id, verdict }) => [id, verdict]),
	);
}

const scopesWithout = (scope: string) =>
	[
		'read:confluence-groups',
		'read:confluence-user',
		'search:confluence',
		PAGE_VERSIONS_SCOPE,
	].filter((one) => one !== scope);

describe('the live check', () => {
	it('finds the simulator as assumed, but for what a GET cannot ask', async () => {
		const run = await checked();
		expect(exceptions(run)).toEqual({
			[NEVER_TRIED]: { kind: 'notTried', told: expect.stringContaining('POST') },
			missingScopeIs401: { kind: 'notTried', told: expect.stringContaining('the token has') },
		});
		expect(run.check.findings.map(({ id }) => id)).toEqual(ALL_IDS);
	});

	it('finds the refusal of a missing scope as assumed with a token that lacks one', async () => {
		const run = await checked({ scopes: scopesWithout(PAGE_VERSIONS_SCOPE) });
		expect(verdictOf(run, 'missingScopeIs401')?.kind).toBe('asAssumed');
		expect(verdictOf(run, 'pageVersions')?.told).toContain(PAGE_VERSIONS_SCOPE);
	});

	it('sends nothing but GET, few requests and few points', async () => {
		const { check, exchanges, simulator } = await checked();
		expect(new Set(exchanges.map(({ request }) => request.method))).toEqual(new Set(['GET']));
		expect(exchanges).toHaveLength(check.requests);
		expect(check.requests).toBeLessThanOrEqual(MAX_REQUESTS);
		expect(simulator.stats().quota.used).toBeLessThanOrEqual(MAX_POINTS);
	});

	it('prints no token, key, id, name or e-mail', async () => {
		const { check, settings, simulator } = await checked();
		const { world, organization } = simulator;
		const personal = [...world.people.values()].flatMap((person) => [
			person.accountId,
			person.displayName,
			person.email,
			person.organizationEmail,
		]);
		const named = [...world.groups, ...world.sites].map(({ name }) => name);
		const titles = world.content.map(({ title }) => title);
		const groupIds = world.groups.map(({ id }) => id);
		const { accessToken, cloudId } = settings;
		const secrets = [accessToken, cloudId, organization.apiKey, organization.id];
		const all = [...personal, ...named, ...titles, ...groupIds, ...secrets];
		const lines = linesOf(check, settings);
		expect(placesOf(all, lines)).toEqual([]);
		expect(lines.length).toBeGreaterThan(2 * ALL_IDS.length);
	});

	it('does not repeat what a server says when it refuses', async () => {
		const body = { message: 'Ada Example <ada@harbour.example> may not' };
		const faults: Fault[] = [400, 403].map((status, index) => ({
			match: { path: index === 0 ? 'rest/api/search' : 'user/current' },
			kind: 'status',
			status,
			body,
		}));
		const { check, settings } = await checked({ faults });
		expect(placesOf(['Ada', 'harbour.example'], linesOf(check, settings))).toEqual([]);
	});
});

describe('a site that differs is told', () => {
	const members = 'membersByGroupId';
	const search = 'rest/api/search';

	it.each<[string, AssumptionId, string, Fault]>([
		[
			'a list of sites in an envelope',
			'siteListIsBare',
			'no array',
			{ match: { path: 'accessible-resources' }, kind: 'wrongShape', body: { values: [] } },
		],
		[
			'groups without managedBy',
			'groupFields',
			'managedBy',
			{
				match: { path: 'rest/api/group$', query: { accessType: 'user' } },
				kind: 'wrongShape',
				body: { results: [{ id: 'g-1', name: 'users' }] },
			},
		],
		[
			'an access type that is refused',
			'groupsByAccessType',
			'400',
			{
				match: { path: 'rest/api/group$', query: { accessType: 'site-admin' } },
				kind: 'status',
				status: 400,
			},
		],
		[
			'another status for an unknown group',
			'unknownGroupById',
			'403',
			{
				match: { path: 'by-id', query: { id: '00000000-' } },
				kind: 'status',
				status: 403,
			},
		],
		[
			'an unknown group whose members are refused',
			'unknownGroupMembers',
			'404',
			{ match: { path: '00000000-0000-4000' }, kind: 'status', status: 404 },
		],
		[
			'a page of 201',
			'memberLimit201Refused',
			'200',
			{
				match: { path: members, query: { limit: '201' } },
				kind: 'wrongShape',
				body: { results: [] },
				when: 'before',
			},
		],
		[
			'no total',
			'totalSizeOnFullPage',
			'totalSize',
			{
				match: { path: members, query: { limit: '200' } },
				kind: 'wrongShape',
				body: { results: [] },
			},
		],
		[
			'members in no order',
			'memberOrderIsStable',
			'start=2',
			{
				match: { path: members, query: { start: '2' } },
				kind: 'wrongShape',
				body: { results: [{ accountId: 'somebody' }] },
			},
		],
		[
			'a member without an account type',
			'memberFields',
			'accountType',
			{
				match: { path: members, query: { limit: '3' } },
				kind: 'wrongShape',
				body: { results: [{ accountId: 'somebody', displayName: 'Ada' }] },
			},
		],
		[
			'a search that is refused',
			'activityTypes',
			'400',
			{ match: { path: search }, kind: 'status', status: 400 },
		],
		[
			'members in an envelope',
			'memberFields',
			'members.results',
			{
				match: { path: members, query: { limit: '3' } },
				kind: 'wrongShape',
				body: { values: [] },
			},
		],
		[
			'hits without authors',
			'hitsTellAuthors',
			'5 of 5',
			{ match: { path: search }, kind: 'withoutExpansions' },
		],
		[
			'a cursor that leads back',
			'searchPagesByCursor',
			'came again',
			{ match: { path: search, query: { limit: '2' } }, kind: 'repeatCursor' },
		],
		[
			'a next page that is empty',
			'searchPagesByCursor',
			'empty',
			{ match: { path: search, query: { cursor: '_f_' } }, kind: 'emptyPage' },
		],
		[
			'a next link on the site’s own host',
			'nextLinkIsRelative',
			'slash',
			{
				match: { path: search, query: { limit: '2', cql: 'and lastmodified < ' } },
				kind: 'wrongShape',
				body: {
					results: [{ content: { id: '1' } }, { content: { id: '2' } }],
					totalSize: 9,
					_links: { next: 'https://harbour.example/wiki/rest/api/search?cursor=abc' },
				},
			},
		],
		[
			'a start that counts',
			'searchIgnoresStart',
			'moved',
			{
				match: { path: search, query: { start: '2' } },
				kind: 'wrongShape',
				body: { results: [{ content: { id: '1' } }] },
			},
		],
		[
			'a total for nothing',
			'emptySearchTotal',
			'7',
			{
				match: { path: search, query: { cql: '2100-01-01' } },
				kind: 'wrongShape',
				body: { results: [], totalSize: 7 },
			},
		],
		[
			'a query that is refused',
			'contributorsAndCreators',
			'400',
			{
				match: { path: search, query: { cql: 'creator not in' } },
				kind: 'status',
				status: 400,
			},
		],
		[
			'a change outside its window',
			'momentsInQueries',
			'not found',
			{
				match: { path: search, query: { cql: 'and id = ' } },
				kind: 'wrongShape',
				body: { results: [] },
			},
		],
		[
			'versions without authors',
			'pageVersions',
			'authorId',
			{
				match: { path: '/versions' },
				kind: 'wrongShape',
				body: { results: [{ createdAt: '2026-01-01T00:00:00Z' }] },
			},
		],
		[
			'views of another shape',
			'lastActiveDates',
			'product_access',
			{
				match: { path: 'last-active-dates' },
				kind: 'wrongShape',
				body: { data: { added_to_org: '2026-01-01' } },
			},
		],
		[
			'directories without ids',
			'directories',
			'directoryId',
			{ match: { path: 'directories' }, kind: 'wrongShape', body: { data: [{ name: 'x' }] } },
		],
	])('%s', async (_, id, told, fault) => {
		const run = await checked({ faults: [fault] });
		expect(verdictOf(run, id)).toEqual({
			kind: 'differs',
			told: expect.stringContaining(told),
		});
		expect(linesOf(run.check, run.settings).join('\n')).toMatch(/[1-9]\d* differ/);
	});

	it('a gateway that answers a bad token otherwise', async () => {
		const run = await checked({ expiredTokenStatus: 403 });
		expect(verdictOf(run, 'badTokenIs401')).toEqual({
			kind: 'differs',
			told: 'the answer was 403',
		});
	});

	it('points that cost less or more', async () => {
		const headers = { 'Beta-RateLimit': '"global-app-quota";r=60000;t=600' };
		const fault: Fault = { match: { path: 'rest' }, kind: 'delay', delayMs: 0, headers };
		const run = await checked({ faults: [fault] });
		expect(verdictOf(run, 'pointsOfRequests')?.told).toContain('cost less');
	});
});

describe('what cannot be tried says why', () => {
	it.each(['Asia/Tokyo', 'America/Los_Angeles'])(
		'and a searching person in %s is told, since a day of margin covers it',
		async (timeZone) => {
			const run = await checked({ timeZone });
			const verdict = verdictOf(run, 'momentsInQueries');
			expect(verdict).toEqual({
				kind: 'asAssumed',
				told: expect.stringContaining('another zone'),
			});
			expect(verdictOf(await checked(), 'momentsInQueries')?.told).toContain('as UTC');
		},
	);

	it('a token that is refused leaves everything of the site untried', async () => {
		const run = await checked({ settings: { accessToken: 'expired' } });
		const differing = Object.entries(exceptions(run)).filter(
			([, verdict]) => verdict.kind === 'differs',
		);
		expect(verdictOf(run, 'currentUserFields')?.told).toContain('fresh access token');
		expect(verdictOf(run, 'memberPageHolds200')?.kind).toBe('notTried');
		expect(differing).toEqual([]);
		expect(run.check.answers).toBe(0);
	});

	it('a scope that is missing', async () => {
		const run = await checked({ scopes: scopesWithout('search:confluence') });
		expect(verdictOf(run, 'activityTypes')).toEqual({
			kind: 'notTried',
			told: expect.stringContaining('lacks a scope'),
		});
		expect(verdictOf(run, 'memberOrderIsStable')?.kind).toBe('asAssumed');
	});

	it('a plan without last-active dates, and no organization at all', async () => {
		const refused = await checked({ organizationRefuses: ['last-active-dates'] });
		expect(verdictOf(refused, 'lastActiveDates')?.told).toContain('plan');
		const without = await checked({ settings: { organization: null } });
		expect(verdictOf(without, 'directories')?.told).toContain('were given');
	});

	it('answers that tell no points', async () => {
		const run = await checked({ betaHeader: false });
		expect(verdictOf(run, 'pointsOfRequests')?.kind).toBe('notTried');
		expect(verdictOf(run, 'rateLimitHeaders')?.kind).toBe('differs');
	});

	it('a failure that lasts ends in no more requests than a check may send', async () => {
		const run = await checked({ faults: [{ kind: 'status', status: 503 }] });
		expect(run.check.requests).toBeLessThanOrEqual(MAX_REQUESTS);
		expect(run.check.findings.every(({ verdict }) => verdict.kind === 'notTried')).toBe(true);
	});
});
