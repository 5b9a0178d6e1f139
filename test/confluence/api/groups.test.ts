import { groupsOf, listGroups } from '../../../confluence/api/groups';
import type { ConfluenceClient } from '../../../confluence/http/client';
import {
	addGroup,
	addPerson,
	emptyWorld,
	startSimulator,
	type Fault,
	type Simulator,
} from '../../simulator';
import { connectedClient } from '../connectedClient';

let simulator: Simulator;
afterEach(async () => await simulator.stop());

/** A site whose every group gives access and holds the same person. */
async function siteWithGroups(count: number): Promise<string> {
	const world = emptyWorld();
	const { accountId } = addPerson(world);
	for (let index = 0; index < count; index++) {
		addGroup(world, { name: `group ${index}`, access: ['user'], members: [accountId] });
	}
	simulator = await startSimulator({ population: world });
	return accountId;
}

describe('lists of groups', () => {
	it.each([0, 1, 199, 200, 201, 400, 450])(
		'are read to their end with %d groups',
		async (count) => {
			const accountId = await siteWithGroups(count);
			const client = connectedClient(simulator);
			const names = Array.from({ length: count }, (_, index) => `group ${index}`).sort();
			const listed = await listGroups(client, 'user');
			expect(listed.map(({ name }) => name).sort()).toEqual(names);
			const own = await groupsOf(client, accountId);
			expect(own.map(({ name }) => name).sort()).toEqual(names);
		},
	);

	it.each([[[100]], [[200, 90, 7]], [[50, 3]]])(
		'are read to their end with pages of %j groups',
		async (sizes) => {
			const accountId = await siteWithGroups(260);
			Object.assign(simulator.settings, { groupPageSizes: sizes, memberOfPageSizes: sizes });
			const client = connectedClient(simulator);
			expect(await listGroups(client, 'user')).toHaveLength(260);
			expect(await groupsOf(client, accountId)).toHaveLength(260);
		},
	);

	const emptyPages = (path: string, count: number): Fault => ({
		match: { path },
		nth: 1,
		count,
		kind: 'emptyPage',
	});

	it.each([
		['whole when a page is empty for once', 1, 450],
		['read on after a page that stays empty and names a next one', 2, 250],
	])('are %s', async (_, answers, read) => {
		const accountId = await siteWithGroups(450);
		simulator.addFault(emptyPages('api/group', answers));
		simulator.addFault(emptyPages('memberof', answers));
		const client = connectedClient(simulator);
		expect(await listGroups(client, 'user')).toHaveLength(read);
		expect(await groupsOf(client, accountId)).toHaveLength(read);
	});

	it.each([
		[
			'the group list',
			'api/group',
			async (client: ConfluenceClient) => await listGroups(client),
		],
		[
			"a person's groups",
			'memberof',
			async (client: ConfluenceClient, accountId: string) =>
				await groupsOf(client, accountId),
		],
	])('never end as a shorter list when only more is promised: %s', async (label, path, read) => {
		const accountId = await siteWithGroups(1);
		const links = { next: '/rest/api/group?start=200' };
		const body = { results: [], start: 0, limit: 200, size: 0, _links: links };
		simulator.addFault({ match: { path }, kind: 'wrongShape', body });
		await expect(read(connectedClient(simulator), accountId)).rejects.toMatchObject({
			kind: 'badAnswer',
			message: expect.stringContaining(`announced more pages of ${label}`) as string,
		});
	});
});
