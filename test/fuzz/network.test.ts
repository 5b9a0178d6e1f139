import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { apiKeyCredential, siteCredential, type TestCredential } from '../engine/harness';
import { candidates, makeOffice, NOW, subscriptions } from '../faults/networkNodes';
import { firstSite, startSimulator, type Simulator } from '../simulator';
import {
	hostileText,
	hostileValue,
	itemsOf,
	SETTINGS_OF_NETWORK,
	spoilt,
	type Row,
} from './hostile';
import { endsWell, marked, survives } from './laws';

const OPTIONS = { now: new Date(NOW).toISOString(), concurrency: 1, requestTimeoutSeconds: 600 };
/** No expression: those are the workflow's own, and no input. */
const text = hostileText.filter((value) => !value.startsWith('='));

let simulator: Simulator;
let credentials: TestCredential[];
let site: string;

async function open(): Promise<void> {
	simulator = await startSimulator({ population: makeOffice(), now: () => NOW });
	simulator.settings.enforceBudget = false;
	credentials = [siteCredential(simulator), apiKeyCredential(simulator)];
	site = firstSite(simulator.world).cloudId;
}

beforeAll(open);
afterAll(async () => await simulator.stop());

const chosenSite = () => ({ __rl: true, mode: 'id', value: site });

/** Who is in which group. */
function memberships(): string {
	return JSON.stringify(simulator.world.groups.map(({ id, members }) => [id, members]));
}

describe('Get Cloud ID with hostile input', () => {
	it('finds the site, or says what there is', async () => {
		await fc.assert(
			fc.asyncProperty(text, async (name) => {
				const run = {
					type: 'getCloudId',
					parameters: { site: '={{ $json.name }}', options: { concurrency: 1 } },
					inputs: [itemsOf([{ name }, { name: 'harbour', mark: 'good' }])],
					credentials,
				};
				const [found = []] = await survives(run);
				expect(found.at(-1)?.siteName).toBe('harbour');
			}),
			SETTINGS_OF_NETWORK,
		);
	});

	it('validates access groups of any name and changes nothing', async () => {
		const before = memberships();
		await fc.assert(
			fc.asyncProperty(hostileValue, async (groups) => {
				const run = {
					type: 'getCloudId',
					parameters: { operation: 'validate', accessGroups: '={{ $json.groups }}' },
					inputs: [itemsOf([{ groups, mark: 'bad' }])],
					credentials,
				};
				const [found = []] = await survives(run);
				expect(found).toHaveLength(1);
			}),
			SETTINGS_OF_NETWORK,
		);
		expect(memberships()).toBe(before);
	});
});

describe('Download Subscriptions with hostile input', () => {
	const run = (previous: readonly Row[], spoiltName = '', value: unknown = 'start') => ({
		type: 'downloadSubscriptions',
		parameters: {
			cloudId: chosenSite(),
			profile: 'harbour',
			options: { ...OPTIONS, maxShrinkPercent: 100 },
			...(spoiltName === '' ? {} : { [spoiltName]: '={{ $json.value }}' }),
		},
		inputs: [itemsOf([{ value }]), itemsOf(previous)],
		credentials,
	});

	it('lists everybody, whatever the last snapshot holds', async () => {
		const row: Row = {
			...subscriptions(simulator.world, ['ada'])[0],
			lastSeenAt: OPTIONS.now,
			groupNames: ['confluence-users'],
			lastActivityAt: '2026-01-01T00:00:00.000Z',
			activityStatus: 'known',
		};
		const previous = fc.array(spoilt(row), { minLength: 1, maxLength: 5 });
		await fc.assert(
			fc.asyncProperty(previous, async (rows) => {
				await endsWell(run(rows));
				const [seats = []] = await survives(run(rows));
				expect(seats).toHaveLength(7);
			}),
			SETTINGS_OF_NETWORK,
		);
	});

	it('reads a parameter or names it, and never asks a site that was not chosen', async () => {
		const names = fc.constantFrom('accessGroups', 'profile', 'cloudId');
		await fc.assert(
			fc.asyncProperty(names, hostileValue, async (name, value) => {
				await endsWell(run([], name, value));
				const [, , jobs = []] = await survives(run([], name, value));
				expect(jobs).toHaveLength(1);
				if (jobs[0]?.status === 'failed') expect(jobs[0].errorMessage).toBeTruthy();
			}),
			SETTINGS_OF_NETWORK,
		);
	});
});

describe('Pull Activity with hostile input', () => {
	it('hands on every item, and takes no bad one for idle', async () => {
		const [base = {}] = subscriptions(simulator.world, ['ada']);
		const good = subscriptions(simulator.world, ['eve', 'di']).map((row) => ({
			...row,
			mark: 'good',
		}));
		const bad = spoilt({ ...base, mark: 'bad' }, { keep: ['cloudId', 'profile', 'mark'] });
		const run = (rows: readonly Row[]) => ({
			type: 'pullActivity',
			parameters: { signal: 'both', options: OPTIONS },
			inputs: [itemsOf(rows)],
			credentials,
		});
		const alone = marked(await survives(run(good)), 'good').map(activityOf);
		await fc.assert(
			fc.asyncProperty(fc.array(bad, { minLength: 1, maxLength: 3 }), async (rows) => {
				await endsWell(run([...rows, ...good]));
				const outputs = await survives(run([...rows, ...good]));
				expect(outputs[0]).toHaveLength(rows.length + good.length);
				expect(marked(outputs, 'good').map(activityOf)).toEqual(alone);
				for (const row of outputs[0] ?? []) {
					if (row.activityStatus === 'unknown') expect(row.activityError).toBeTruthy();
				}
			}),
			SETTINGS_OF_NETWORK,
		);
	});
});

