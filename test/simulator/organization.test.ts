import { callerWith, type Caller } from './caller';
import {
	addPerson,
	emptyWorld,
	lastViewOf,
	startSimulator,
	view,
	type Person,
	type Simulator,
	type World,
} from './index';

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 5, 15, 12);

interface Users {
	data: {
		accountId: string;
		email: string;
		productAccess?: { id: string; key: string; lastActiveTimestamp: string }[];
	}[];
	links: { next?: string };
}

interface ActiveDates {
	data: {
		product_access: { id: string; key: string; last_active: string }[];
		added_to_org: string;
	};
	links: { next?: string };
}

describe('the organization API of the simulator', () => {
	let simulator: Simulator;
	let world: World;
	let ada: Person;
	let caller: Caller;
	let users: string;
	let dates: string;

	beforeEach(async () => {
		world = emptyWorld();
		ada = addPerson(world, { email: '', organizationEmail: 'ada@harbour.example' });
		simulator = await startSimulator({ population: world, now: () => NOW });
		const { id, directoryId, apiKey } = simulator.organization;
		caller = callerWith(apiKey, `${simulator.url}/admin`);
		users = `/v2/orgs/${id}/directories/${directoryId}/users/search`;
		dates = `/v1/orgs/${id}/directory/users/${ada.accountId}/last-active-dates`;
	});

	afterEach(() => simulator.stop());

	it('tells the last view of each product, and the address that the site hides', async () => {
		view(world, ada, NOW - 3 * DAY_MS);
		view(world, ada, NOW - DAY_MS, { product: 'jira-software' });
		const { body } = await caller.post<Users>(users, {
			accountIds: [ada.accountId],
			expand: ['productAccess'],
		});
		const [site] = world.sites;
		expect(body.data).toHaveLength(1);
		expect(body.data[0]?.email).toBe('ada@harbour.example');
		expect(body.data[0]?.productAccess?.[0]).toEqual({
			id: `ari:cloud:confluence::site/${site?.cloudId}`,
			key: 'confluence',
			lastActiveTimestamp: new Date(NOW - 3 * DAY_MS).toISOString(),
		});
		const one = await caller.get<ActiveDates>(dates);
		expect(
			one.body.data.product_access.map(({ key, last_active }) => [key, last_active]),
		).toEqual([
			['confluence', '2026-06-12'],
			['jira-software', '2026-06-14'],
		]);
		expect(lastViewOf(world, ada.accountId)).toBe(NOW - 3 * DAY_MS);
	});

	it('answers an empty list for somebody who never came, with the day of joining', async () => {
		const { body } = await caller.get<ActiveDates>(dates);
		expect(body.data.product_access).toEqual([]);
		expect(body.data.added_to_org).toBe('2024-01-01');
	});

	it('pages by a bare cursor and leaves apps out', async () => {
		for (let number = 0; number < 7; number++) addPerson(world);
		addPerson(world, { accountType: 'app' });
		const seen: string[] = [];
		let cursor: string | undefined;
		do {
			const { body }: { body: Users } = await caller.post<Users>(users, { limit: 4, cursor });
			seen.push(...body.data.map(({ accountId }) => accountId));
			cursor = body.links.next;
		} while (cursor !== undefined);
		expect(new Set(seen).size).toBe(9);
		expect(seen).toHaveLength(9);
		expect((await caller.post(users, { cursor: 'nonsense' })).status).toBe(400);
	});

	it('shows views late when told to', async () => {
		view(world, ada, NOW - 5 * DAY_MS);
		view(world, ada, NOW - DAY_MS / 2);
		simulator.settings.viewsLateMs = DAY_MS;
		const { body } = await caller.get<ActiveDates>(dates);
		expect(body.data.product_access[0]?.last_active).toBe('2026-06-10');
	});

	it('refuses another key, another organization, and what the plan does not include', async () => {
		const other = callerWith('wrong', `${simulator.url}/admin`);
		expect((await other.get(dates)).status).toBe(401);
		expect((await caller.get('/v1/orgs/other')).status).toBe(403);
		expect((await caller.get(`/v1/orgs/${simulator.organization.id}`)).status).toBe(200);
		simulator.settings.organizationRefuses = ['users/search'];
		expect((await caller.post(users, {})).status).toBe(403);
		expect((await caller.get(dates)).status).toBe(200);
	});

	it('keeps to so many requests a minute', async () => {
		simulator.settings.lastActivePerMinute = 2;
		await caller.get(dates);
		await caller.get(dates);
		const refused = await caller.get(dates);
		expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60']);
		simulator.clock.advance(60_000);
		expect((await caller.get(dates)).status).toBe(200);
	});

	it('pages last-active dates, and says in several forms where to go on', async () => {
		view(world, ada, NOW - DAY_MS, { product: 'jira-software' });
		view(world, ada, NOW - 3 * DAY_MS);
		simulator.settings.lastActivePageSize = 1;
		const keys: (string | undefined)[] = [];
		for (const form of ['cursor', 'address', 'relative'] as const) {
			simulator.settings.organizationNext = form;
			const first = await caller.get<ActiveDates>(dates);
			const { next = '' } = first.body.links;
			expect(next.startsWith('http')).toBe(form === 'address');
			expect(next.startsWith('/admin/v1/orgs/')).toBe(form === 'relative');
			const cursor = form === 'cursor' ? next : (next.split('cursor=')[1] ?? '');
			const second = await caller.get<ActiveDates>(`${dates}?cursor=${cursor}`);
			expect(second.body.links.next).toBeUndefined();
			for (const { body } of [first, second]) keys.push(body.data.product_access[0]?.key);
		}
		expect(keys).toEqual([
			'jira-software',
			'confluence',
			...keys.slice(0, 2),
			...keys.slice(0, 2),
		]);
	});

	it('lists a person once for each directory, with the products that it knows', async () => {
		view(world, ada, NOW - DAY_MS, { product: 'jira-software' });
		view(world, ada, NOW - 3 * DAY_MS);
		simulator.settings.directories = 2;
		const ask = { accountIds: [ada.accountId], expand: ['productAccess'] };
		const rows = await caller.post<Users>(
			users.replace(/directories\/[^/]+/, 'directories/-'),
			ask,
		);
		expect(
			rows.body.data.map(({ productAccess }) => productAccess?.map(({ key }) => key)),
		).toEqual([['jira-software'], ['confluence']]);
		expect((await caller.post<Users>(users, ask)).body.data).toHaveLength(1);
		simulator.settings.laterDirectoriesWithhold = true;
		const withheld = await caller.post<Users>(
			`${users.replace(/directories\/[^/]+/, 'directories/-')}`,
			ask,
		);
		expect(withheld.body.data[1]).not.toHaveProperty('productAccess');
	});

	it('names products and dates in other ways when told to', async () => {
		view(world, ada, NOW - 3 * DAY_MS);
		Object.assign(simulator.settings, {
			confluenceKey: 'confluence.ondemand',
			productIds: 'none',
			standInDate: '1970-01-01T00:00:00.000Z',
			addedToOrgTold: false,
		});
		const { body } = await caller.get<ActiveDates>(dates);
		expect(body.data).toMatchObject({
			product_access: [{ id: '', key: 'confluence.ondemand', last_active: '1970-01-01' }],
			added_to_org: null,
		});
	});

	it('refuses a key without the scope of a call, and an address that is not allowed', async () => {
		simulator.settings.organizationKeyScopes = ['read:directories:admin'];
		expect((await caller.post(users, {})).status).toBe(200);
		expect(await caller.get(dates)).toMatchObject({
			status: 401,
			body: { message: 'Unauthorized; scope does not match' },
		});
		simulator.settings.addressRefused = 'errorMessages';
		expect(await caller.post(users, {})).toMatchObject({
			status: 403,
			body: { errorMessages: [expect.stringContaining('allowlist')] },
		});
		simulator.settings.addressRefused = 'errors';
		expect(await caller.post(users, {})).toMatchObject({
			status: 403,
			body: { errors: [{ detail: expect.stringContaining('allowlist') as string }] },
		});
	});

	it('knows admins by platform role', async () => {
		simulator.settings.platformAdmins = [ada.accountId];
		const { body } = await caller.post(users, {
			accountIds: [ada.accountId],
			expand: ['platformRoles'],
		});
		expect(body).toMatchObject({ data: [{ platformRoles: ['atlassian/org-admin'] }] });
	});
});
