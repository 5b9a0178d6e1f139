import {
	addGroup,
	addPerson,
	addSite,
	addToGroup,
	emptyWorld,
	startSimulator,
	type Group,
	type Simulator,
} from '../simulator';
import { loadOptions, siteCredential, runNode, searchList } from './harness';

let simulator: Simulator;

beforeEach(async () => {
	const world = emptyWorld();
	const users = addGroup(world, { id: 'users', name: 'confluence-users', access: ['user'] });
	for (let index = 0; index < 7; index++) addToGroup(world, users, addPerson(world));
	simulator = await startSimulator({ population: world });
});
afterEach(async () => await simulator.stop());

const cloudId = () => simulator.world.sites[0]?.cloudId ?? '';

const credential = (scopes?: string[]) => siteCredential(simulator, { scopes });

/** Runs the node; outputs are the fields of the items that came out. */
async function download(settings: Partial<Parameters<typeof runNode>[0]> = {}) {
	const run = await runNode({
		type: 'downloadSubscriptions',
		credentials: [credential()],
		...settings,
		parameters: {
			cloudId: { __rl: true, mode: 'id', value: cloudId() },
			...settings.parameters,
		},
	});
	const outputs = [0, 1, 2].map((output) => (run.outputs[output] ?? []).map(({ json }) => json));
	return { ...run, outputs };
}

