import type { IDataObject, INodeParameters } from 'n8n-workflow';

import {
	addColleague,
	DAY,
	makeCompany,
	namesOfGroups,
	NOW,
	playCompany,
	profileGroups,
	type Company,
} from '../confluence/reclaim/company';
import { candidate, iso } from '../confluence/reclaim/run';
import { addPage, type Simulator } from '../simulator';
import { siteCredential, runNode } from './harness';

/** Days go by between the steps; what is stored is kept as tables would keep it. */
describe('From the first notice to the removal, and back', () => {
	let company: Company;
	let simulator: Simulator;
	let stored: Map<string, IDataObject>;
	let events: IDataObject[];
	let receipts: IDataObject[];

	beforeEach(async () => {
		company = makeCompany();
		simulator = await playCompany(company);
		stored = new Map();
		events = [];
		receipts = [];
		addColleague(company, 'ada', [company.users, company.readers]);
	});
	afterEach(async () => await simulator.stop());

	const at = (day: number) => iso(NOW + day * DAY);

	async function node(type: string, inputs: IDataObject[][], parameters: INodeParameters) {
		const run = await runNode({
			type,
			inputs,
			parameters,
			credentials: [siteCredential(simulator)],
		});
		expect(run.error).toBeUndefined();
		return run.outputs.map((items) => items.map(({ json }) => json));
	}

	/** A subscription whose activity was looked at today. */
	const subscription = (day: number, lastActivityDay: number): IDataObject => {
		const row = candidate(company, 'ada', {
			decision: undefined,
			activityCheckedAt: at(day),
			activityCheckedFrom: at(day - 120),
			lastActivityAt: at(lastActivityDay),
		});
		return { ...row } as IDataObject;
	};

	async function evaluate(day: number, lastActivityDay: number): Promise<IDataObject[]> {
		const parameters = { options: { now: at(day) } };
		const inputs = [[subscription(day, lastActivityDay)]];
		return (await node('evaluateExclusions', inputs, parameters)).flat();
	}

	/** One daily step of Track Candidates; candidates are stored, events are appended. */
	async function track(operation: string, day: number, items: IDataObject[], more = {}) {
		const parameters = { operation, mode: 'askPeople', ...more, options: { now: at(day) } };
		const inputs = [items, [...stored.values()], events];
		const outputs = await node('trackCandidates', inputs, parameters);
		const [save = [], notify = [], revoke = []] = outputs;
		if (operation === 'recordNotice') events.push(...save);
		else for (const row of save) stored.set(row.candidateId as string, row);
		return { save, notify, revoke };
	}

	async function reclaim(day: number, items: IDataObject[], operation = 'reclaim') {
		const [results = []] = await node('reclaimLicense', [items], {
			operation,
			cloudId: { __rl: true, mode: 'id', value: company.cloudId },
			accessGroups: profileGroups(company),
			acknowledgeEditsOnly: true,
			dryRun: false,
			options: { now: at(day) },
		});
		for (const result of results) if (result.receiptId !== null) receipts.push(result);
		return results;
	}

	const stateOfAda = () => [...stored.values()].map(({ state }) => state);

	async function warn(): Promise<void> {
		const { notify } = await track('advance', 0, await evaluate(0, -100));
		expect(notify).toHaveLength(1);
		await track(
			'recordNotice',
			0,
			notify.map((item) => ({ ...item, notice: 'sent' })),
		);
	}

	it('warn, wait, then remove', async () => {
		await warn();
		const early = await track('advance', 13, await evaluate(13, -100));
		expect(early.revoke).toEqual([]);
		expect(stateOfAda()).toEqual(['Awaiting User']);
		const { revoke } = await track('advance', 14, await evaluate(14, -100));
		expect(revoke).toHaveLength(1);
		const results = await reclaim(14, revoke);
		expect(results).toMatchObject([{ outcome: 'reclaimed', receiptState: 'done' }]);
		await track('recordOutcome', 14, results);
		expect(stateOfAda()).toEqual(['Closed Complete']);
		expect(namesOfGroups(company, 'ada')).toEqual(['jira-software-users']);
	});

	it('somebody logs in during the notice, after the evaluation had looked', async () => {
		await warn();
		const { revoke } = await track('advance', 14, await evaluate(14, -100));
		addPage(company.world, { createdBy: 'ada', createdAt: NOW + 13 * DAY });
		const results = await reclaim(14, revoke);
		expect(results).toMatchObject([{ outcome: 'skipped', outcomeReason: 'activeAgain' }]);
		await track('recordOutcome', 14, results);
		expect(stateOfAda()).toEqual(['Closed Canceled']);
		expect(namesOfGroups(company, 'ada')).toHaveLength(2);
	});

	it('undo a week later, and the restored person is not taken again', async () => {
		await warn();
		const { revoke } = await track('advance', 14, await evaluate(14, -100));
		await track('recordOutcome', 14, await reclaim(14, revoke));
		const done = [...receipts];
		const results = await reclaim(21, done, 'restore');
		expect(results).toMatchObject([{ outcome: 'restored', receiptState: 'restored' }]);
		await track('recordOutcome', 21, results);
		expect(namesOfGroups(company, 'ada')).toEqual([
			'confluence-users-harbour',
			'jira-software-users',
		]);
		const next = await track('advance', 22, await evaluate(22, -100));
		expect(next.notify).toEqual([]);
		expect(next.revoke).toEqual([]);
		expect(stateOfAda()).toEqual(['Closed Complete']);
	});

	describe.each([
		[
			'the run that took the seat died before it could record so',
			async (revoke: IDataObject[]) => {
				expect(await reclaim(14, revoke)).toMatchObject([{ outcome: 'reclaimed' }]);
			},
		],
		[
			'the removal was not seen at once and took effect later',
			async (revoke: IDataObject[]) => {
				simulator.settings.staleMembershipReads = 3;
				const results = await reclaim(14, revoke);
				expect(results).toMatchObject([{ outcomeReason: 'notVerified' }]);
				await track('recordOutcome', 14, results);
			},
		],
	])('%s', (_how, takeSeat) => {
		it('who gets the seat back does not lose it again before the cool-down is over', async () => {
			await warn();
			await takeSeat((await track('advance', 14, await evaluate(14, -100))).revoke);
			expect(stateOfAda()).toEqual(['Awaiting Revocation']);
			expect(namesOfGroups(company, 'ada')).toEqual(['jira-software-users']);
			const results = await reclaim(15, receipts, 'restore');
			expect(results).toMatchObject([{ outcome: 'restored' }]);
			await track('recordOutcome', 15, results);
			expect(namesOfGroups(company, 'ada')).toHaveLength(2);
			for (const day of [16, 104]) {
				const next = await track('advance', day, await evaluate(day, -100));
				expect([next.save, next.notify, next.revoke]).toEqual([[], [], []]);
			}
			expect(stateOfAda()).toEqual(['Closed Skipped']);
			const later = await track('advance', 105, await evaluate(105, -100));
			expect(later.notify).toHaveLength(1);
		});
	});

	it('a removal that is not verified leaves the candidate, and the next run finishes it', async () => {
		await warn();
		const { revoke } = await track('advance', 14, await evaluate(14, -100));
		simulator.settings.staleMembershipReads = 3;
		const first = await reclaim(14, revoke);
		expect(first).toMatchObject([{ outcome: 'failed', outcomeReason: 'notVerified' }]);
		await track('recordOutcome', 14, first);
		expect(stateOfAda()).toEqual(['Awaiting Revocation']);
		const [results = []] = await node('reclaimLicense', [revoke, receipts], {
			cloudId: { __rl: true, mode: 'id', value: company.cloudId },
			acknowledgeEditsOnly: true,
			dryRun: false,
			options: { now: at(15) },
		});
		expect(results).toMatchObject([{ outcome: 'reclaimed', receiptState: 'done' }]);
		await track('recordOutcome', 15, results);
		expect(stateOfAda()).toEqual(['Closed Complete']);
	});
});
