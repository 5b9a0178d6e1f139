import { apiKeyCredential, siteCredential, runNode, type Item } from '../engine/harness';
import { addSite, startSimulator, type Simulator } from '../simulator';
import { candidates, makeOffice, NOW, subscriptions } from './networkNodes';

/** Long enough for one wait of 90 seconds, and too short for two. */
const OPTIONS = { waitForQuotaMinutes: 2, concurrency: 1, now: new Date(NOW).toISOString() };
const WAITED = 90;

let simulator: Simulator;
beforeEach(async () => {
	const world = makeOffice();
	addSite(world, { name: 'river' });
	addSite(world, { name: 'bay' });
	simulator = await startSimulator({ population: world, now: () => NOW });
});
afterEach(async () => await simulator.stop());

/** Whenever this is asked for, Atlassian wants a wait before it answers. */
function limitEvery(path: string, query: Record<string, string> = {}): void {
	const fault = { kind: 'status', status: 429, headers: { 'Retry-After': '90' } } as const;
	simulator.addFault({ ...fault, match: { path, query }, nth: 1, count: 1 });
}

async function run(type: string, parameters: object, items: readonly Item[]) {
	return await runNode({
		type,
		parameters: parameters as never,
		inputs: [items],
		credentials: [siteCredential(simulator), apiKeyCredential(simulator)],
		continueOnFail: true,
	});
}

const rows = (items: readonly { json: Item }[] = []) => items.map(({ json }) => json);

/** How each job ended, and how many seconds it waited. */
const waits = (jobs: readonly { json: Item }[] | undefined) =>
	rows(jobs).map(({ status, waitedMs }) => [status, Math.round(Number(waitedMs) / 1_000)]);

describe('A run waits no longer in all than it may', () => {
	it('over the profiles of a download', async () => {
		for (const { cloudId } of simulator.world.sites) limitEvery(`${cloudId}.*/user/current`);
		const items = simulator.world.sites.map(({ cloudId, name }) => ({ cloudId, name }));
		const parameters = {
			cloudId: '={{ $json.cloudId }}',
			profile: '={{ $json.name }}',
			accessGroups: ['users'],
			options: OPTIONS,
		};
		const { outputs } = await run('downloadSubscriptions', parameters, items);
		expect(waits(outputs[2])).toEqual([
			['succeeded', WAITED],
			['failed', 0],
			['failed', 0],
		]);
	});

	it('over the profiles of a reclaim', async () => {
		for (const name of ['di', 'bob']) limitEvery('memberof', { accountId: name });
		const [di = {}, bob = {}] = candidates(simulator.world, ['di', 'bob']);
		const cloudId = String(di.cloudId as string);
		const parameters = {
			cloudId,
			accessGroups: ['users', 'helpers'],
			acknowledgeEditsOnly: true,
			options: OPTIONS,
		};
		const items = [di, { ...bob, profile: 'another' }];
		const { outputs } = await run('reclaimLicense', parameters, items);
		expect(waits(outputs[1])).toEqual([
			['succeeded', WAITED],
			['failed', 0],
		]);
	});

	it('over the site and the organization', async () => {
		limitEvery('rest/api/search');
		limitEvery('users/search');
		const { outputs } = await run(
			'pullActivity',
			{ signal: 'both', options: OPTIONS },
			subscriptions(simulator.world, ['ada']),
		);
		expect(rows(outputs[0])).toEqual([]);
		expect(waits(outputs[1])).toEqual([['failed', WAITED]]);
	});

	it('over the sites of a validation', async () => {
		for (const { cloudId } of simulator.world.sites) limitEvery(`${cloudId}.*/search`);
		const { outputs } = await run('getCloudId', { operation: 'validate', options: OPTIONS }, [
			{ start: true },
		]);
		const search = (ok: boolean) => ({ validation: [{}, { process: 'pullActivity', ok }, {}] });
		expect(rows(outputs[0])).toMatchObject([search(true), search(false), search(false)]);
	});
});
