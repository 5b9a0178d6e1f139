import type { Row } from '../../licensing/tableValues';
import { EvaluateExclusions } from '../../nodes/EvaluateExclusions/EvaluateExclusions.node';
import {
	NOW,
	daysAgo,
	idlePerson,
	neverActivePerson,
	ruleRow,
} from '../licensing/exclusions/samples';
import { runFake } from './fakeExecuteFunctions';

const node = new EvaluateExclusions();
const AT_NOW = { now: new Date(NOW).toISOString() };

/** The number that a sheet makes of a long account ID. */
const NUMBER_OF_AN_ID = Number('605128340071234500691234');

/** How one run judges people: their reasons, and what became of their seats. */
async function judged(people: Row[], rules: Row[] = [], more: Row = {}, continueOnFail = false) {
	const { rows } = await runFake(node, {
		inputs: [people, rules],
		parameters: { options: { ...AT_NOW, ...more } },
		continueOnFail,
	});
	const [candidates = [], retained = [], excluded = []] = rows;
	return {
		candidates: candidates.length,
		reasons: [...candidates, ...retained, ...excluded].map(({ reasonCode }) => reasonCode),
		texts: retained.map(({ reason }) => reason),
	};
}

describe('a stand-in for nothing is no date', () => {
	const standIns: readonly unknown[] = [
		'1970-01-01T00:00:00.000Z',
		'1970-01-01',
		'1970-01-01T02:00:00+02:00',
		'1969-12-31T16:00:00-08:00',
		'0001-01-01',
		'0001-01-01T00:00:00Z',
		'1900-01-01',
		new Date(0),
		0,
		'0',
		'Never accessed',
	];

	test.each(standIns)('last active at %j: it is not known when', async (lastActivityAt) => {
		const people = [idlePerson({ lastActivityAt, firstSeenAt: daysAgo(3) })];
		expect(await judged(people)).toMatchObject({
			candidates: 0,
			reasons: ['activityUnknown'],
			texts: [
				'The seat is kept because the date of the last activity is missing or unreadable.',
			],
		});
	});

	test.each(standIns)('looked at from %j on: nobody knows how far back', async (from) => {
		const people = [neverActivePerson({ activityCheckedFrom: from })];
		expect((await judged(people)).reasons).toEqual(['activityUnknown']);
	});

	test.each(standIns)('checked at %j: nobody knows when', async (activityCheckedAt) => {
		const people = [
			idlePerson({ activityCheckedAt }),
			neverActivePerson({ activityCheckedAt }),
		];
		expect((await judged(people)).reasons).toEqual(['activityUnknown', 'activityUnknown']);
	});

	test.each(standIns)('first seen at %j: nobody knows since when', async (firstSeenAt) => {
		expect((await judged([neverActivePerson({ firstSeenAt })])).reasons).toEqual(['newUser']);
	});

	test('rows for a table hold nothing in its place', async () => {
		const { rows } = await runFake(node, {
			inputs: [[idlePerson({ lastActivityAt: '1970-01-01', firstSeenAt: '0001-01-01' })]],
			parameters: { options: { ...AT_NOW, tableRows: true } },
		});
		expect(rows[1]?.[0]).toMatchObject({ lastActivityAt: null, firstSeenAt: null });
	});

	test('a rule that ends at one does not end', async () => {
		for (const expiresAt of ['1970-01-01T00:00:00.000Z', '0001-01-01', 0, '0']) {
			const rule = ruleRow({ value: 'account-1', expiresAt });
			expect((await judged([idlePerson()], [rule])).reasons).toEqual(['excludedByRule']);
		}
	});

	test('words for never are an error in a rule, which may have been meant for ever', async () => {
		const rule = ruleRow({ value: 'account-1', expiresAt: 'Never accessed' });
		await expect(judged([idlePerson()], [rule])).rejects.toThrow('the field "expiresAt"');
	});
});

describe('a key with characters that nobody sees', () => {
	const person = idlePerson({ email: 'vera.platt@acme.test' });

	test.each(['\u200b', '\u00ad', '\ufeff', '\u202c', '\ufe0f'])(
		'%j behind the address of a rule',
		async (character) => {
			const rule = ruleRow({ field: 'email', value: `vera.platt@acme.test${character}` });
			expect(await judged([person], [rule])).toMatchObject({
				candidates: 0,
				reasons: ['excludedByRule'],
			});
		},
	);

	test('in the address of the person', async () => {
		const people = [idlePerson({ email: 'vera\u200b.platt@acme.test\u200b' })];
		for (const [match, value] of [
			['equals', 'vera.platt@acme.test'],
			['wildcard', 'vera.*@acme.test'],
			['regex', '^vera\\.platt@acme\\.test$'],
		]) {
			const rule = ruleRow({ field: 'email', match, value });
			expect((await judged(people, [rule])).reasons).toEqual(['excludedByRule']);
		}
	});

	test('an account ID of nothing else is missing', async () => {
		await expect(judged([idlePerson({ accountId: '\u200b' })])).rejects.toThrow(
			'Item 0: the field "accountId" is missing or empty',
		);
	});
});

describe('an ID that a sheet made a number of', () => {
	test.each<[string, Row]>([
		['an account ID', { value: NUMBER_OF_AN_ID }],
		['its text', { value: String(NUMBER_OF_AN_ID) }],
		['what a sheet shows of it', { value: '6.05128E+23' }],
		['a group ID', { field: 'groupId', value: NUMBER_OF_AN_ID }],
		['a name', { field: 'displayName', value: NUMBER_OF_AN_ID }],
	])('%s in a rule is an error that names the rule', async (_name, fields) => {
		const problem =
			'Exclusion rule 2 in the input "Rules": the field "value" was turned into a number by a spreadsheet';
		const rules = [ruleRow(), ruleRow(fields)];
		await expect(judged([idlePerson()], rules)).rejects.toThrow(problem);
		const { reasons, texts } = await judged([idlePerson()], rules, {}, true);
		expect(reasons).toEqual(['evaluationFailed']);
		expect(texts[0]).toContain(problem);
	});

	test.each<[string, Row]>([
		['accountId', { accountId: NUMBER_OF_AN_ID }],
		['accountId', { accountId: String(NUMBER_OF_AN_ID) }],
		['groupIds', { groupIds: ['g-1', NUMBER_OF_AN_ID] }],
		['groupIds', { groupIds: '["g-1",605128340071234500691234]' }],
	])(
		'an item whose %s it is, is nobody whom a rule can be held against',
		async (field, fields) => {
			const people = [idlePerson(fields), idlePerson({ accountId: 'account-2' })];
			const problem = `Item 0: the field "${field}" was turned into a number by a spreadsheet`;
			await expect(judged(people)).rejects.toThrow(problem);
			const { candidates, reasons, texts } = await judged(people, [], {}, true);
			expect([candidates, reasons]).toEqual([1, ['inactive', 'evaluationFailed']]);
			expect(texts[0]).toContain(problem);
		},
	);

	test('the ID as text stays what it is', async () => {
		const accountId = '605128340071234500691234';
		const rules = [ruleRow({ value: accountId })];
		expect((await judged([idlePerson({ accountId })], rules)).reasons).toEqual([
			'excludedByRule',
		]);
	});
});
