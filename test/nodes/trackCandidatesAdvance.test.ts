import { CANDIDATE_FIELDS } from '../../licensing/candidates/candidate';
import type { Expression } from './fakeExecuteFunctions';
import {
	LATER,
	NOTIFY,
	NOW,
	opened,
	person,
	REVOKE,
	SAVE,
	told,
	track,
} from './trackCandidatesRuns';

describe('advance', () => {
	test('asks the person, keeps what the item held, and hands out a token of 128 bits', async () => {
		const manager = 'boss@example.com';
		const { rows, outputs } = await track('advance', {
			inputs: [[person('ada', { manager })]],
		});
		expect(rows[SAVE]).toHaveLength(1);
		expect(rows[SAVE]?.[0]).toMatchObject({
			candidateId: 'acme:ada:1',
			state: 'Awaiting User',
			answerToken: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
			potentialSavings: null,
		});
		expect(Object.keys(rows[SAVE]?.[0] ?? {}).sort()).toEqual([...CANDIDATE_FIELDS].sort());
		expect(rows[NOTIFY]).toEqual([
			{
				...person('ada', { manager }),
				...rows[SAVE]?.[0],
				noticeType: 'first',
				daysBeforeAutoReclaim: 14,
				approveKeep: false,
				coolDownDays: 90,
			},
		]);
		expect(rows[REVOKE]).toEqual([]);
		for (const items of outputs) {
			for (const { pairedItem } of items) expect(pairedItem).toEqual([{ item: 0, input: 0 }]);
		}
	});

	test.each([[['g1', '6.05E+23']], ['g1,6.05E+23'], [[{ id: 'g1' }, { name: 'y' }]]])(
		'hands on no groups that Reclaim would refuse: %j',
		async (groupIds) => {
			const run = {
				inputs: [[person('ada', { groupIds })]],
				parameters: { mode: 'automatic' },
			};
			await expect(track('advance', run)).rejects.toThrow('the field "groupIds"');
			const stored = { ...(await told()), groupIds };
			const later = { inputs: [[person('ada')], [stored]], now: LATER };
			await expect(track('advance', later)).rejects.toThrow('the field "groupIds"');
		},
	);

	test('hands a silent person to Revoke with the judgement of today', async () => {
		const stored = await told();
		const today = person('ada', { inactiveDays: 151, groupIds: ['g-new'], evaluatedAt: LATER });
		const { rows, outputs } = await track('advance', {
			inputs: [[today], [stored]],
			now: LATER,
		});
		expect(rows[REVOKE]?.[0]).toMatchObject({
			candidateId: 'acme:ada:1',
			state: 'Awaiting Revocation',
			decision: 'candidate',
			inactiveDays: 151,
			groupIds: ['g-new'],
			evaluatedAt: LATER,
		});
		expect(outputs[REVOKE]?.[0]?.pairedItem).toEqual([
			{ item: 0, input: 0 },
			{ item: 0, input: 1 },
		]);
	});

	test('reads the parameters once for each profile, at its first item', async () => {
		const reads: unknown[] = [];
		const mode: Expression = ({ json }) => {
			reads.push(json.accountId);
			return json.ask;
		};
		const inputs = [
			[
				person('ada', { ask: 'adminDecides' }),
				person('bob', { ask: 'nonsense' }),
				person('eve', { profile: 'other', ask: 'askPeople' }),
				person('max', { profile: 'other' }),
			],
		];
		const { rows } = await track('advance', { inputs, parameters: { mode } });
		expect(rows[SAVE]?.map(({ accountId, state }) => [accountId, state])).toEqual([
			['ada', 'Ready'],
			['bob', 'Ready'],
			['eve', 'Awaiting User'],
			['max', 'Awaiting User'],
		]);
		expect(reads).toEqual(['ada', 'eve']);
	});

	test('says how many wait for a later run', async () => {
		const inputs = [[person('ada'), person('bob'), person('eve')]];
		const { rows, hints } = await track('advance', { inputs, parameters: { maxNewPerRun: 1 } });
		expect(rows[SAVE]).toHaveLength(1);
		expect(hints).toEqual([
			'2 people are left for a later run, because "Max New per Run" was reached.',
		]);
	});

	test('an empty item is no item, on either input', async () => {
		const { rows } = await track('advance', { inputs: [[{}], [{}]] });
		expect(rows).toEqual([[], [], []]);
		const { candidate } = await opened();
		const gone = await track('advance', { inputs: [[{}], [candidate]] });
		expect(gone.rows).toEqual([[], [], []]);
	});

	test('rows of the table come back understood, and go out as rows', async () => {
		const { rows: first } = await track('advance', {
			inputs: [[person('ada')]],
			tableRows: 'true',
		});
		const row = first[SAVE]?.[0] ?? {};
		expect(Object.keys(row)).toEqual([...CANDIDATE_FIELDS]);
		expect(row).toMatchObject({
			groupIds: '["g-users"]',
			history: expect.stringContaining('Awaiting User') as string,
			closedAt: null,
		});
		expect(first[NOTIFY]?.[0]?.groupIds).toEqual(['g-users']);
		const asTable = { ...row, viewsChecked: 1, id: 7, createdAt: NOW };
		const { rows } = await track('advance', { inputs: [[person('ada')], [asTable]] });
		expect(rows[SAVE]).toEqual([]);
		expect(rows[NOTIFY]).toHaveLength(1);
	});
});
