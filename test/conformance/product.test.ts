import { ENDPOINTS } from '../../confluence/endpoints';
import { apiKeyCredential, siteCredential, runNode, type Item } from '../engine/harness';
import {
	addGroup,
	addPage,
	addPerson,
	addToGroup,
	edit,
	emptyWorld,
	startSimulator,
	view,
	type Exchange,
	type Simulator,
} from '../simulator';
import { DOCUMENTS_MISSING, openApiFolder } from '../simulator/openApiDocuments';
import { ExchangeContract } from './exchangeContract';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 4, 2, 6);
const PROFILE = 'harbour';

const folder = openApiFolder();

/** Four hundred and fifty seats, so that lists have pages; a few people who worked. */
function busyCompany() {
	const world = emptyWorld({ hasJira: true });
	const users = addGroup(world, { id: 'users', name: 'confluence-users', access: ['user'] });
	const admins = addGroup(world, { name: 'site-admins', access: ['user', 'site-admin'] });
	addToGroup(world, admins, world.connectedAccountId);
	for (let index = 0; index < 450; index++) addToGroup(world, users, addPerson(world));
	const [one = '', two = '', three = ''] = users.members;
	const shared = addPage(world, { createdBy: one, createdAt: NOW - 50 * DAY });
	for (const [by, days] of [
		[two, 40],
		[three, 30],
		[one, 20],
		[two, 10],
	] as const) {
		edit(world, shared, by, NOW - days * DAY);
	}
	for (const accountId of [one, two, three]) view(world, accountId, NOW - 5 * DAY);
	return world;
}

/** Every process of the product once, over one site, as the workflows chain them. */
async function runEverything(simulator: Simulator): Promise<void> {
	const credentials = [
		siteCredential(simulator, { additionalScopes: 'read:page:confluence' }),
		apiKeyCredential(simulator),
	];
	const cloudId = { __rl: true, mode: 'id', value: simulator.world.sites[0]?.cloudId ?? '' };
	const now = new Date(NOW).toISOString();
	const run = async (
		type: string,
		parameters: Parameters<typeof runNode>[0]['parameters'],
		...inputs: Item[][]
	): Promise<Item[][]> => {
		const { outputs, error } = await runNode({ type, parameters, inputs, credentials });
		expect([type, error?.message]).toEqual([type, undefined]);
		return outputs;
	};
	const start = [{ start: true }];
	await run('getCloudId', {}, start);
	await run('getCloudId', { operation: 'validate', accessGroups: ['users'] }, start);
	await run('downloadSubscriptions', { operation: 'accessGroups', cloudId }, start);
	const [seats = []] = await run(
		'downloadSubscriptions',
		{ cloudId, profile: PROFILE, accessGroups: ['users'], options: { now } },
		start,
	);
	expect(seats).toHaveLength(450);
	const [looked = []] = await run(
		'pullActivity',
		{ signal: 'both', lookbackDays: 180, options: { now, resolveSharedEdits: true } },
		seats.slice(0, 20),
	);
	await run('pullActivity', { signal: 'edits', options: { now } }, seats);
	const rules = { newUserGraceDays: 0, options: { now } };
	const [candidates = []] = await run('evaluateExclusions', rules, looked);
	expect(candidates.length).toBeGreaterThan(5);
	const reclaim = { cloudId, acknowledgeEditsOnly: true, options: { now } };
	const [, , planned = []] = await run('reclaimLicense', reclaim, candidates);
	const [done = [], , receipts = []] = await run(
		'reclaimLicense',
		{ ...reclaim, dryRun: false },
		candidates,
		planned,
	);
	expect(done.map(({ json }) => (json as Item).outcome)).toContain('reclaimed');
	const restore = { operation: 'restore', cloudId, dryRun: false };
	const [restored = []] = await run('reclaimLicense', restore, receipts.slice(0, 3));
	expect(restored.map(({ json }) => (json as Item).outcome)).toContain('restored');
}

