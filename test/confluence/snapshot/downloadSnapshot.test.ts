import { ConfluenceError } from '../../../confluence/errors';
import {
	downloadSnapshot,
	type DownloadSettings,
} from '../../../confluence/snapshot/downloadSnapshot';
import { readPreviousSnapshot } from '../../../licensing/snapshot/previousSnapshot';
import type { Subscription } from '../../../licensing/subscription';
import {
	addGroup,
	addPerson,
	addToGroup,
	emptyWorld,
	seatHolders,
	startSimulator,
	suspend,
	type Simulator,
	type World,
} from '../../simulator';
import { downloadFloor } from '../../bench/floor';
import { siteNames } from '../../bench/siteNames';
import { connectedClient } from '../connectedClient';

const NOW = '2026-05-02T06:00:00.000Z';

let simulator: Simulator;
afterEach(async () => await simulator.stop());

async function download(world: World, settings: Partial<DownloadSettings> = {}) {
	simulator = await startSimulator({ population: world });
	return await again(settings);
}

async function again(
	settings: Partial<DownloadSettings> = {},
	waitForQuotaMs = 600_000,
	concurrency = 5,
) {
	const client = connectedClient(simulator, { waitForQuotaMs, concurrency });
	const snapshot = await downloadSnapshot(client, {
		profile: 'harbour',
		cloudId: simulator.world.sites[0]?.cloudId ?? '',
		accessGroups: [],
		siteNames: { own: 'harbour', others: [] },
		previous: new Map(),
		includeGuests: false,
		includeAppAccounts: false,
		maxShrinkPercent: 20,
		snapshotAt: NOW,
		...settings,
	});
	return { ...snapshot, usage: client.usage() };
}

const previousOf = (subscriptions: readonly Subscription[]) =>
	readPreviousSnapshot(subscriptions.map((row) => ({ ...row })).entries(), 'harbour');

/** A site with as many people as asked for, all in one access group. */
function crowdedWorld(count: number): World {
	const world = emptyWorld();
	const members: string[] = [];
	for (let index = 0; index < count; index++) members.push(addPerson(world).accountId);
	addGroup(world, { name: 'confluence-users', access: ['user'], members });
	return world;
}

