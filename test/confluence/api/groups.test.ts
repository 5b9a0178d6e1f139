import { listGroups } from '../../../confluence/api/groups';
import { groupsOf } from '../../../confluence/api/people';
import { addGroup, addPerson, emptyWorld, startSimulator, type Simulator } from '../../simulator';
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
});
