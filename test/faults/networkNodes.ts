import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Item } from '../engine/harness';
import {
	addGroup,
	addPage,
	addPerson,
	addToGroup,
	emptyWorld,
	firstSite,
	view,
	type Simulator,
	type World,
} from '../simulator';
import type { Expected, FaultKind } from './faultKinds';

const DAY = 86_400_000;
/** When the faults happen. The simulator's clock and the nodes' agree. */
export const NOW = Date.UTC(2026, 4, 2, 6);

/** Which call of a run is struck. */
export const POSITIONS = ['first', 'middle', 'last'] as const;
export type Position = (typeof POSITIONS)[number];

/** What a run left behind. */
export interface Aftermath {
	/** True when the node ended with an error, or would have without continue on fail. */
	failed: boolean;
	complaints: readonly string[];
	outputs: readonly (readonly IDataObject[])[];
	/** Outputs of a run without a fault. */
	plain: readonly (readonly IDataObject[])[];
	world: World;
}

/** A node that asks the network, set to work that makes it call several endpoints. */
export interface NetworkNode {
	/** The node's own name. */
	type: string;
	title: string;
	parameters(world: World): INodeParameters;
	input(world: World): Item[];
	/** Outputs that stay empty when the run fails under continue on fail; the other tells of the run. */
	silentOutputs: readonly number[];
	/** Asks the organization API, with an API key. */
	usesApiKey?: true;
	/** What else is so on the site. */
	prepare?(simulator: Simulator): void;
	/** What is expected in this node's own way; undefined: as the kind of fault says. */
	expects?(kind: FaultKind, position: Position, lasting: boolean): Expected | undefined;
	/** What must hold whatever happened, compared with a run without a fault. */
	check(after: Aftermath): void;
	/** What the items that came out tell of failures; empty when all is well. */
	complaints(outputs: readonly (readonly IDataObject[])[]): string[];
}

/** Everything through one connection, so that the n-th call is the same in each run. */
const OPTIONS = { concurrency: 1, now: new Date(NOW).toISOString() };

/** Six people with a seat, two of them through two groups; two worked lately. */
export function makeOffice(): World {
	const world = emptyWorld();
	const users = addGroup(world, { id: 'users', name: 'confluence-users', access: ['user'] });
	const helpers = addGroup(world, { id: 'helpers', name: 'helpers', access: ['user'] });
	const admins = addGroup(world, {
		id: 'admins',
		name: 'site-admins',
		access: ['user', 'admin', 'site-admin'],
	});
	addToGroup(world, admins, world.connectedAccountId);
	for (const name of ['ada', 'bob', 'cy', 'di', 'eve', 'flo']) {
		const person = addPerson(world, { accountId: name, displayName: `Name of ${name}` });
		addToGroup(world, users, person);
	}
	for (const name of ['bob', 'cy']) addToGroup(world, helpers, name);
	addPage(world, { createdBy: 'eve', createdAt: NOW - 3 * DAY });
	addPage(world, { createdBy: 'flo', createdAt: NOW - 9 * DAY });
	addPage(world, { createdBy: 'ada', createdAt: NOW - 200 * DAY });
	for (const name of ['ada', 'flo']) view(world, name, NOW - 20 * DAY);
	return world;
}

function chosenSite(world: World): INodeParameters {
	return { __rl: true, mode: 'id', value: firstSite(world).cloudId };
}

/** Subscriptions as Download Subscriptions emits them. */
export function subscriptions(world: World, names: readonly string[]): IDataObject[] {
	return names.map((accountId) => ({
		profile: 'harbour',
		cloudId: firstSite(world).cloudId,
		accountId,
		displayName: `Name of ${accountId}`,
		email: `${accountId}@harbour.example`,
		groupIds: groupsOf(world, accountId),
		firstSeenAt: '2025-01-01T00:00:00.000Z',
		activityStatus: 'unknown',
	}));
}

function groupsOf(world: World, accountId: string): string[] {
	return world.groups.filter(({ members }) => members.includes(accountId)).map(({ id }) => id);
}

/** Candidates as Evaluate Exclusions emits them. */
export function candidates(world: World, names: readonly string[]): IDataObject[] {
	return subscriptions(world, names).map((subscription) => ({
		...subscription,
		decision: 'candidate',
		reasonCode: 'inactive',
		inactiveDays: 100,
		activityStatus: 'known',
		lastActivityAt: new Date(NOW - 100 * DAY).toISOString(),
		activityCheckedAt: new Date(NOW - 3_600_000).toISOString(),
		activityCheckedFrom: new Date(NOW - 180 * DAY).toISOString(),
		viewsChecked: false,
		evaluatedAt: new Date(NOW - 600_000).toISOString(),
	}));
}

/** A field of an item as it reads. */
function shown(value: unknown): string {
	return typeof value === 'string' ? value : JSON.stringify(value);
}

function jobComplaints(jobs: readonly IDataObject[] = []): string[] {
	return jobs.flatMap(({ errorMessage }) =>
		typeof errorMessage === 'string' ? [errorMessage] : [],
	);
}

/** What people have in a run without a fault they have, or it is unknown and said why. */
function nobodyIsTakenForIdle({ failed, outputs: [people = []], plain: [known = []] }: Aftermath) {
	if (failed) return;
	expect(people).toHaveLength(known.length);
	for (const [
		at,
		{ accountId, activityStatus, activityError, lastActivityAt },
	] of people.entries()) {
		const plain = known[at];
		if (activityStatus === 'unknown') {
			expect([accountId, activityError]).toEqual([accountId, expect.any(String)]);
			continue;
		}
		expect([accountId, activityStatus, lastActivityAt]).toEqual([
			plain?.accountId,
			plain?.activityStatus,
			plain?.lastActivityAt,
		]);
	}
}