describe('downloading who holds a seat', () => {
	it('lists everybody in the access groups once, and marks admins and the connected account', async () => {
		const world = emptyWorld();
		const users = addGroup(world, { name: 'confluence-users', access: ['user'] });
		const more = addGroup(world, {
			name: 'designers',
			access: ['user'],
			managedBy: 'EXTERNAL',
		});
		const admins = addGroup(world, { name: 'site-admins', access: ['site-admin'] });
		const [ann, ben] = [addPerson(world), addPerson(world)];
		for (const person of [ann, ben, world.connectedAccountId]) addToGroup(world, users, person);
		addToGroup(world, more, ann);
		addToGroup(world, admins, ben);
		const { subscriptions } = await download(world);
		const marks = subscriptions.map((one) => [
			one.accountId,
			one.groupIds.length,
			one.managedExternally,
			one.isAdmin,
			one.isConnectedAccount,
		]);
		expect(marks).toEqual([
			[ann.accountId, 2, true, false, false],
			[ben.accountId, 1, false, true, false],
			[world.connectedAccountId, 1, false, false, true],
		]);
	});

	it('finds the same people as the truth of a made-up company', async () => {
		simulator = await startSimulator({ seats: 1_500, seed: 3 });
		const { subscriptions, leftOut } = await again({
			siteNames: { own: 'harbour-lane', others: ['harbour-lane-labs'] },
		});
		expect(leftOut).toHaveLength(2);
		expect(new Set(subscriptions.map(({ accountId }) => accountId))).toEqual(
			seatHolders(simulator.world),
		);
	});

	it('names an access group that does not exist, and reads nobody', async () => {
		const failure = download(crowdedWorld(3), { accessGroups: ['no-such-group'] });
		await expect(failure).rejects.toMatchObject({ kind: 'groupUnknown' });
		await expect(failure).rejects.toThrow(/no-such-group/);
	});

	it('fails on a site without any access group rather than retire everybody', async () => {
		await expect(download(emptyWorld())).rejects.toMatchObject({ kind: 'groupUnknown' });
	});

	it('lists nobody for an access group without members', async () => {
		const world = crowdedWorld(0);
		expect((await download(world)).subscriptions).toEqual([]);
	});

	it('retires a suspended person, who is counted but not listed', async () => {
		const world = crowdedWorld(12);
		const first = await download(world);
		const gone = world.people.get('account-5');
		if (gone) suspend(world, gone);
		const second = await again({ previous: previousOf(first.subscriptions) });
		expect(second.retired.map(({ subscription }) => subscription.accountId)).toEqual([
			'account-5',
		]);
		expect(second.notListed).toBe(1);
	});

	it('leaves out groups of another site that is known to exist, and says so', async () => {
		const world = crowdedWorld(2);
		addGroup(world, { name: 'confluence-users-lakeside', access: ['user'] });
		const siteNames = { own: 'harbour', others: ['lakeside'] };
		const { leftOut, groups } = await download(world, { siteNames });
		expect(groups.map(({ name }) => name)).toEqual(['confluence-users']);
		expect(leftOut[0]?.warning).toContain('lakeside');
	});

	it('takes a group that is named after a site nobody knows, and says so', async () => {
		const world = crowdedWorld(2);
		addGroup(world, { name: 'confluence-users-acme', access: ['user'] });
		const { leftOut, doubtful, groups } = await download(world);
		expect(groups).toHaveLength(2);
		expect(leftOut).toEqual([]);
		expect(doubtful.map(({ group }) => group.name)).toEqual(['confluence-users-acme']);
	});

	/** A site with few people in its own groups and many in those that its names speak against. */
	const nearlyEmptied = (kept: number, leftOut: number, groupCount = 1): World => {
		const world = crowdedWorld(kept);
		for (let number = 0; number < groupCount; number++) {
			const members = Array.from({ length: leftOut }, () => addPerson(world).accountId);
			const name = `confluence-${['users', 'admins', 'guests'][number % 3]}-lakeside`;
			addGroup(world, { id: `left-out-${number}`, name, access: ['user'], members });
		}
		return world;
	};
	const withLakeside = { siteNames: { own: 'harbour', others: ['lakeside'] } };

	it.each([
		[7, 8, 'fails'],
		[7, 7, 'succeeds'],
		[0, 1, 'fails'],
	])('with %d people kept and %d left out by their names %s', async (kept, leftOut, ends) => {
		const result = download(nearlyEmptied(kept, leftOut), withLakeside);
		if (ends === 'succeeds') expect((await result).subscriptions).toHaveLength(kept);
		else await expect(result).rejects.toMatchObject({ kind: 'groupUnknown' });
	});

	it('says which groups were left out, five at most, before members are read', async () => {
		const failure = download(nearlyEmptied(450, 200, 7), withLakeside);
		await expect(failure).rejects.toThrow(
			/1400 members; 450 would remain\).*"confluence-users-lakeside".*And 2 more\.$/,
		);
		expect(simulator.stats().requests).toBeLessThanOrEqual(3 + 1 + 1 + 7);
	});

	it('succeeds with few people when the groups were chosen', async () => {
		const world = nearlyEmptied(3, 30);
		const accessGroups = [world.groups[0]?.id ?? ''];
		expect(
			(await download(world, { accessGroups, ...withLakeside })).subscriptions,
		).toHaveLength(3);
	});

	describe('groups of roles that give no seat', () => {
		const siteNames = { own: 'harbour', others: [] };
		const withRoles = (isGuest: boolean, guests = 12): World => {
			const world = crowdedWorld(10);
			const members = Array.from(
				{ length: guests },
				() => addPerson(world, { isGuest }).accountId,
			);
			addGroup(world, { id: 'guests', name: 'confluence-guests-harbour', members });
			addGroup(world, { name: 'confluence-user-access-admins-harbour' });
			return world;
		};

		it('are never taken by an empty choice, and named', async () => {
			simulator = await startSimulator({
				population: withRoles(true),
				roleGroupsListed: true,
			});
			const { subscriptions, leftOut } = await again({ siteNames });
			expect(subscriptions).toHaveLength(10);
			expect(leftOut.map(({ group, warning }) => [group.name, warning])).toEqual([
				['confluence-guests-harbour', expect.stringContaining('guests')],
				[
					'confluence-user-access-admins-harbour',
					expect.stringContaining('user access admins'),
				],
			]);
		});

		it('with more people than are left, and no guests among them, fail the run', async () => {
			simulator = await startSimulator({
				population: withRoles(false),
				roleGroupsListed: true,
			});
			await expect(again({ siteNames })).rejects.toMatchObject({ kind: 'groupUnknown' });
		});

		it('are read when they were chosen, with a warning', async () => {
			const world = withRoles(false, 2);
			const { subscriptions, doubtful } = await download(world, { accessGroups: ['guests'] });
			expect(subscriptions).toHaveLength(2);
			expect(doubtful.map(({ warning }) => warning).join()).toContain('no seat');
		});
	});

	it.each([
		['of 100', { memberPageSizes: [100] }],
		['of 100, without a limit', { memberPageSizes: [100], memberPageLimit: 'none' as const }],
		['of 100, without a next', { memberPageSizes: [100], memberPagesNameNext: false }],
		['that become shorter', { memberPageSizes: [200, 120, 40] }],
		['that suspended people leave gaps in', { suspendedLeaveGaps: true }],
		[
			'that are short in every list',
			{ memberPageSizes: [60], groupPageSizes: [2, 1], memberOfPageSizes: [1] },
		],
	])('lists all 370 people with pages %s', async (_, settings) => {
		const world = crowdedWorld(380);
		for (const number of [3, 99, 100, 101, 199, 200, 350, 377, 378, 379]) {
			const person = world.people.get(`account-${number}`);
			if (person) suspend(world, person);
		}
		for (let number = 0; number < 5; number++) {
			addGroup(world, { name: `team ${number}`, access: ['user'] });
		}
		simulator = await startSimulator({ population: world, ...settings });
		const { subscriptions, notListed, groups } = await again();
		expect(new Set(subscriptions.map(({ accountId }) => accountId))).toEqual(
			new Set(
				[...seatHolders(world)].filter((id) => world.people.get(id)?.suspended === false),
			),
		);
		expect([subscriptions.length, notListed, groups.length]).toEqual([370, 10, 6]);
	});

	it('refuses to retire a third of the people, and says who', async () => {
		const world = crowdedWorld(30);
		const first = await download(world);
		world.groups[0]?.members.splice(0, 10);
		const failure = again({ previous: previousOf(first.subscriptions) });
		await expect(failure).rejects.toMatchObject({ kind: 'shrinkGuard' });
		await expect(failure).rejects.toThrow(/10 of 30 people \(33\.3 %\)/);
	});

	it('a second download right after the first changes nothing', async () => {
		const first = await download(crowdedWorld(450));
		const second = await again({ previous: previousOf(first.subscriptions) });
		expect(second.retired).toEqual([]);
		expect(second.subscriptions.every(({ change }) => change === 'unchanged')).toBe(true);
	});

	it.each([1_000, 10_000, 50_000, 150_000])(
		'of a company of %d costs at most 1.03 times the points of bare member pages, and 12 requests more',
		async (seats) => {
			simulator = await startSimulator({ seats, seed: 7, enforceBudget: false });
			const { usage } = await again(
				{ siteNames: siteNames(simulator.world) },
				24 * 3_600_000,
			);
			const floor = downloadFloor(simulator.world);
			console.log(
				`Download of ${seats} seats: ${usage.points} points (floor ${floor.points}), ` +
					`${usage.requests} requests (floor ${floor.requests}).`,
			);
			expect(usage.points).toBeLessThanOrEqual(1.03 * floor.points);
			expect(usage.requests).toBeLessThanOrEqual(floor.requests + 12);
		},
	);

	it.each(['truncate', 'malformed', 'html', 'wrongShape', 'reset'] as const)(
		'asks again for a page that came as %s, and loses nobody',
		async (kind) => {
			const world = crowdedWorld(900);
			simulator = await startSimulator({ population: world });
			simulator.addFault({ match: { path: 'membersByGroupId' }, nth: 3, kind });
			expect((await again()).subscriptions).toHaveLength(900);
		},
	);

	it('fails, and retires nobody, when a page stays broken', async () => {
		simulator = await startSimulator({ population: crowdedWorld(900) });
		simulator.addFault({
			match: { path: 'membersByGroupId', query: { start: '398' } },
			kind: 'malformed',
		});
		await expect(again()).rejects.toBeInstanceOf(ConfluenceError);
	});

	it('keeps somebody who moved to another access group while the groups were read', async () => {
		const world = crowdedWorld(30);
		const [mover = ''] = seatHolders(world);
		const [users] = world.groups;
		const others = addGroup(world, { name: 'contractors', access: ['user'] });
		addToGroup(world, others, addPerson(world));
		const first = await download(world);
		await simulator.stop();
		users?.members.splice(users.members.indexOf(mover), 1);
		const [remaining] = others.members.map((accountId) => ({
			type: 'known',
			accountId,
			accountType: 'atlassian',
		}));
		others.members.push(mover);
		simulator = await startSimulator({ population: world });
		simulator.addFault({
			match: { path: `${others.id}/membersByGroupId` },
			kind: 'status',
			status: 200,
			body: JSON.stringify({ results: [remaining], start: 0, size: 1, totalSize: 1 }),
		});
		const { subscriptions, retired } = await again({
			previous: previousOf(first.subscriptions),
		});
		expect(retired).toEqual([]);
		expect(subscriptions.find(({ accountId }) => accountId === mover)).toMatchObject({
			groupNames: ['contractors'],
			firstSeenAt: NOW,
			change: 'changed',
		});
	});

	it.each([400, 403, 404])('retires whose account is answered with %d', async (status) => {
		const world = crowdedWorld(30);
		const [leaver = ''] = seatHolders(world);
		const first = await download(world);
		await simulator.stop();
		for (const { members } of world.groups) members.splice(members.indexOf(leaver), 1);
		simulator = await startSimulator({ population: world });
		simulator.addFault({ match: { path: 'memberof' }, kind: 'status', status });
		const { retired } = await again({ previous: previousOf(first.subscriptions) });
		expect(retired.map(({ subscription }) => subscription.accountId)).toEqual([leaver]);
	});

	it('says with the first pages how many minutes of waiting a large site needs, and reads no more', async () => {
		const world = crowdedWorld(600);
		for (let number = 1; number <= 12; number++) {
			addGroup(world, { name: `team-${number}`, access: ['user'] });
		}
		simulator = await startSimulator({ population: world });
		const limits: string[] = [];
		simulator.exchanges.on(({ request }) => {
			if (request.path.includes('membersByGroupId'))
				limits.push(String(request.query.get('limit')));
		});
		const member = { type: 'known', accountId: 'a', accountType: 'atlassian' };
		simulator.addFault({
			match: { path: 'membersByGroupId' },
			kind: 'status',
			status: 200,
			body: JSON.stringify({ results: [member], start: 0, size: 1, totalSize: 150_000 }),
		});
		const failure = again();
		await expect(failure).rejects.toMatchObject({ kind: 'waitTooShort' });
		await expect(failure).rejects.toThrow(
			/1950000 memberships.*would have to wait \d+ minutes/,
		);
		expect(limits).toHaveLength(13);
		expect(limits.filter((limit) => limit === '200').length).toBeLessThanOrEqual(5);
	});

	it('waits for the next hour when the quota ends, and then completes with everybody', async () => {
		simulator = await startSimulator({
			population: crowdedWorld(1_000),
			pointsPerHour: 1_500,
			accessTokenSeconds: 1e6,
		});
		const { subscriptions, usage } = await again({}, 3 * 3_600_000);
		expect(subscriptions).toHaveLength(1_000);
		expect(usage.waitedMs).toBeGreaterThan(0);
	});

	it('of 150,000 seats needs no more minutes of waiting than it says, and completes with everybody', async () => {
		simulator = await startSimulator({ seats: 150_000, seed: 7, accessTokenSeconds: 1e9 });
		const settings = { siteNames: siteNames(simulator.world) };
		const refusal: unknown = await again(settings).catch((error: unknown) => error);
		const minutes = Number(/at least (\d+)/.exec(String(refusal))?.[1]);
		// One lane: others would sleep beside it, and move the clock once more each.
		const { subscriptions, usage } = await again(settings, minutes * 60_000, 1);
		const { rateLimited } = simulator.stats();
		console.log(
			`Download of ${subscriptions.length} seats: ${usage.points} points, ${Math.ceil(usage.waitedMs / 60_000)} minutes of waiting ` +
				`(${minutes} were told), ${rateLimited} requests refused.`,
		);
		expect(subscriptions).toHaveLength(150_000);
		expect(usage.waitedMs).toBeGreaterThan(4 * 3_600_000);
		expect(rateLimited).toBeLessThanOrEqual(1);
	}, 120_000);
});
