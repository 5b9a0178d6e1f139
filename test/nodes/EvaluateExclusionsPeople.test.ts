import { DAMAGED_ID, type Row } from '../../licensing/tableValues';
import { SUBSCRIPTION_COLUMNS } from '../../licensing/subscriptionTable';
import { EvaluateExclusions } from '../../nodes/EvaluateExclusions/EvaluateExclusions.node';
import { daysAgo, idlePerson, NOW, ruleRow } from '../licensing/exclusions/samples';
import { runFake, type FakeRun } from './fakeExecuteFunctions';

interface Setup extends Partial<FakeRun> {
	subscriptions: Row[];
	people: Row[];
	rules?: Row[];
	options?: Row;
}

async function run({ subscriptions, people, rules = [], options, ...more }: Setup) {
	const { rows, hints } = await runFake(new EvaluateExclusions(), {
		...more,
		inputs: [subscriptions, rules, people],
		parameters: { options: { now: new Date(NOW).toISOString(), ...options } },
	});
	const [candidates = [], retained = [], excluded = []] = rows;
	return { candidates, retained, excluded, all: rows.flat(), hints };
}

const one = (accountId: string, fields: Row = {}) => idlePerson({ accountId, ...fields });
const SALES = { manager: 'Mia', department: 'Sales', costCenter: '4711' };
const UNKNOWN = { manager: null, department: null, costCenter: null };

describe('the input "People"', () => {
	test('fills in manager, department, cost center and e-mail on all three outputs', async () => {
		const subscriptions = [
			one('a', { email: null }),
			one('b', { email: '', lastActivityAt: daysAgo(1) }),
			one('c', { email: undefined, isAdmin: true }),
		];
		const people = ['a', 'b', 'c'].map((accountId) => ({
			accountId,
			email: `${accountId}@x.y`,
			...SALES,
		}));
		const { candidates, retained, excluded } = await run({ subscriptions, people });
		expect(candidates).toMatchObject([{ accountId: 'a', email: 'a@x.y', ...SALES }]);
		expect(retained).toMatchObject([{ accountId: 'b', email: 'b@x.y', ...SALES }]);
		expect(excluded).toMatchObject([{ accountId: 'c', email: 'c@x.y', ...SALES }]);
	});

	test('unknown fields are null, with and without the input', async () => {
		const subscriptions = [one('a')];
		expect((await run({ subscriptions, people: [] })).candidates).toMatchObject([UNKNOWN]);
		const { rows } = await runFake(new EvaluateExclusions(), { inputs: [subscriptions] });
		expect(rows.flat()).toMatchObject([UNKNOWN]);
	});

	test('items without any property count as none', async () => {
		const { hints, candidates } = await run({ subscriptions: [one('a')], people: [{}] });
		expect([hints, candidates.length]).toEqual([[], 1]);
	});

	test('fills in the item that could not be judged, too', async () => {
		const { retained } = await run({
			subscriptions: [one('a', { groupIds: { a: 1 } })],
			people: [{ accountId: 'a', ...SALES }],
			continueOnFail: true,
		});
		expect(retained).toMatchObject([{ reasonCode: 'evaluationFailed', ...SALES }]);
	});

	test('its e-mail address counts for rules about e-mail', async () => {
		const rules = [ruleRow({ field: 'emailDomain', value: 'vip.example' })];
		const subscriptions = [
			one('a', { email: null }),
			one('b', { email: null }),
			one('c', { email: null }),
		];
		const { candidates, retained, excluded } = await run({
			subscriptions,
			rules,
			people: [
				{ accountId: 'a', email: 'a@vip.example' },
				{ accountId: 'b', email: 'b@other.example' },
			],
		});
		expect(excluded).toMatchObject([{ accountId: 'a', reasonCode: 'excludedByRule' }]);
		expect(candidates).toMatchObject([{ accountId: 'b', reasonCode: 'inactive' }]);
		expect(retained).toMatchObject([{ accountId: 'c', reasonCode: 'emailUnknown' }]);
	});

	test('its department counts for rules about departments, and an unknown one keeps the seat', async () => {
		const { candidates, retained, excluded } = await run({
			subscriptions: [one('a'), one('b', { email: 'b@x.y' }), one('c', { email: null })],
			rules: [ruleRow({ field: 'department', match: 'wildcard', value: 'legal*' })],
			people: [
				{ accountId: 'a', department: 'Legal & Tax' },
				{ email: 'B@X.Y', department: 'Sales' },
			],
		});
		expect(excluded).toMatchObject([
			{
				accountId: 'a',
				exclusionRule: 'department wildcard "legal*" (rule 1 in the input "Rules")',
			},
		]);
		expect(candidates).toMatchObject([{ accountId: 'b', reasonCode: 'inactive' }]);
		expect(retained).toMatchObject([{ accountId: 'c', reasonCode: 'departmentUnknown' }]);
	});

	test('a row that cannot be read is named and never fatal', async () => {
		const people = [
			{},
			{ accountId: Number('605128340071234500691234'), ...SALES },
			{ accountId: 'a', department: ['Sales'] },
			{ manager: 'Mia' },
			{ accountId: 'b', ...SALES },
		];
		const { all, hints } = await run({
			subscriptions: [one('a'), one('b', { email: 'b@x.y' })],
			people,
		});
		expect(all).toMatchObject([UNKNOWN, SALES]);
		expect(hints).toEqual([
			`Rows of the input "People" that cannot be read and were not used: row 2 (the field "accountId" ${DAMAGED_ID}), row 3 (the field "department" is not text), row 4 (the field "accountId" is empty, and so is "email"). Everything else was evaluated.`,
		]);
	});

	test('of two rows for one person the first counts, and the other is named', async () => {
		const { all, hints } = await run({
			subscriptions: [one('a')],
			people: [
				{ accountId: 'a', ...SALES },
				{ accountId: 'a', department: 'Legal' },
			],
		});
		expect(all).toMatchObject([SALES]);
		expect(hints).toEqual([
			'Rows of the input "People" about somebody whom an earlier row names: row 2 (the "accountId" of row 1). The first row counts.',
		]);
	});

	test('names only the first rows of many', async () => {
		const people = Array.from({ length: 1_000 }, () => ({ manager: 'Mia' }));
		const { hints } = await run({ subscriptions: [one('a')], people });
		expect(hints.join()).toContain('and 995 more');
		expect(hints.join().length).toBeLessThan(1_000);
	});

	test('rows for a table have its columns, filled in', async () => {
		const { candidates } = await run({
			subscriptions: [one('a', { email: null })],
			people: [{ accountId: 'a', email: 'a@x.y', ...SALES, costCenter: 4711 }],
			options: { tableRows: true },
		});
		expect(Object.keys(candidates[0] ?? {})).toEqual(SUBSCRIPTION_COLUMNS);
		expect(candidates).toMatchObject([
			{ email: 'a@x.y', ...SALES, decision: 'candidate', reasonCode: 'inactive' },
		]);
	});

	test('what the row of the table says counts where the input is empty', async () => {
		const { candidates } = await run({ subscriptions: [one('a', SALES)], people: [] });
		expect(candidates).toMatchObject([SALES]);
	});
});
