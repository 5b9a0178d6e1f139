import {
	addGroup,
	addSite,
	addToGroup,
	emptyWorld,
	startSimulator,
	type Simulator,
} from '../simulator';
import { runNode, siteCredential } from './harness';

let simulator: Simulator;

beforeEach(async () => {
	const world = emptyWorld({ hasJira: true });
	addSite(world, { name: 'Lakeside' });
	addGroup(world, { id: 'users', name: 'confluence-users', access: ['user'] });
	const admins = addGroup(world, { name: 'site-admins', access: ['site-admin'] });
	addToGroup(world, admins, world.connectedAccountId);
	simulator = await startSimulator({ population: world });
});
afterEach(async () => await simulator.stop());

async function getCloudId(
	settings: Partial<Parameters<typeof runNode>[0]> & { scopes?: string[] } = {},
) {
	const run = await runNode({
		type: 'getCloudId',
		credentials: [siteCredential(simulator, { scopes: settings.scopes })],
		...settings,
	});
	return { ...run, items: (run.outputs[0] ?? []).map(({ json }) => json) };
}

describe('Get Cloud ID in the engine', () => {
	it('lists each site with Confluence once, although Jira shares its id', async () => {
		const { items } = await getCloudId();
		expect(items.map(({ siteUrl }) => siteUrl)).toEqual([
			'https://harbour.atlassian.net',
			'https://lakeside.atlassian.net',
		]);
		expect(items[0]).toMatchObject({
			cloudId: simulator.world.sites[0]?.cloudId,
			processes: { downloadSubscriptions: true, pullActivity: true, reclaimLicense: true },
			missingScopes: [],
		});
	});

	it.each([
		'https://lakeside.atlassian.net/wiki/',
		'HTTP://Lakeside.Atlassian.NET',
		'lakeside.atlassian.net/wiki',
		'LAKESIDE',
	])('finds a site by %s', async (site) => {
		const { items } = await getCloudId({ parameters: { site } });
		expect(items.map(({ siteName }) => siteName)).toEqual(['Lakeside']);
	});

	it('lists what there is when nothing matches', async () => {
		const { error } = await getCloudId({ parameters: { site: 'elsewhere' } });
		expect(error?.message).toContain('harbour');
		expect(error?.message).toContain('https://lakeside.atlassian.net');
	});

	it('names at most five sites in an error', async () => {
		for (let index = 0; index < 20; index++)
			addSite(simulator.world, { name: `Site ${index}` });
		const { error } = await getCloudId({ parameters: { site: 'elsewhere' } });
		expect(error?.message.match(/atlassian\.net/g)).toHaveLength(5);
		expect(error?.message).toContain('and 17 more');
	});

	it('says what the granted scopes do not allow', async () => {
		const { items } = await getCloudId({
			scopes: ['read:confluence-groups', 'read:confluence-user'],
		});
		expect(items[0]).toMatchObject({
			processes: { downloadSubscriptions: true, pullActivity: false, reclaimLicense: false },
			missingScopes: ['search:confluence', 'write:confluence-groups'],
		});
	});

	it('validate tries each process and changes nothing', async () => {
		const before = JSON.stringify(simulator.world.groups);
		const { items } = await getCloudId({
			parameters: { operation: 'validate', site: 'harbour', accessGroups: ['users'] },
		});
		expect(items[0]?.validation).toMatchObject([
			{ process: 'downloadSubscriptions', ok: true },
			{ process: 'pullActivity', ok: true },
			{ process: 'reclaimLicense', ok: true, warning: false },
		]);
		expect(JSON.stringify(simulator.world.groups)).toBe(before);
	});

	it('validate warns when the account does not look like an admin', async () => {
		simulator.world.groups.pop();
		const { items } = await getCloudId({
			parameters: { operation: 'validate', site: 'harbour' },
		});
		expect(items[0]?.validation).toMatchObject([{}, {}, { ok: true, warning: true }]);
	});

	it('validate tells a missing scope with its remedy', async () => {
		const scopes = ['read:confluence-groups', 'read:confluence-user'];
		const { items } = await getCloudId({
			scopes,
			parameters: { operation: 'validate', site: 'harbour' },
		});
		expect(items[0]?.validation).toMatchObject([
			{ ok: true },
			{ ok: false, message: 'The scope search:confluence was not granted.' },
			{ ok: false },
		]);
	});

	it('fails early, and names the scope, where a process is not allowed that the run needs', async () => {
		const failUnless = ['downloadSubscriptions', 'pullActivity'];
		const parameters = { site: 'harbour', options: { failUnless } };
		const { error } = await getCloudId({
			scopes: ['read:confluence-groups', 'read:confluence-user'],
			parameters,
		});
		expect(error?.message).toBe(
			'The credential lacks the scope search:confluence on harbour (https://harbour.atlassian.net), which "Pull Activity" needs.',
		);
		expect(error?.description).toContain('switch the process on in the credential');
		expect((await getCloudId({ parameters })).items).toHaveLength(1);
	});

	it('refuses a process that there is not', async () => {
		const parameters = { options: { failUnless: 'pullActivity, everything' } };
		const { error } = await getCloudId({ parameters });
		expect(error?.message).toContain('"Fail Unless Allowed" must be some of');
	});

	it('lists the sites where several match and only one is wanted', async () => {
		const options = { onlyOneSite: true };
		const { error } = await getCloudId({ parameters: { options } });
		expect(error?.message).toMatch(
			/covers several sites: harbour .*Lakeside .*Enter the address/,
		);
		const { items } = await getCloudId({ parameters: { site: 'lakeside', options } });
		expect(items).toMatchObject([{ siteName: 'Lakeside' }]);
	});

	it('get fails before it asks where a setting of a profile cannot be used', async () => {
		const profileSettings = { inactivityThresholdDays: 'two months', lookbackDays: '' };
		const { error } = await getCloudId({ parameters: { options: { profileSettings } } });
		expect(error?.message).toBe(
			'Inactivity Threshold (Days) must be a whole number from 1 to 3650, but it is "two months".',
		);
		expect(simulator.stats().requests).toBe(0);
	});

	it('with continue on fail one bad item does not lose the others', async () => {
		const { items, error } = await getCloudId({
			inputs: [[{ site: 'elsewhere' }, { site: 'lakeside' }]],
			parameters: { site: '={{ $json.site }}' },
			continueOnFail: true,
		});
		expect(error).toBeUndefined();
		expect(items).toMatchObject([
			{ error: expect.stringContaining('elsewhere') as string },
			{ siteName: 'Lakeside' },
		]);
	});
});
