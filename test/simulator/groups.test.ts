import { callerOf, type Caller } from './caller';
import {
	addGroup,
	addPerson,
	addSite,
	addToGroup,
	emptyWorld,
	startSimulator,
	suspend,
	type Group,
	type Simulator,
	type World,
} from './index';

describe('groups and seats of the simulator', () => {
	let simulator: Simulator;
	let world: World;
	let users: Group;
	let caller: Caller;

	beforeEach(async () => {
		world = emptyWorld();
		users = addGroup(world, { name: 'confluence-users-harbour', access: ['user'] });
		simulator = await startSimulator({ population: world });
		caller = callerOf(simulator);
	});

	afterEach(() => simulator.stop());

	const members = (query = '', group = users.id) =>
		caller.get(`/rest/api/group/${group}/membersByGroupId${query}`);

	it('lists groups by name, with the access type as a filter', async () => {
		addGroup(world, { name: 'a-admins', access: ['admin'] });
		const all = await caller.get('/rest/api/group');
		const admins = await caller.get('/rest/api/group?accessType=admin');
		expect(all.body.results.map(({ name }) => name)).toEqual([
			'a-admins',
			'confluence-users-harbour',
		]);
		expect(admins.body.results.map(({ name }) => name)).toEqual(['a-admins']);
		expect((await caller.get('/rest/api/group?accessType=guest')).status).toBe(400);
	});

	it('lists groups of another site of the organization too', async () => {
		const labs = addSite(world, { name: 'labs' });
		addGroup(world, {
			name: 'confluence-users-labs',
			accessTypes: { [labs.cloudId]: ['user'] },
		});
		expect((await caller.get('/rest/api/group?accessType=user')).body.size).toBe(2);
		simulator.settings.foreignGroupsListed = false;
		expect((await caller.get('/rest/api/group?accessType=user')).body.size).toBe(1);
	});

	it('pages members by offset and refuses more than 200', async () => {
		for (let number = 0; number < 450; number++) addToGroup(world, users, addPerson(world));
		const sizes: number[] = [];
		for (let start = 0; start < 600; start += 200) {
			const { body } = await members(`?start=${start}&limit=200`);
			sizes.push(body.size);
			expect(body._links.next === undefined).toBe(start === 400);
		}
		expect(sizes).toEqual([200, 200, 50]);
		expect((await members('?limit=201')).status).toBe(400);
		expect((await members('?start=-1')).status).toBe(400);
	});

	it('makes its pages shorter than asked when told to, and names the next one', async () => {
		for (let number = 0; number < 30; number++) addToGroup(world, users, addPerson(world));
		simulator.settings.memberPageSizes = [20, 5];
		const { body } = await members('?start=20&limit=200');
		expect([body.size, body.limit]).toEqual([5, 5]);
		expect(body._links.next).toContain('limit=5&start=25');
		simulator.settings.groupPageSizes = [1];
		addGroup(world, { name: 'z', access: ['user'] });
		expect((await caller.get('/rest/api/group?limit=200')).body._links.next).toContain(
			'limit=1&start=1',
		);
	});

	it('leaves gaps for suspended people when told to', async () => {
		const [gone, here] = [addPerson(world), addPerson(world)];
		for (const person of [gone, here]) addToGroup(world, users, person);
		suspend(world, gone);
		simulator.settings.suspendedLeaveGaps = true;
		expect((await members('?start=0&limit=1')).body.size).toBe(0);
		expect((await members('?start=1&limit=1')).body.size).toBe(1);
	});

	it('lists groups of guests and user access admins when told to', async () => {
		addGroup(world, { name: 'confluence-guests-harbour' });
		addGroup(world, { name: 'confluence-user-access-admins-harbour' });
		expect((await caller.get('/rest/api/group?accessType=user')).body.size).toBe(1);
		simulator.settings.roleGroupsListed = true;
		expect((await caller.get('/rest/api/group?accessType=user')).body.size).toBe(3);
	});

	it('leaves suspended people out of the list and counts them in the total', async () => {
		for (let number = 0; number < 3; number++) addToGroup(world, users, addPerson(world));
		const gone = addPerson(world);
		addToGroup(world, users, gone);
		suspend(world, gone);
		const { body } = await members('?shouldReturnTotalSize=true');
		expect(body.size).toBe(3);
		expect(body.totalSize).toBe(4);
		expect((await members()).body.totalSize).toBeUndefined();
	});

	it('answers an empty page for an unknown group, and 404 when it is looked up', async () => {
		const { status, body } = await members('?shouldReturnTotalSize=true', 'nowhere');
		expect([status, body.size, body.totalSize]).toEqual([200, 0, 0]);
		expect((await caller.get('/rest/api/group/by-id?id=nowhere')).status).toBe(404);
		expect((await caller.get(`/rest/api/group/by-id?id=${users.id}`)).status).toBe(200);
	});

	const change = (accountId: string, group = users.id) =>
		caller.delete(`/rest/api/group/userByGroupId?groupId=${group}&accountId=${accountId}`);
	const groupsOf = async (accountId: string) =>
		(await caller.get(`/rest/api/user/memberof?accountId=${accountId}`)).body.results.map(
			({ name }) => name,
		);

	it('removes a person, answers 204 again when nothing is left to remove, and adds back', async () => {
		const person = addPerson(world);
		addToGroup(world, users, person);
		expect(await groupsOf(person.accountId)).toEqual([users.name]);
		expect((await change(person.accountId)).status).toBe(204);
		expect((await change(person.accountId)).status).toBe(204);
		expect(await groupsOf(person.accountId)).toEqual([]);
		const address = `/rest/api/group/userByGroupId?groupId=${users.id}`;
		expect((await caller.post(address, { accountId: person.accountId })).status).toBe(201);
		expect((await caller.post(address, { accountId: person.accountId })).status).toBe(201);
		expect(users.members).toEqual([person.accountId]);
	});

	it('refuses changes for people who are no admin, and of what is not there', async () => {
		const plain = addPerson(world);
		addToGroup(world, users, plain);
		const asPlain = callerOf(simulator, { accountId: plain.accountId });
		const address = `/rest/api/group/userByGroupId?groupId=${users.id}&accountId=${plain.accountId}`;
		expect((await asPlain.delete(address)).status).toBe(403);
		expect((await change('nobody')).status).toBe(404);
		expect((await change(plain.accountId, 'nowhere')).status).toBe(404);
		const external = addGroup(world, { name: 'all-staff', managedBy: 'EXTERNAL' });
		expect((await change(plain.accountId, external.id)).status).toBe(400);
		expect(users.members).toEqual([plain.accountId]);
	});

	it('refuses one seat more than was bought', async () => {
		const [first, second] = [addPerson(world), addPerson(world)];
		addToGroup(world, users, first);
		simulator.settings.licenceLimit = 1;
		const address = `/rest/api/group/userByGroupId?groupId=${users.id}`;
		const refused = await caller.post(address, { accountId: second.accountId });
		expect(refused.status).toBe(409);
		expect(refused.body.message).toContain('license');
	});

	it.each(['TEAM_MEMBERS', 'OPEN'] as const)(
		'refuses changes of a group that admins do not manage (%s), and says why when told to',
		async (managedBy) => {
			const person = addPerson(world);
			const crew = addGroup(world, { name: 'crew', managedBy });
			const address = `/rest/api/group/userByGroupId?groupId=${crew.id}`;
			for (const [teamRefusal, said] of [
				['namesReason', 'Group crew is managed by its members'],
				['plain', 'Forbidden'],
			] as const) {
				simulator.settings.teamRefusal = teamRefusal;
				const refused = await caller.post(address, { accountId: person.accountId });
				expect([refused.status, refused.body.message]).toEqual([403, said]);
			}
			expect(crew.members).toEqual([]);
		},
	);

	it('leaves out who manages a group when told to', async () => {
		const shown = async () => (await caller.get(`/rest/api/group/by-id?id=${users.id}`)).body;
		expect(await shown()).toMatchObject({ managedBy: 'ADMINS' });
		simulator.settings.managedByTold = false;
		expect(await shown()).not.toHaveProperty('managedBy');
	});

	it('answers a member who is added again with a conflict when told to', async () => {
		const person = addPerson(world);
		addToGroup(world, users, person);
		const address = `/rest/api/group/userByGroupId?groupId=${users.id}`;
		const add = async () => await caller.post(address, { accountId: person.accountId });
		expect((await add()).status).toBe(201);
		simulator.settings.alreadyMemberStatus = 409;
		const again = await add();
		expect([again.status, again.body.message]).toEqual([
			409,
			expect.stringContaining('already a member'),
		]);
	});

	it('shows a removal late when told to', async () => {
		const person = addPerson(world);
		addToGroup(world, users, person);
		simulator.settings.staleMembershipReads = 2;
		await change(person.accountId);
		expect(await groupsOf(person.accountId)).toEqual([users.name]);
		expect(await groupsOf(person.accountId)).toEqual([users.name]);
		expect(await groupsOf(person.accountId)).toEqual([]);
	});
});