describe('What the product asks and what the simulator answers', () => {
	if (folder === null) {
		it('is not checked, because the documents are not here', () => {
			console.warn(DOCUMENTS_MISSING);
			// Where the check is demanded, its absence is a failure.
			expect(process.env.CONFORMANCE_REQUIRE ?? '').toBe('');
		});
		return;
	}

	it('keeps to the OpenAPI documents from the first consent to the last restore', async () => {
		const simulator = await startSimulator({ population: busyCompany(), now: () => NOW });
		const contract = new ExchangeContract(folder);
		const violations: string[] = [];
		const asked = new Set<string>();
		simulator.exchanges.on((exchange: Exchange) => {
			asked.add(exchange.endpoint);
			violations.push(...contract.violations(exchange));
		});
		try {
			await runEverything(simulator);
		} finally {
			await simulator.stop();
		}
		expect([...new Set(violations)]).toEqual([]);
		expect(contract.validated.requests).toBeGreaterThan(50);
		expect(contract.validated.answers).toBeGreaterThan(50);
		// Whatever endpoint the product knows was asked, under the simulator's name for it.
		expect([...asked].sort()).toEqual(
			expect.arrayContaining([
				'accessibleResources',
				'addMember',
				'contentVersions',
				'currentUser',
				'groupById',
				'groupMembers',
				'groups',
				'memberOf',
				'removeMember',
				'search',
			]),
		);
	});

	it.each(Object.entries(ENDPOINTS).filter(([, endpoint]) => !('outsideSites' in endpoint)))(
		'asks for a scope that the document names for %s',
		(_, { method, path, scopes }) => {
			const documented = new ExchangeContract(folder).scopesOf(
				method,
				path.replace('{contentType}', 'pages'),
			);
			expect(documented).toEqual(expect.arrayContaining([...scopes]));
		},
	);

	describe('is refused where it is wrong, so that the check can fail', () => {
		const contract = new ExchangeContract(folder);
		const template = '/ex/confluence/{cloudId}/wiki/rest/api';
		const exchange = (more: Partial<Exchange['request']>, path: string): Exchange => ({
			endpoint: '',
			template: `${template}${path}`,
			request: {
				method: 'GET',
				path: `/ex/confluence/1/wiki/rest/api${path}`,
				query: new URLSearchParams(),
				headers: {},
				body: '',
				...more,
			},
			answer: null,
			faulty: false,
		});

		it.each([
			['an address that is none', exchange({}, '/groups'), /is not in the document/],
			['a method that is none', exchange({ method: 'DELETE' }, '/search'), /is not in the/],
			['a parameter that is missing', exchange({}, '/search'), /"cql" is missing/],
			[
				'a parameter that is unknown',
				exchange({ query: new URLSearchParams({ cql: 'x', size: '1' }) }, '/search'),
				/no parameter "size"/,
			],
			[
				'a number that is none',
				exchange({ query: new URLSearchParams({ cql: 'x', limit: 'all' }) }, '/search'),
				/"limit" must be integer/,
			],
			[
				'a word that is unknown',
				exchange({ query: new URLSearchParams({ accessType: 'guest' }) }, '/group'),
				/"accessType" must be equal to one of/,
			],
			[
				'a body without what it needs',
				exchange(
					{
						method: 'POST',
						query: new URLSearchParams({ groupId: 'g' }),
						headers: { 'content-type': 'application/json' },
						body: '{"account":"x"}',
					},
					'/group/userByGroupId',
				),
				/field "account" that nobody reads/,
			],
			[
				'an answer of another shape',
				{
					...exchange({ query: new URLSearchParams({ cql: 'x' }) }, '/search'),
					answer: { status: 200, headers: {}, body: { results: 'none' } },
				},
				/must have required property/,
			],
		])('%s', (_, wrong, message) => {
			expect(contract.violations(wrong).join('\n')).toMatch(message);
		});
	});
});