function activityOf({ accountId, activityStatus, lastActivityAt }: IDataObject): unknown[] {
	return [accountId, activityStatus, lastActivityAt];
}

describe('Reclaim License, live, with hostile input', () => {
	const run = (rows: readonly Row[], ...more: Array<readonly Row[] | undefined>) => ({
		type: 'reclaimLicense',
		parameters: {
			cloudId: chosenSite(),
			dryRun: false,
			acknowledgeEditsOnly: true,
			accessGroups: ['users', 'helpers'],
			options: OPTIONS,
		},
		inputs: [itemsOf(rows), ...more.map((input) => input && itemsOf(input))],
		credentials,
	});

	it('takes seats only from people whom an item names, each with a receipt', async () => {
		const bad = spoilt({ ...candidates(simulator.world, ['ada'])[0], mark: 'bad' });
		await fc.assert(
			fc.asyncProperty(fc.array(bad, { minLength: 1, maxLength: 3 }), async (rows) => {
				await simulator.stop();
				await open();
				const before = JSON.parse(memberships()) as [string, string[]][];
				const good: Row = { ...candidates(simulator.world, ['di'])[0], mark: 'good' };
				const outputs = await survives(run([...rows, good]));
				expect(marked(outputs, 'good')).toMatchObject([{ outcome: 'reclaimed' }]);
				const results = outputs[0] ?? [];
				expect(results).toHaveLength(rows.length + 1);
				for (const [at, [groupId, members]] of before.entries()) {
					const now = simulator.world.groups[at]?.members ?? [];
					for (const accountId of members.filter((member) => !now.includes(member))) {
						const receipt = results.find(
							({ accountId: id, receiptId }) =>
								typeof id === 'string' && id.trim() === accountId && receiptId,
						);
						expect(JSON.stringify(receipt?.removedGroups)).toContain(`"${groupId}"`);
						expect(['ada', 'di']).toContain(accountId);
					}
				}
			}),
			SETTINGS_OF_NETWORK,
		);
	});

	it('without continue on fail stops before it changes anything, naming item and field', async () => {
		const bad = spoilt(candidates(simulator.world, ['ada'])[0] ?? {});
		await fc.assert(
			fc.asyncProperty(bad, async (row) => {
				await simulator.stop();
				await open();
				const before = memberships();
				const good = candidates(simulator.world, ['di']);
				const { error } = await endsWell(run([row, ...good]));
				if (error !== null) expect(memberships()).toBe(before);
			}),
			SETTINGS_OF_NETWORK,
		);
	});

	/** What a dry run plans for somebody in the group "users". */
	const planOf = (accountId: string): Row => ({
		receiptId: `harbour:${accountId}:1`,
		profile: 'harbour',
		cloudId: site,
		accountId,
		plannedGroups: '[{"id":"users","name":"confluence-users"}]',
		removedGroups: '[]',
		receiptState: 'planned',
		performedAt: OPTIONS.now,
	});

	it('reads receipts of earlier runs, or leaves out the people of those that it cannot', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(spoilt(planOf('ada')), { maxLength: 3 }),
				async (receipts) => {
					for (const ends of [endsWell, survives]) {
						await simulator.stop();
						await open();
						const people = candidates(simulator.world, ['di', 'ada']);
						const ended = await ends(run(people, [...receipts, planOf('di')]));
						const outputs = 'outputs' in ended ? ended.outputs : ended;
						expect('error' in ended ? ended.error : null).toBeNull();
						expect(outputs[0]?.[0]).toMatchObject({ outcome: 'reclaimed' });
						const { outcome, removedGroups } = outputs[0]?.[1] ?? {};
						const isGone = !simulator.world.groups[0]?.members.includes('ada');
						expect(isGone).toBe(outcome === 'reclaimed');
						const named = isGone ? [{ id: 'users', name: 'confluence-users' }] : [];
						expect(removedGroups).toEqual(named);
					}
				},
			),
			SETTINGS_OF_NETWORK,
		);
	});

	it('takes no seat from whoever an event is about that cannot be read, or that keeps it', async () => {
		const candidateId = 'harbour:ada:1';
		const keep = { eventId: 'e1', profile: 'harbour', candidateId, event: 'keep', by: 'ada' };
		const events = fc.array(spoilt(keep, { keep: ['candidateId', 'profile'] }), {
			minLength: 1,
			maxLength: 3,
		});
		await fc.assert(
			fc.asyncProperty(events, fc.boolean(), async (rows, isTracked) => {
				await simulator.stop();
				await open();
				const [ada = {}, di = {}] = candidates(simulator.world, ['ada', 'di']);
				const people = [isTracked ? { ...ada, candidateId } : ada, di];
				const outputs = await survives(run(people, undefined, rows));
				expect(outputs[0]?.map(({ outcome }) => outcome)).toEqual(['skipped', 'reclaimed']);
				expect(simulator.world.groups[0]?.members).toContain('ada');
			}),
			SETTINGS_OF_NETWORK,
		);
	});
});
