import { ConfluenceClient as IndependentClient } from 'confluence.js';

import { groupsOf, listGroups, memberPage, memberTotal } from '../../confluence/api/groups';
import { currentUser } from '../../confluence/api/people';
import { searchPage } from '../../confluence/api/search';
import { toIso } from '../../licensing/times';
import { connectedClient } from '../confluence/connectedClient';
import { startSimulator, type Simulator } from '../simulator';

let simulator: Simulator;
let theirs: IndependentClient;

beforeAll(async () => {
	simulator = await startSimulator({ seats: 450, seed: 5 });
	const [site] = simulator.world.sites;
	theirs = new IndependentClient({
		host: `${simulator.url}/ex/confluence/${site?.cloudId ?? ''}`,
		authentication: { oauth2: { accessToken: simulator.issueToken().accessToken } },
	});
});
afterAll(async () => await simulator.stop());

const ours = () => connectedClient(simulator);

/** Reads all pages of a list by offset, as its user would. */
async function allPages<Entry>(
	page: (start: number) => Promise<{ results: Entry[]; size: number; limit: number }>,
): Promise<Entry[]> {
	const all: Entry[] = [];
	for (;;) {
		const { results, limit } = await page(all.length);
		all.push(...results);
		if (results.length < limit) return all;
	}
}

describe('A client that is not ours (confluence.js) and ours read the same', () => {
	it('groups', async () => {
		const read = await allPages<Group>((start) => theirs.group.getGroups({ start, limit: 5 }));
		const groups = await listGroups(ours());
		expect(groups.length).toBeGreaterThan(3);
		expect(read.map(({ id, name }) => [id, name])).toEqual(
			groups.map(({ groupId, name }) => [groupId, name]),
		);
	});

	it('groups that give access', async () => {
		for (const accessType of ['user', 'admin', 'site-admin'] as const) {
			const { results } = await theirs.group.getGroups({ accessType });
			const groups = await listGroups(ours(), accessType);
			expect(results.map(({ id }) => id)).toEqual(groups.map(({ groupId }) => groupId));
		}
	});

	it('members of every group, over all pages', async () => {
		let most = 0;
		for (const { groupId } of await listGroups(ours())) {
			const read = await allPages<Member>((start) =>
				theirs.group.getGroupMembersByGroupId({ groupId, start, limit: 200 }),
			);
			const members: string[] = [];
			for (;;) {
				const page = await memberPage(ours(), groupId, { start: members.length });
				for (const { accountId } of page.members) members.push(accountId);
				if (page.members.length < 200) break;
			}
			expect(read.map(({ accountId }) => accountId)).toEqual(members);
			const { totalSize } = await theirs.group.getGroupMembersByGroupId<{
				totalSize: number;
			}>({ groupId, limit: 1, shouldReturnTotalSize: true });
			expect(totalSize).toBe(await memberTotal(ours(), groupId));
			most = Math.max(most, members.length);
		}
		expect(most).toBeGreaterThan(200);
	});

	it('the connected account and its groups', async () => {
		const person = await currentUser(ours());
		const { accountId = '' } = await theirs.users.getCurrentUser();
		expect(accountId).toBe(person.accountId);
		const { results } = await theirs.users.getGroupMembershipsForUser({ accountId });
		const groups = await groupsOf(ours(), accountId);
		expect(results.map(({ id }) => id)).toEqual(groups.map(({ groupId }) => groupId));
	});

	it('who changed what, page by page of a search', async () => {
		const cql = 'type in (page, blogpost, comment) order by lastmodified desc';
		const expand = ['content.version', 'content.history'];
		let cursor: string | null = null;
		let pages = 0;
		let hits = 0;
		do {
			const page: Awaited<ReturnType<typeof searchPage>> = await searchPage(
				ours(),
				cql,
				cursor,
				100,
			);
			const { results } = await theirs.search.searchByCQL<{ results: Hit[] }>({
				cql,
				limit: 100,
				expand,
				cursor: cursor ?? undefined,
			});
			expect(results.map(({ content }) => factsOf(content))).toEqual(
				page.entries.map((change) => ({
					id: change.contentId,
					createdBy: change.createdBy,
					createdAt: toIso(change.createdAt),
					changedBy: change.changedBy,
					changedAt: toIso(change.changedAt),
					number: change.version,
				})),
			);
			cursor = page.next;
			pages++;
			hits += results.length;
		} while (cursor !== null);
		expect(pages).toBeGreaterThan(2);
		expect(hits).toBeGreaterThan(200);
	});

	it('whom they add and remove', async () => {
		const groups = await listGroups(ours(), 'user');
		const group = groups.find(({ managedExternally }) => !managedExternally);
		const { accountId } = await currentUser(ours());
		const groupId = group?.groupId ?? '';
		await theirs.group.removeMemberFromGroupByGroupId({ groupId, accountId });
		expect((await groupsOf(ours(), accountId)).map((one) => one.groupId)).not.toContain(
			groupId,
		);
		await theirs.group.addUserToGroupByGroupId({ groupId, accountId });
		expect((await groupsOf(ours(), accountId)).map((one) => one.groupId)).toContain(groupId);
	});
});

/** The parts of answers that are compared, as the documents describe them. */
interface Group {
	id: string;
	name: string;
}

interface Member {
	accountId: string;
}

/** What a hit with both expansions holds, as the documents describe it. */
interface Hit {
	content: {
		id: string;
		version: { by: { accountId: string }; when: string; number: number };
		history: { createdBy: { accountId: string }; createdDate: string };
	};
}

function factsOf({ id, version, history }: Hit['content']) {
	return {
		id,
		createdBy: history.createdBy.accountId,
		createdAt: history.createdDate,
		changedBy: version.by.accountId,
		changedAt: version.when,
		number: version.number,
	};
}