describe('a large group of the simulator', () => {
	it('stays right while people join, leave and are suspended', async () => {
		const world = emptyWorld();
		const users = addGroup(world, { name: 'users', access: ['user'] });
		for (let number = 0; number < 2_500; number++) {
			users.members.push(addPerson(world).accountId);
		}
		const simulator = await startSimulator({ population: world });
		const caller = callerOf(simulator);
		const last = async () =>
			(await caller.get(`/rest/api/group/${users.id}/membersByGroupId?start=2400&limit=200`))
				.body.size;
		const [first = '', second = ''] = users.members;
		expect(await last()).toBe(100);
		await caller.delete(`/rest/api/group/userByGroupId?groupId=${users.id}&accountId=${first}`);
		expect(await last()).toBe(99);
		expect((await caller.get(`/rest/api/user/memberof?accountId=${first}`)).body.size).toBe(0);
		const person = world.people.get(second);
		if (person !== undefined) suspend(world, person);
		expect(await last()).toBe(98);
		await caller.post(`/rest/api/group/userByGroupId?groupId=${users.id}`, {
			accountId: first,
		});
		expect(await last()).toBe(99);
		expect((await caller.get(`/rest/api/user/memberof?accountId=${first}`)).body.size).toBe(1);
		await simulator.stop();
	});
});
