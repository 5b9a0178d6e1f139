import { callerOf, type Caller } from './caller';
import {
	addGroup,
	addPerson,
	addToGroup,
	emptyWorld,
	startSimulator,
	type Simulator,
} from './index';

const MINUTE_MS = 60_000;
const START = Date.UTC(2026, 5, 15, 12, 50);

describe('points of the simulator', () => {
	let simulator: Simulator;
	let caller: Caller;
	let members: string;

	beforeEach(async () => {
		const world = emptyWorld();
		const users = addGroup(world, { name: 'users', access: ['user'] });
		for (let number = 0; number < 10; number++) addToGroup(world, users, addPerson(world));
		members = `/rest/api/group/${users.id}/membersByGroupId`;
		simulator = await startSimulator({
			population: world,
			now: () => START,
			pointsPerHour: 50,
		});
		caller = callerOf(simulator);
	});

	afterEach(() => simulator.stop());

	it('charges one for a request and two for each person', async () => {
		await caller.get(members);
		await caller.get(`${members}?limit=3`);
		const { points, requests, endpoints } = simulator.stats();
		expect([requests, points]).toEqual([2, 28]);
		expect(endpoints.groupMembers).toEqual({ requests: 2, points: 28, statuses: { 200: 2 } });
	});

	it('warns near the end, refuses past it, and starts anew on the hour', async () => {
		expect((await caller.get(members)).headers.get('x-ratelimit-nearlimit')).toBeNull();
		const second = await caller.get(members);
		expect(second.headers.get('x-ratelimit-nearlimit')).toBe('true');
		expect(second.headers.get('beta-ratelimit')).toBe('"global-app-quota";r=8;t=600');
		const refused = await caller.get(members);
		expect(refused.status).toBe(429);
		expect(refused.headers.get('retry-after')).toBe('600');
		expect(refused.headers.get('x-ratelimit-reset')).toBe('2026-06-15T13:00:00.000Z');
		expect(refused.headers.get('ratelimit-reason')).toContain('quota');
		simulator.clock.advance(10 * MINUTE_MS);
		expect((await caller.get(members)).status).toBe(200);
		expect(simulator.stats().rateLimited).toBe(1);
	});

	it.each([
		['retryAfter', true, true],
		['resetOnly', false, true],
		['neither', false, false],
	] as const)('tells when to go on in one of three ways (%s)', async (how, after, reset) => {
		simulator.settings.quotaHeaders = how;
		simulator.settings.pointsPerHour = 1;
		const { headers, status } = await caller.get(members);
		expect(status).toBe(429);
		expect(headers.has('retry-after')).toBe(after);
		expect(headers.has('x-ratelimit-reset')).toBe(reset);
	});

	it('tells several policies under both names, and the points only near the end, when told to', async () => {
		Object.assign(simulator.settings, {
			rateLimitHeaders: ['Beta-RateLimit', 'RateLimit'],
			burstLeft: 3,
			pointsAlwaysTold: false,
		});
		for (const left of ['', ';r=8']) {
			const { headers } = await caller.get(members);
			const told = `"global-app-quota"${left};t=600, "burst";r=3;t=1`;
			expect(headers.get('beta-ratelimit')).toBe(told);
			expect(headers.get('ratelimit')).toBe(told);
		}
	});

	it('refuses bursts when told to, and nothing at all without a budget', async () => {
		simulator.settings.burstPerSecond = 1;
		await caller.get('/rest/api/user/current');
		const burst = await caller.get('/rest/api/user/current');
		expect([burst.status, burst.headers.get('ratelimit-reason')]).toEqual([
			429,
			'confluence-burst-based',
		]);
		simulator.settings.burstPerSecond = null;
		simulator.settings.enforceBudget = false;
		for (let call = 0; call < 4; call++) {
			expect((await caller.get(members)).status).toBe(200);
		}
	});

	it('does nothing for a write that it refuses', async () => {
		simulator.settings.pointsPerHour = 0;
		const [group] = simulator.world.groups;
		const accountId = group?.members[0] ?? '';
		const address = `/rest/api/group/userByGroupId?groupId=${group?.id}&accountId=${accountId}`;
		expect((await caller.delete(address)).status).toBe(429);
		expect(group?.members).toContain(accountId);
	});
});
