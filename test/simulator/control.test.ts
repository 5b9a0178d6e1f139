import { callerOf } from './caller';
import { startSimulator, type Simulator } from './index';

describe('the control addresses of the simulator', () => {
	let simulator: Simulator;

	beforeAll(async () => {
		simulator = await startSimulator({ seats: 20, seed: 5 });
	});

	afterAll(() => simulator.stop());

	const read = async (path: string): Promise<Record<string, unknown>> =>
		(await (await fetch(`${simulator.url}${path}`)).json()) as Record<string, unknown>;
	const post = (path: string, body: unknown) =>
		fetch(`${simulator.url}${path}`, { method: 'POST', body: JSON.stringify(body) });

	it('shows people a page with names as text', async () => {
		const [site] = simulator.world.sites;
		if (site !== undefined) site.name = '<b>Harbour</b>';
		const html = await (await fetch(simulator.url)).text();
		expect(html).toContain('&lt;b&gt;Harbour&lt;/b&gt;');
		expect(html).not.toContain('<b>Harbour');
		expect(html).toContain('/_sim/stats');
	});

	it('shows groups, members and people to another process', async () => {
		const [group] = simulator.world.groups;
		const shown = await read(`/_sim/groups/${group?.id}`);
		expect(shown.members).toEqual(group?.members);
		const accountId = group?.members[0] ?? '';
		const person = await read(`/_sim/people/${encodeURIComponent(accountId)}`);
		expect(person.groups).toContainEqual({ id: group?.id, name: group?.name });
		expect((await fetch(`${simulator.url}/_sim/people/nobody`)).status).toBe(404);
		expect(await read('/_sim/seats')).toHaveLength(20);
	});

	it('counts calls of the API only, and anew when told', async () => {
		await callerOf(simulator).get('/rest/api/user/current');
		await read('/_sim');
		const before = await read('/_sim/stats');
		expect(before).toMatchObject({ requests: 1, points: 3, quota: { used: 3 } });
		await post('/_sim/stats/reset', { quota: true });
		expect(await read('/_sim/stats')).toMatchObject({ requests: 0, quota: { used: 0 } });
	});

	it('moves the clock, makes somebody active, and lets a day’s work go by', async () => {
		await post('/_sim/clock', { now: '2031-01-01T00:00:00Z' });
		await post('/_sim/clock', { advanceMs: 1_000 });
		const accountId = [...simulator.world.people.keys()][4] ?? '';
		await post('/_sim/edit', { accountId });
		const person = await read(`/_sim/people/${encodeURIComponent(accountId)}`);
		expect(String(person.lastEditAt)).toMatch(/^2031-01-01T00:00:0/);
		const size = simulator.world.content.length;
		const made = await post('/_sim/changes', { changes: 4 });
		expect(await made.json()).toEqual({ changes: 4 });
		expect(simulator.world.content.length).toBeGreaterThanOrEqual(size);
		expect((await post('/_sim/edit', { accountId: 'nobody' })).status).toBe(404);
		expect((await post('/_sim/settings', { colour: 'red' })).status).toBe(400);
		await post('/_sim/clock', { reset: true });
	});
});