describe('Download Subscriptions in the engine', () => {
	it('emits subscriptions, nobody retired and a job result with its cost', async () => {
		const { outputs, error } = await download();
		expect(error).toBeUndefined();
		const [subscriptions = [], retired = [], jobs = []] = outputs;
		expect(subscriptions).toHaveLength(7);
		expect(subscriptions[0]).toMatchObject({
			profile: 'harbour.atlassian.net',
			change: 'new',
			groupIds: ['users'],
		});
		expect(retired).toEqual([]);
		expect(jobs[0]).toMatchObject({
			job: 'downloadSubscriptions',
			status: 'succeeded',
			errorMessage: null,
			counts: { subscriptions: 7, new: 7, retired: 0 },
		});
		expect(jobs[0]?.points).toBe(simulator.stats().points);
	});

	it('compares with the previous snapshot of its profile and hands back who is gone', async () => {
		const first = await download({ parameters: { profile: 'harbour' } });
		const rows = [...(first.outputs[0] ?? []), { profile: 'other', accountId: 'x' }];
		simulator.world.groups[0]?.members.shift();
		const second = await download({
			parameters: { profile: 'harbour', options: { now: '2026-05-03T06:00:00Z' } },
			inputs: [[{ start: true }], rows],
		});
		expect(second.outputs[0]?.map(({ change }) => change)).toEqual(Array(6).fill('unchanged'));
		expect(second.outputs[1]).toMatchObject([
			{ accountId: rows[0]?.accountId, retiredAt: '2026-05-03T06:00:00.000Z' },
		]);
	});

	it('runs once for each distinct profile among its items', async () => {
		const { outputs } = await download({
			parameters: { profile: '={{ $json.profile }}', accessGroups: '={{ $json.groups }}' },
			inputs: [
				[
					{ profile: 'a', groups: 'users' },
					{ profile: 'b', groups: '["users"]' },
					{ profile: 'a', groups: ['users'] },
				],
			],
		});
		expect(outputs[2]?.map(({ profile }) => profile)).toEqual(['a', 'b']);
		expect(outputs[0]).toHaveLength(14);
	});

	it.each([
		[false, ['user'], ''],
		[true, '["user"]', null],
	])(
		'lists the access groups with their sizes (as table rows: %s)',
		async (tableRows, accessTypes, warning) => {
			const { outputs } = await download({
				parameters: { operation: 'accessGroups', options: { tableRows } },
			});
			expect(outputs[0]).toEqual([
				{
					groupId: 'users',
					name: 'confluence-users',
					accessTypes,
					managedExternally: false,
					managedBy: 'ADMINS',
					proposed: true,
					warning,
					memberCount: 7,
				},
			]);
		},
	);

	it('lists 370 members whose pages hold 100, by the limit and the next that the site names', async () => {
		for (let index = 7; index < 370; index++) {
			addToGroup(simulator.world, users(), addPerson(simulator.world));
		}
		simulator.settings.memberPageSizes = [100];
		const { outputs, error } = await download();
		expect(error).toBeUndefined();
		expect(new Set(outputs[0]?.map(({ accountId }) => accountId)).size).toBe(370);
		expect(outputs[2]).toMatchObject([{ status: 'succeeded', counts: { notListed: 0 } }]);
	});

	const users = (): Group => {
		const [group] = simulator.world.groups;
		if (group === undefined) throw new Error('The world has no group.');
		return group;
	};

	it.each([
		['renamed', { renamedTo: 'globex' }],
		['on a domain of its own', { customDomain: 'wiki.globex.example' }],
	])(
		'lists everybody of a site that is %s, and says what is odd of the name',
		async (_, site) => {
			users().name = 'confluence-users-acme';
			Object.assign(simulator.settings, site);
			const { outputs, error, hints } = await download();
			expect(error).toBeUndefined();
			expect(outputs[0]).toHaveLength(7);
			expect(hints.map(({ message }) => message).join(' ')).toMatch(
				/Check the access groups.*"confluence-users-acme".*earlier name of this site/,
			);
			const list = await download({ parameters: { operation: 'accessGroups' } });
			expect(list.outputs[0]).toMatchObject([
				{
					proposed: true,
					warning: expect.stringContaining('"acme"') as string,
					memberCount: 7,
				},
			]);
		},
	);

	it('takes the name of a site from the list of sites where its domain does not tell', async () => {
		users().name = 'confluence-users-harbour';
		simulator.settings.customDomain = 'wiki.globex.example';
		const { outputs } = await download({ parameters: { operation: 'accessGroups' } });
		expect(outputs[0]).toMatchObject([{ proposed: true, warning: '' }]);
	});

	it('never succeeds with nearly nobody, and says how to go on', async () => {
		const { world } = simulator;
		addSite(world, { name: 'acme' });
		users().name = 'confluence-users-acme';
		addGroup(world, { name: 'few', access: ['user'], members: [world.connectedAccountId] });
		const { error, outputs } = await download();
		expect(error?.message).toMatch(
			/more than half of the members would be left out \(7 members; 1 would remain\)\. "confluence-users-acme"/,
		);
		expect(error?.description).toContain('Choose the access groups');
		expect(outputs[0] ?? []).toEqual([]);
		const chosen = await download({ parameters: { accessGroups: ['users'] } });
		expect(chosen.outputs[0]).toHaveLength(7);
	});

	it('warns of groups of guests and user access admins, and never proposes them', async () => {
		const { world } = simulator;
		const guest = addPerson(world, { isGuest: true }).accountId;
		addGroup(world, { id: 'guests', name: 'confluence-guests-harbour', members: [guest] });
		addGroup(world, { name: 'confluence-user-access-admins-harbour' });
		simulator.settings.roleGroupsListed = true;
		const list = await download({ parameters: { operation: 'accessGroups' } });
		expect(list.outputs[0]?.map(({ name, proposed }) => [name, proposed])).toEqual([
			['confluence-guests-harbour', false],
			['confluence-user-access-admins-harbour', false],
			['confluence-users', true],
		]);
		const { outputs, hints } = await download();
		expect(outputs[0]).toHaveLength(7);
		expect(hints.map(({ message }) => message).join(' ')).toMatch(
			/Groups left out.*"confluence-guests-harbour".*"confluence-user-access-admins-harbour"/,
		);
		const chosen = await download({ parameters: { accessGroups: ['users', 'guests'] } });
		expect(chosen.hints.map(({ message }) => message).join(' ')).toContain('gives no seat');
	});

	it.each(['TEAM_MEMBERS', 'OPEN'] as const)(
		'says of a group managed by %s that nobody can be removed from it',
		async (managedBy) => {
			simulator.settings.accessGroupsManagedBy = managedBy;
			const { outputs } = await download({ parameters: { operation: 'accessGroups' } });
			expect(outputs[0]).toMatchObject([
				{
					managedBy,
					proposed: true,
					warning: expect.stringContaining('own members') as string,
				},
			]);
		},
	);

	it.each([
		['an unknown group', { accessGroups: ['nowhere'] }, /There is no group "nowhere"/],
		['an unknown site', { cloudId: { __rl: true, mode: 'id', value: 'nowhere' } }, /nowhere/],
		[
			'an unknown address',
			{ cloudId: { __rl: true, mode: 'url', value: 'https://nowhere.atlassian.net' } },
			/covers no Confluence site/,
		],
		['no site', { cloudId: '={{ $json.cloudId }}' }, /No site is chosen/],
	])('says what is wrong with %s, and what to do', async (_, parameters, message) => {
		const { error, outputs } = await download({ parameters });
		expect(error?.message).toMatch(message);
		expect(error?.description).toBeTruthy();
		expect(outputs[0] ?? []).toEqual([]);
	});

	it('names the scope that is missing', async () => {
		const { error } = await download({ credentials: [credential(['search:confluence'])] });
		expect(error?.message).toContain('read:confluence-groups');
	});

	it('says "reconnect" when the refresh is refused, and never shows a token', async () => {
		const spent = credential();
		simulator.expireAccessTokens();
		simulator.killRefreshTokens();
		const { error, logs } = await download({ credentials: [spent] });
		expect(error?.message).toContain('refused to renew the access');
		const { access_token, refresh_token } = Object(spent.data.oauthTokenData) as Record<
			string,
			string
		>;
		const seen = JSON.stringify([error, logs]);
		for (const secret of [access_token, refresh_token, simulator.client.secret]) {
			expect(seen).not.toContain(secret);
		}
	});

	it('goes on with a renewed token when the old one expires in the middle', async () => {
		simulator.addFault({ match: { path: 'membersByGroupId' }, nth: 2, kind: 'expireTokens' });
		const { outputs, error } = await download();
		expect(error).toBeUndefined();
		expect(outputs[0]).toHaveLength(7);
	});

	it('reads a profile once, however its site is named, and however often', async () => {
		const named = [
			{ site: cloudId() },
			{ site: 'https://harbour.atlassian.net' },
			{ site: 'https://HARBOUR.atlassian.net/wiki' },
			{ site: cloudId(), profile: 'harbour.atlassian.net' },
		];
		const { outputs, error } = await download({
			parameters: { cloudId: '={{ $json.site }}', profile: '={{ $json.profile ?? "" }}' },
			inputs: [named],
		});
		expect(error).toBeUndefined();
		expect(outputs[0]).toHaveLength(7);
		expect(outputs[2]).toHaveLength(1);
	});

	it('starts once for the empty item of a manual trigger, and not at all for one that names no site', async () => {
		expect((await download({ inputs: [[{}]] })).outputs[0]).toHaveLength(7);
		const none = await download({
			inputs: [[{}]],
			parameters: { cloudId: '={{ $json.cloudId }}' },
		});
		expect([none.error, none.outputs[2] ?? []]).toEqual([undefined, []]);
	});

	it('offers the sites and groups of the credential in the editor', async () => {
		const list = await searchList({
			type: 'downloadSubscriptions',
			method: 'searchSites',
			credentials: [credential()],
		});
		expect(list.results.map(({ value }) => value)).toEqual([cloudId()]);
		const groups = await loadOptions({
			type: 'downloadSubscriptions',
			method: 'getAccessGroups',
			credentials: [credential()],
			parameters: { cloudId: { __rl: true, mode: 'id', value: cloudId() } },
		});
		expect(groups).toEqual([{ name: 'confluence-users', value: 'users' }]);
	});
});