/** All seats of a run without a fault, or none at all. */
function wholeOrNothing({ failed, complaints, outputs: [seats = []], plain }: Aftermath) {
	const names = (rows: readonly IDataObject[]) => rows.map(({ accountId }) => accountId);
	const isWhole = !failed && complaints.length === 0;
	expect(names(seats)).toEqual(isWhole ? names(plain[0] ?? []) : []);
}

/** Whoever lost a group has a receipt that names it, and a run that threw took nothing. */
function everyRemovalHasAReceipt({ failed, world, outputs: [results = []] }: Aftermath) {
	const before = makeOffice();
	for (const accountId of before.people.keys()) {
		const now = groupsOf(world, accountId);
		const lost = groupsOf(before, accountId).filter((groupId) => !now.includes(groupId));
		if (failed) expect([accountId, ...lost]).toEqual([accountId]);
		if (lost.length === 0) continue;
		const result = results.find((row) => row.accountId === accountId) ?? {};
		const planned = idsIn(result.plannedGroups);
		expect([accountId, result.receiptId]).toEqual([accountId, expect.any(String)]);
		expect([accountId, ...lost]).toEqual([
			accountId,
			...lost.filter((groupId) => planned.includes(groupId)),
		]);
		// What is said to be removed is gone.
		expect(idsIn(result.removedGroups).filter((id) => !lost.includes(id))).toEqual([]);
	}
}

function idsIn(groups: unknown): string[] {
	return (Array.isArray(groups) ? (groups as { id: string }[]) : []).map(({ id }) => id);
}

const pullActivity = {
	type: 'pullActivity',
	check: nobodyIsTakenForIdle,
	input: (world: World) => subscriptions(world, ['ada', 'bob', 'cy', 'di', 'eve', 'flo']),
	silentOutputs: [0],
	complaints: ([people = [], jobs]: readonly (readonly IDataObject[])[]) => [
		...people.flatMap(({ activityStatus, activityError }) =>
			activityStatus === 'unknown' ? [shown(activityError)] : [],
		),
		...jobComplaints(jobs),
	],
};

export const NETWORK_NODES: readonly NetworkNode[] = [
	{
		type: 'getCloudId',
		title: 'Get Cloud ID, validate',
		parameters: () => ({
			operation: 'validate',
			accessGroups: ['users'],
			options: { concurrency: 1 },
		}),
		input: () => [{ start: true }],
		silentOutputs: [],
		check: () => undefined,
		complaints: ([sites = []]) =>
			sites.flatMap(({ error, validation }) => [
				...(typeof error === 'string' ? [error] : []),
				...(Array.isArray(validation) ? (validation as IDataObject[]) : []).flatMap(
					({ ok, message, remedy }) =>
						ok === true ? [] : [`${shown(message)} ${shown(remedy)}`],
				),
			]),
	},
	{
		type: 'downloadSubscriptions',
		title: 'Download Subscriptions',
		parameters: (world) => ({ cloudId: chosenSite(world), options: OPTIONS }),
		input: () => [{ start: true }],
		silentOutputs: [0, 1],
		check: wholeOrNothing,
		complaints: ([, , jobs]) => jobComplaints(jobs),
	},
	{
		...pullActivity,
		title: 'Pull Activity, edits',
		// A search that is refused with authors is asked once more without.
		expects: ({ title }, position, lasting) =>
			position !== 'first' && !lasting && title === '401, scope missing' ? 'well' : undefined,
		parameters: () => ({ signal: 'edits', options: OPTIONS }),
	},
	{
		...pullActivity,
		title: 'Pull Activity, views',
		usesApiKey: true,
		// People are then asked for one by one.
		prepare: ({ settings }) => {
			settings.organizationRefuses = ['users/search'];
		},
		// Where the search for users is refused, people are asked for one by one.
		expects: ({ title }, position, lasting) =>
			position === 'first' && !lasting && /^40[034]/.test(title) ? 'well' : undefined,
		parameters: () => ({ signal: 'views', options: OPTIONS }),
	},
	{
		type: 'reclaimLicense',
		title: 'Reclaim License, live',
		parameters: (world) => ({
			cloudId: chosenSite(world),
			dryRun: false,
			acknowledgeEditsOnly: true,
			accessGroups: ['users', 'helpers'],
			options: OPTIONS,
		}),
		input: (world) => candidates(world, ['bob', 'cy', 'di']),
		silentOutputs: [0, 2],
		check: everyRemovalHasAReceipt,
		expects: ({ once, always }, position, lasting) => {
			// The last call is the look at what the last removal did.
			const isTold = position === 'last' && (lasting ? always : once) !== 'well';
			return isTold ? /failed\/notVerified: The change was sent/ : undefined;
		},
		complaints: ([results = [], jobs]) => [
			...results.flatMap(({ accountId, outcome, outcomeReason, outcomeMessage }) =>
				outcome === 'reclaimed'
					? []
					: [
							`${shown(accountId)} ${shown(outcome)}/${shown(outcomeReason)}: ${shown(outcomeMessage)}`,
						],
			),
			...jobComplaints(jobs),
		],
	},
];
