import type { IDataObject } from 'n8n-workflow';

import {
	addColleague,
	DAY,
	makeCompany,
	namesOfGroups,
	NOW,
	type Company,
} from '../confluence/reclaim/company';
import { iso } from '../confluence/reclaim/run';
import { addPage, suspend } from '../simulator';
import { DailyPipeline } from './dailyPipeline';
import { runNode, runWorkflow, siteCredential } from './harness';

let company: Company;
let pipeline: DailyPipeline;

beforeEach(async () => {
	company = makeCompany();
	pipeline = await DailyPipeline.open(company);
});
afterEach(async () => await pipeline.close());

const idsOf = (rows: readonly IDataObject[]) => rows.map(({ accountId }) => accountId);
const reasonsOf = (rows: readonly IDataObject[]) =>
	Object.fromEntries(rows.map(({ accountId, reasonCode }) => [accountId as string, reasonCode]));
const outcomesOf = (rows: readonly IDataObject[]) =>
	Object.fromEntries(
		rows.map(({ accountId, outcome, outcomeReason }) => [
			accountId as string,
			outcomeReason ?? outcome,
		]),
	);

describe('What people judge the product by', () => {
	it('keep and cool-down: a seat that somebody keeps is not proposed again until the cool-down ends', async () => {
		addColleague(company, 'ada', [company.users], 100);
		const { candidates } = await pipeline.sync(0);
		const { notify } = await pipeline.track('advance', 0, candidates);
		await pipeline.track(
			'recordNotice',
			0,
			notify.map((item) => ({ ...item, notice: 'sent' })),
		);
		const [asked] = pipeline.stored.values();
		await pipeline.track('recordAnswer', 1, [{ ...asked, answer: 'keep' }], {
			coolDownDays: 90,
		});
		await pipeline.track('advance', 1, (await pipeline.sync(1)).candidates);
		expect(pipeline.states()).toEqual(['Closed Skipped']);
		for (const day of [2, 50, 90]) {
			const today = await pipeline.sync(day);
			const step = await pipeline.track('advance', day, today.candidates);
			expect([step.save, step.notify, step.revoke]).toEqual([[], [], []]);
		}
		const later = await pipeline.track('advance', 92, (await pipeline.sync(92)).candidates);
		expect(later.notify).toHaveLength(1);
	});

	it('Confluence is left while Jira’s groups stay', async () => {
		addColleague(company, 'ada', [company.users, company.readers], 100);
		const { candidates } = await pipeline.sync(0);
		expect(outcomesOf(await pipeline.reclaim(0, candidates))).toEqual({ ada: 'reclaimed' });
		expect(namesOfGroups(company, 'ada')).toEqual(['jira-software-users']);
	});

	it('still billable through a second group: nothing is removed', async () => {
		addColleague(company, 'ada', [company.users, company.guestsOfHr], 100);
		const { candidates } = await pipeline.sync(0);
		const results = await pipeline.reclaim(0, candidates);
		expect(outcomesOf(results)).toEqual({ ada: 'stillBillable' });
		expect(results[0]?.remainingAccess).toMatchObject([{ name: 'hr-helpers' }]);
		expect(namesOfGroups(company, 'ada')).toHaveLength(2);
	});

	it('a group managed by an identity provider is left alone and listed', async () => {
		addColleague(company, 'ada', [company.users, company.synced], 100);
		const { candidates, excluded } = await pipeline.sync(0);
		expect(candidates).toEqual([]);
		expect(reasonsOf(excluded)).toEqual({ ada: 'managedExternally' });
		expect(excluded[0]?.groupNames).toContain('synced-staff');
		const forced = await pipeline.reclaim(0, [{ ...excluded[0], decision: 'candidate' }]);
		expect(outcomesOf(forced)).toEqual({ ada: 'stillBillable' });
		expect(namesOfGroups(company, 'ada')).toHaveLength(2);
	});

	it.each(['switched off', 'failing'])(
		'a node that is %s in front of Reclaim makes nobody a candidate',
		async (how) => {
			addColleague(company, 'ada', [company.users], 100);
			const { subscriptions } = await pipeline.sync(0);
			const { node } = await runWorkflow({
				nodes: [
					{ name: 'Start', items: subscriptions },
					{
						name: 'Evaluate',
						type: 'evaluateExclusions',
						parameters: {
							inactivityThresholdDays: how === 'failing' ? 'many' : 60,
						} as never,
						onError: 'continueRegularOutput',
					},
					{
						name: 'Reclaim',
						type: 'reclaimLicense',
						parameters: {
							cloudId: { __rl: true, mode: 'id', value: company.cloudId },
							acknowledgeEditsOnly: true,
							dryRun: false,
						},
					},
				],
				// A node that is switched off hands its input on as it is.
				links:
					how === 'failing'
						? [
								{ from: 'Start', to: 'Evaluate' },
								{ from: 'Evaluate', to: 'Reclaim' },
							]
						: [{ from: 'Start', to: 'Reclaim' }],
				credentials: [siteCredential(pipeline.simulator)],
			});
			const results = (node('Reclaim').outputs[0] ?? []).map(({ json }) => json);
			expect(
				Object.values(outcomesOf(results)).every((outcome) => outcome === 'notACandidate'),
			).toBe(true);
			expect(namesOfGroups(company, 'ada')).toEqual(['confluence-users-harbour']);
		},
	);

	it('a look-back shorter than the threshold makes nobody inactive', async () => {
		addColleague(company, 'never', [company.users], null);
		addColleague(company, 'ada', [company.users], 100);
		const { candidates, retained } = await pipeline.sync(0, { lookbackDays: 10 });
		expect(candidates).toEqual([]);
		expect(reasonsOf(retained)).toEqual({ ada: 'activityUnknown', never: 'activityUnknown' });
	});

	it('three weeks of failed activity runs make nobody inactive', async () => {
		addColleague(company, 'ada', [company.users], 50);
		await pipeline.sync(0);
		// Her last activity is younger than the threshold on the first of these days only.
		for (const [day, reason] of [
			[7, 'active'],
			[14, 'activityUnknown'],
			[21, 'activityUnknown'],
		] as const) {
			const { candidates, retained } = await pipeline.sync(day, { keepActivity: true });
			expect(candidates).toEqual([]);
			expect(reasonsOf(retained)).toEqual({ ada: reason });
		}
		const { candidates } = await pipeline.sync(22);
		expect(idsOf(candidates)).toEqual(['ada']);
	});

	it('a notice that could not be sent does not start the clock', async () => {
		addColleague(company, 'ada', [company.users], 100);
		const { notify } = await pipeline.track('advance', 0, (await pipeline.sync(0)).candidates);
		await pipeline.track(
			'recordNotice',
			0,
			notify.map((item) => ({ ...item, notice: 'failed' })),
		);
		await pipeline.track('advance', 1, (await pipeline.sync(1)).candidates);
		expect(pipeline.states()).toEqual(['Attention Required']);
		const { candidates } = await pipeline.sync(60);
		expect((await pipeline.track('advance', 60, candidates)).revoke).toEqual([]);
		expect(pipeline.states()).toEqual(['Attention Required']);
	});

	it('a new starter is left alone, a never-used account is not', async () => {
		addColleague(company, 'old', [company.users], null);
		await pipeline.sync(0);
		addColleague(company, 'starter', [company.users], null);
		const { candidates, retained } = await pipeline.sync(40, { newUserGraceDays: 30 });
		expect(reasonsOf(candidates)).toEqual({ old: 'neverActive' });
		expect(reasonsOf(retained)).toEqual({ starter: 'newUser' });
	});

	it('bots by wildcard and one named VIP', async () => {
		for (const name of ['bot-build', 'bot-deploy', 'ceo', 'ada'])
			addColleague(company, name, [company.users], 100);
		const rules = [
			{
				ruleType: 'user',
				field: 'accountId',
				match: 'wildcard',
				value: 'bot-*',
				reason: 'Bots',
			},
			{
				ruleType: 'user',
				field: 'displayName',
				match: 'equals',
				value: 'name of CEO',
				reason: 'Board',
			},
		];
		const { candidates, excluded } = await pipeline.sync(0, { rules });
		expect(idsOf(candidates)).toEqual(['ada']);
		expect(new Set(Object.values(reasonsOf(excluded)))).toEqual(new Set(['excludedByRule']));
		expect(excluded.map(({ exclusionReason }) => exclusionReason).sort()).toEqual([
			'Board',
			'Bots',
			'Bots',
		]);
	});

	it('an exclusion from cost alone leaves the seat reclaimable', async () => {
		addColleague(company, 'ada', [company.users], 100);
		const rules = [
			{ ruleType: 'user', field: 'accountId', match: 'equals', value: 'ada', effect: 'cost' },
		];
		const { candidates } = await pipeline.sync(0, { rules });
		expect(candidates).toMatchObject([
			{ accountId: 'ada', excludedFromCost: true, protectedFromReclamation: false },
		]);
		expect(outcomesOf(await pipeline.reclaim(0, candidates))).toEqual({ ada: 'reclaimed' });
	});

	it('400 candidates with a cap of 10 take the ten longest inactive', async () => {
		const inactive = (index: number) => 61 + ((index * 7) % 400);
		for (let index = 0; index < 400; index++)
			addColleague(company, `p${index}`, [company.users], inactive(index));
		const { candidates } = await pipeline.sync(0, { lookbackDays: 500 });
		expect(candidates).toHaveLength(400);
		const results = await pipeline.reclaim(0, candidates, { maxPerRun: 10 });
		const taken = results
			.filter(({ outcome }) => outcome === 'reclaimed')
			.map(({ inactiveDays }) => Number(inactiveDays));
		expect(taken.sort((a, b) => b - a)).toEqual([
			460, 459, 458, 457, 456, 455, 454, 453, 452, 451,
		]);
		expect(company.users.members).toHaveLength(390);
	});

	it('half a download retires nobody', async () => {
		for (let index = 0; index < 450; index++)
			addColleague(company, `p${index}`, [company.users], null);
		await pipeline.sync(0, { keepActivity: true });
		pipeline.simulator.addFault({
			match: { path: 'membersByGroupId', query: { start: '199' } },
			kind: 'status',
			status: 403,
		});
		await expect(pipeline.sync(1, { keepActivity: true })).rejects.toThrow(/403/);
		pipeline.simulator.clearFaults();
		const { retired, subscriptions } = await pipeline.sync(2, { keepActivity: true });
		expect([retired.length, subscriptions.length]).toEqual([0, 450]);
	});

	it('a suspended person is retired, not "reclaimed by us"', async () => {
		addColleague(company, 'ada', [company.users], 100);
		addColleague(company, 'bob', [company.users], 1);
		await pipeline.track('advance', 0, (await pipeline.sync(0)).candidates, {
			mode: 'adminDecides',
		});
		expect(pipeline.states()).toEqual(['Ready']);
		const ada = company.world.people.get('ada');
		if (ada) suspend(company.world, ada);
		const { retired, retained } = await pipeline.sync(1);
		expect(idsOf(retired)).toEqual(['ada']);
		await pipeline.track('advance', 1, retained);
		expect(pipeline.states()).toEqual(['Closed Skipped']);
	});

	it('dates with offsets, date-only and empty values', async () => {
		const person = (accountId: string, lastActivityAt: string | null) => ({
			profile: 'harbour',
			accountId,
			activityStatus: 'known',
			activityCheckedAt: iso(NOW),
			lastActivityAt,
		});
		const { outputs } = await runNode({
			type: 'evaluateExclusions',
			inputs: [
				[
					person('offset', '2026-04-02T05:59:59-02:00'),
					person('dayOnly', '2026-04-01'),
					person('empty', ''),
					person('impossible', '2026-02-31'),
				],
			],
			parameters: { options: { now: '2026-06-01T08:00:00+02:00' } },
		});
		const rows = outputs.flat().map(({ json }) => json);
		expect(
			rows.map(({ accountId, reasonCode, inactiveDays }) => [
				accountId,
				reasonCode,
				inactiveDays,
			]),
		).toEqual([
			['dayOnly', 'inactive', 60],
			['offset', 'active', 59],
			['empty', 'activityUnknown', null],
			['impossible', 'activityUnknown', null],
		]);
	});

	it('a missing write scope refuses before the first call that changes anything', async () => {
		addColleague(company, 'ada', [company.users], 100);
		const { candidates } = await pipeline.sync(0);
		const scopes = ['read:confluence-groups', 'read:confluence-user', 'search:confluence'];
		pipeline.simulator.resetStats();
		const { error } = await runNode({
			type: 'reclaimLicense',
			inputs: [candidates],
			parameters: {
				cloudId: { __rl: true, mode: 'id', value: company.cloudId },
				acknowledgeEditsOnly: true,
				dryRun: false,
			},
			credentials: [siteCredential(pipeline.simulator, { scopes })],
		});
		expect(error?.message).toContain('write:confluence-groups');
		expect(pipeline.simulator.stats().requests).toBeLessThanOrEqual(1);
		expect(namesOfGroups(company, 'ada')).toEqual(['confluence-users-harbour']);
	});

	it('a page that somebody changed yesterday keeps the seat', async () => {
		addColleague(company, 'ada', [company.users], 100);
		addPage(company.world, { createdBy: 'ada', createdAt: NOW - DAY });
		const { candidates, retained } = await pipeline.sync(0);
		expect([candidates.length, reasonsOf(retained).ada]).toEqual([0, 'active']);
	});
});
