import { callerOf, searchPath, type Caller } from './caller';
import {
	addGroup,
	addPage,
	addPerson,
	addToGroup,
	emptyWorld,
	startSimulator,
	type Group,
	type Simulator,
	type World,
} from './index';

const ME = '/rest/api/user/current';

describe('faults of the simulator', () => {
	let simulator: Simulator;
	let world: World;
	let users: Group;
	let caller: Caller;

	beforeEach(async () => {
		world = emptyWorld();
		users = addGroup(world, { name: 'users', access: ['user'] });
		simulator = await startSimulator({ population: world });
		caller = callerOf(simulator);
	});

	afterEach(() => simulator.stop());

	const statuses = async (calls: number) => {
		const seen: number[] = [];
		for (let call = 0; call < calls; call++) seen.push((await caller.get(ME)).status);
		return seen;
	};

	it('strikes the n-th matching call, once', async () => {
		simulator.addFault({
			match: { path: 'user/current' },
			nth: 2,
			kind: 'status',
			status: 503,
		});
		await caller.get('/rest/api/group');
		expect(await statuses(4)).toEqual([200, 503, 200, 200]);
	});

	it('strikes every n-th call, at most so often', async () => {
		simulator.addFault({ every: 2, count: 2, kind: 'status', status: 500 });
		expect(await statuses(6)).toEqual([200, 500, 200, 500, 200, 200]);
	});

	it('strikes by chance, the same for the same seed', async () => {
		const draw = async (seed: number) => {
			simulator.clearFaults();
			simulator.addFault({ probability: 0.5, seed, kind: 'status', status: 502 });
			return await statuses(20);
		};
		const first = await draw(3);
		expect(first).toContain(502);
		expect(first).toContain(200);
		expect(await draw(3)).toEqual(first);
		expect(await draw(4)).not.toEqual(first);
	});

	it('matches by method, by pattern and by query', async () => {
		simulator.addFault({ match: { method: 'DELETE' }, kind: 'status', status: 500 });
		simulator.addFault({ match: { path: /group$/ }, kind: 'status', status: 501 });
		simulator.addFault({ match: { query: { cql: 'comment' } }, kind: 'status', status: 502 });
		expect((await caller.get('/rest/api/group')).status).toBe(501);
		expect((await caller.get(`/rest/api/group/by-id?id=${users.id}`)).status).toBe(200);
		expect((await caller.get(searchPath('type = page'))).status).toBe(200);
		expect((await caller.get(searchPath('type = comment'))).status).toBe(502);
	});

	it.each([
		['before', true],
		['after', false],
	] as const)('breaks the connection off %s the server acts', async (when, isStillIn) => {
		const person = addPerson(world);
		addToGroup(world, users, person);
		simulator.addFault({ match: { method: 'DELETE' }, kind: 'reset', when });
		const address = `/rest/api/group/userByGroupId?groupId=${users.id}&accountId=${person.accountId}`;
		await expect(caller.delete(address)).rejects.toThrow();
		expect(users.members.includes(person.accountId)).toBe(isStillIn);
	});

	it.each(['reset', 'truncate'] as const)('gives no whole answer (%s)', async (kind) => {
		simulator.addFault({ kind });
		await expect(caller.get(ME)).rejects.toThrow();
	});

	it('gives no answer at all (timeout)', async () => {
		simulator.addFault({ kind: 'timeout' });
		const signal = AbortSignal.timeout(50);
		await expect(
			fetch(`${simulator.url}/ex/confluence/x/wiki${ME}`, { signal }),
		).rejects.toThrow();
	});

	it('answers with a body that is no JSON, though it says so', async () => {
		simulator.addFault({ kind: 'malformed' });
		await expect(caller.get(ME)).rejects.toThrow(SyntaxError);
	});

	it.each([
		['html', 200, 'text/html; charset=utf-8'],
		['wrongContentType', 200, 'text/plain'],
		['redirect', 302, null],
		['wrongShape', 200, 'application/json'],
		['slowBody', 200, 'application/json'],
	] as const)('spoils an answer (%s)', async (kind, status, contentType) => {
		simulator.addFault({ kind, delayMs: 40, location: 'https://elsewhere.example/' });
		const reply = await caller.get(ME);
		expect(reply.status).toBe(status);
		expect(reply.headers.get('content-type')).toBe(contentType);
	});

	it('lets all access tokens expire', async () => {
		simulator.addFault({ kind: 'expireTokens', nth: 2 });
		expect(await statuses(3)).toEqual([200, 401, 401]);
	});

	it('spoils pages: an empty one, one that repeats, one without what was expanded', async () => {
		for (let number = 0; number < 5; number++) {
			addPage(world, {
				createdBy: world.connectedAccountId,
				createdAt: Date.UTC(2026, 0, 1),
			});
		}
		const path = searchPath('type = page', { limit: '2', expand: 'content.version' });
		simulator.addFault({ kind: 'emptyPage', nth: 1 });
		const empty = await caller.get(path);
		expect([empty.body.size, empty.body.results.length]).toEqual([0, 0]);
		const next = empty.body._links.next ?? '';
		simulator.addFault({ kind: 'repeatCursor', count: 1 });
		const again = await caller.get(next);
		const cursorOf = (link = '') => new URLSearchParams(link.split('?')[1]).get('cursor');
		expect(cursorOf(again.body._links.next)).toBe(cursorOf(next));
		simulator.addFault({ kind: 'withoutExpansions', nth: 1 });
		expect((await caller.get(path)).body.results[0]?.content.version).toBeUndefined();
		expect((await caller.get(path)).body.results[0]?.content.version?.number).toBe(1);
	});

	it('takes faults by request, tells what they did, and refuses what is none', async () => {
		const control = (method: string, body?: unknown) =>
			fetch(`${simulator.url}/_sim/faults`, {
				method,
				...(body === undefined ? {} : { body: JSON.stringify(body) }),
			});
		await control('POST', [{ kind: 'status', status: 500, match: { path: 'current$' } }]);
		expect(await statuses(1)).toEqual([500]);
		expect(await (await control('GET')).json()).toMatchObject([{ matched: 1, struck: 1 }]);
		expect((await control('POST', { kind: 'earthquake' })).status).toBe(400);
		expect((await control('POST', { kind: 'reset', nth: 0 })).status).toBe(400);
		await control('DELETE');
		expect(await statuses(1)).toEqual([200]);
		expect(simulator.stats().faults).toBe(1);
	});
});
