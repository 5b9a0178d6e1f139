import {
	addGroup,
	addPerson,
	addToGroup,
	emptyWorld,
	startSimulator,
	type Simulator,
} from '../simulator';
import { runNode, siteCredential } from './harness';

let simulator: Simulator;

beforeEach(async () => {
	const world = emptyWorld();
	addPerson(world, { accountId: 'ada' });
	addGroup(world, {
		id: 'users',
		name: 'confluence-users',
		access: ['user'],
		members: ['ada'],
	});
	addGroup(world, { id: 'idp', name: 'all-staff', access: ['user'], managedBy: 'EXTERNAL' });
	addGroup(world, { id: 'crew', name: 'crew', access: ['user'], managedBy: 'TEAM_MEMBERS' });
	addGroup(world, { id: 'custom', name: 'contractors' });
	const admins = addGroup(world, { id: 'admins', name: 'admins', access: ['site-admin'] });
	addToGroup(world, admins, world.connectedAccountId);
	simulator = await startSimulator({ population: world });
});
afterEach(async () => await simulator.stop());

const credentials = (scopes?: string[]) => [siteCredential(simulator, { scopes })];

/** What is said of each process on the only site. */
async function validate(accessGroups: string[], scopes?: string[]) {
	const { outputs } = await runNode({
		type: 'getCloudId',
		credentials: credentials(scopes),
		parameters: { operation: 'validate', accessGroups },
	});
	return outputs[0]?.[0]?.json.validation;
}

const READ_ONLY = ['offline_access', 'read:confluence-groups', 'read:confluence-user'];

describe('A validation of access groups', () => {
	it('says that a download would fail for want of a group, also when only downloads are allowed', async () => {
		expect(await validate(['users', 'nowhere'], READ_ONLY)).toMatchObject([
			{
				process: 'downloadSubscriptions',
				ok: false,
				message: 'There is no group "nowhere" on this site.',
				remedy: expect.stringContaining('shows which groups exist') as string,
			},
			{},
			{},
		]);
	});

	it.each([
		['idp', 'identity provider'],
		['admins', 'admin rights'],
		['crew', 'its own members'],
	])('says what to do with the group %s, which exists and cannot be changed', async (id, why) => {
		expect(await validate([id])).toMatchObject([
			{ ok: true },
			{ ok: true },
			{
				process: 'reclaimLicense',
				ok: false,
				message: expect.stringContaining(why) as string,
				remedy: expect.stringContaining('Leave these groups out') as string,
			},
		]);
	});

	it('finds a group that is listed under no access type', async () => {
		expect(await validate(['custom'])).toMatchObject([
			{ ok: true },
			{ ok: true },
			{ ok: true },
		]);
	});

	it('costs no more in an organization with hundreds of other groups', async () => {
		const chosen = ['users', 'custom'];
		await validate(chosen);
		const { points } = simulator.stats();
		for (let index = 0; index < 450; index++) addGroup(simulator.world, { name: `g ${index}` });
		simulator.resetStats();
		await validate(chosen);
		expect(simulator.stats().points).toBe(points);
		expect(simulator.stats().endpoints.groups?.requests).toBe(3);
	});
});

describe('A site that is named in place of its Cloud ID', () => {
	const named = (value: string) => ({ __rl: true, mode: 'id', value });
	const cloudId = () => simulator.world.sites[0]?.cloudId ?? '';
	const options = { recheckActivity: false };

	it.each([
		['its id in capitals', () => cloudId().toUpperCase()],
		['its host', () => 'harbour.atlassian.net'],
		['its name', () => 'Harbour'],
	])('by %s is used by each process', async (_, value) => {
		const site = named(value());
		const download = await runNode({
			type: 'downloadSubscriptions',
			credentials: credentials(),
			parameters: { cloudId: site, profile: 'harbour', accessGroups: ['users'] },
		});
		expect(download.error).toBeUndefined();
		const seats = (download.outputs[0] ?? []).map(({ json }) => json);
		expect(seats).toMatchObject([{ accountId: 'ada', cloudId: cloudId() }]);

		const pull = await runNode({
			type: 'pullActivity',
			credentials: credentials(),
			inputs: [seats.map((seat) => ({ ...seat, cloudId: value() }))],
		});
		expect(pull.outputs[0]).toMatchObject([{ json: { activityStatus: 'none' } }]);

		const reclaim = await runNode({
			type: 'reclaimLicense',
			credentials: credentials(),
			inputs: [seats.map((seat) => ({ ...seat, decision: 'candidate' }))],
			parameters: { cloudId: site, acknowledgeEditsOnly: true, options },
		});
		expect(reclaim.error).toBeUndefined();
		expect(reclaim.outputs[1]).toMatchObject([
			{ json: { status: 'succeeded', cloudId: cloudId() } },
		]);
	});
});

describe('A validation of the settings of a profile', () => {
	const settingsOf = async (profileSettings: string) => {
		const { outputs } = await runNode({
			type: 'getCloudId',
			credentials: credentials(),
			parameters: { operation: 'validate', options: { profileSettings } },
		});
		const { settings, settingsProblems } = outputs[0]?.[0]?.json ?? {};
		return { settings, settingsProblems };
	};

	it('answers them as the nodes read them, and what no node would take', async () => {
		const row = "={{ { profile: 'x', maxPerRun: '3', signal: '', coolDownDays: -1 } }}";
		expect(await settingsOf(row)).toEqual({
			settings: { maxPerRun: 3, signal: null },
			settingsProblems: [expect.stringContaining('Cool-Down (Days) must be') as string],
		});
	});

	it('is not made where none are given', async () => {
		expect(await settingsOf('')).toEqual({});
	});
});
