import type { INodeProperties } from 'n8n-workflow';

import { DECISIONS } from '../../licensing/person';
import { EVALUATION_FIELDS } from '../../licensing/exclusions/evaluate';
import { NEVER_ACTIVE, REASONS } from '../../licensing/exclusions/reasons';
import { EFFECTS, RULE_TYPES } from '../../licensing/exclusions/rule';
import { MATCHES } from '../../licensing/exclusions/patterns';
import { RULE_FIELDS } from '../../licensing/exclusions/ruleFields';
import { SUBSCRIPTION_FIELDS } from '../../licensing/subscription';
import { DAMAGED_ID, type Row } from '../../licensing/tableValues';
import { EvaluateExclusions } from '../../nodes/EvaluateExclusions/EvaluateExclusions.node';
import {
	DEFAULT_SETTINGS,
	NOW,
	daysAgo,
	idlePerson,
	ruleRow,
} from '../licensing/exclusions/samples';
import {
	fakeExecuteFunctions,
	runFake,
	type Expression,
	type FakeRun,
} from './fakeExecuteFunctions';

const node = new EvaluateExclusions();
/** The number that a sheet makes of a long account ID. */
const NUMBER_OF_AN_ID = Number('605128340071234500691234');
const AT_NOW = { now: new Date(NOW).toISOString() };

interface Setup {
	people: Row[];
	rules?: Row[];
	parameters?: FakeRun['parameters'];
	options?: Row;
	continueOnFail?: boolean;
}

function setup({ people, rules, parameters, options, continueOnFail }: Setup): FakeRun {
	return {
		inputs: rules === undefined ? [people] : [people, rules],
		parameters: { options: { ...AT_NOW, ...options }, ...parameters },
		continueOnFail,
	};
}

async function run(given: Setup) {
	const { outputs, rows, hints } = await runFake(node, setup(given));
	const [candidates = [], retained = [], excluded = []] = rows;
	return { outputs, candidates, retained, excluded, hints };
}

/** The reason codes of the people who were retained, in order. */
const codesOf = (rows: readonly Row[]) => rows.map(({ reasonCode }) => reasonCode);
const idsOf = (rows: readonly Row[]) => rows.map(({ accountId }) => accountId);
const person = (accountId: string, fields: Row = {}) => idlePerson({ accountId, ...fields });

describe('Confluence Evaluate Exclusions', () => {
	test('sends each person to one output, in order, with all fields and those added', async () => {
		const people = [
			person('a', { note: 'kept as it is' }),
			person('b', { lastActivityAt: daysAgo(1) }),
			person('c', { isAdmin: true }),
			person('d', { viewsChecked: undefined }),
		];
		const { outputs, candidates, retained, excluded } = await run({ people });
		expect([idsOf(candidates), idsOf(retained), idsOf(excluded)]).toEqual([
			['a', 'd'],
			['b'],
			['c'],
		]);
		expect(candidates[0]).toMatchObject(people[0] ?? {});
		expect(candidates[1]).toMatchObject({ viewsChecked: false });
		for (const field of EVALUATION_FIELDS) expect(candidates[0]).toHaveProperty(field);
		expect(outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual([
			[{ item: 0, input: 0 }],
			[{ item: 3, input: 0 }],
		]);
	});

	test('takes rules from its own fields and from items in one evaluation', async () => {
		const { candidates, excluded } = await run({
			people: [person('own'), person('item'), person('none')],
			rules: [ruleRow({ value: 'item', reason: 'from a table' })],
			parameters: { rules: { rule: [ruleRow({ value: 'own', reason: 'from the node' })] } },
		});
		expect(idsOf(candidates)).toEqual(['none']);
		expect(excluded.map(({ exclusionReason }) => exclusionReason)).toEqual([
			'from the node',
			'from a table',
		]);
	});

	test('items without any property count as none, on both inputs', async () => {
		const { candidates, retained, excluded } = await run({
			people: [{}, person('a'), {}],
			rules: [{}],
		});
		expect([candidates.length, retained.length, excluded.length]).toEqual([1, 0, 0]);
		const empty = await run({ people: [{}], rules: [ruleRow({ match: 'nonsense' })] });
		expect(empty.outputs).toEqual([[], [], []]);
	});

	test('a rule without a match and a rule for nobody here are named in a hint', async () => {
		const { hints } = await run({
			people: [person('a')],
			rules: [ruleRow({ value: 'a' }), ruleRow({ value: 'nobody' })],
		});
		expect(hints).toHaveLength(1);
		expect(hints[0]).toContain('account ID equals "nobody" (rule 2 in the input "Rules")');
		expect(hints[0]).not.toContain('rule 1');
		expect((await run({ people: [person('a')] })).hints).toEqual([]);
	});

	test('rows for a table hold its columns alone, in values that a table takes', async () => {
		const { candidates } = await run({
			people: [
				person('a', {
					note: 'left out',
					isAdmin: '0',
					viewsChecked: null,
					email: '',
					firstSeenAt: '0001-01-01',
				}),
			],
			options: { tableRows: true },
		});
		expect(Object.keys(candidates[0] ?? {})).toEqual([
			...SUBSCRIPTION_FIELDS,
			...EVALUATION_FIELDS,
		]);
		expect(candidates[0]).toMatchObject({
			groupIds: '["g-1","g-2"]',
			isAdmin: false,
			viewsChecked: false,
			email: null,
			firstSeenAt: null,
			exclusionRule: null,
			decision: 'candidate',
		});
	});
});

describe('parameters', () => {
	test('expressions are read once for each profile, at its first item', async () => {
		const threshold: Expression = ({ json }) => json.threshold;
		const people = ['strict', 'lenient', 'strict', 'lenient'].map((profile, place) =>
			person(String(place), {
				profile,
				// Only the first item of each profile holds the setting.
				threshold: place < 2 ? { strict: 30, lenient: '365' }[profile] : 'unused',
			}),
		);
		const { context, reads } = fakeExecuteFunctions(
			node,
			setup({ people, parameters: { inactivityThresholdDays: threshold } }),
		);
		const [candidates = [], retained = []] = await node.execute.call(context);
		expect(idsOf(candidates.map(({ json }) => json))).toEqual(['0', '2']);
		expect(idsOf(retained.map(({ json }) => json))).toEqual(['1', '3']);
		const readAt = reads.filter(({ name }) => name === 'inactivityThresholdDays');
		expect(readAt.map(({ itemIndex }) => itemIndex)).toEqual([0, 1]);
	});

	test('rules in fields may differ between profiles too', async () => {
		const value: Expression = ({ json }) => json.vip;
		const { excluded } = await run({
			people: [
				person('a', { profile: 'one', vip: 'b' }),
				person('b', { profile: 'one' }),
				person('a', { profile: 'two', vip: 'a' }),
			],
			parameters: { rules: { rule: [ruleRow({ value })] } },
		});
		expect(excluded.map(({ profile, accountId }) => [profile, accountId])).toEqual([
			['one', 'b'],
			['two', 'a'],
		]);
	});

	test.each<[string, Row]>([
		['Never Active', { neverActive: 'remove' }],
		['Now', { options: { now: 'yesterday' } }],
	])('a wrong "%s" is an error that names it: %j', async (label, parameters) => {
		const running = runFake(node, { inputs: [[{}, person('a')]], parameters });
		await expect(running).rejects.toThrow(`The parameter "${label}" must be `);
		await expect(running).rejects.toThrow('(item 1)');
	});
});

describe('what cannot be evaluated', () => {
	const BAD_RULE = ruleRow({ match: 'regex', value: '(a+)+$' });
	const BAD_RULE_MESSAGE = 'Exclusion rule 1 in the input "Rules": the field "value"';

	test('an unreadable rule stops the run, and is named', async () => {
		await expect(run({ people: [person('a')], rules: [BAD_RULE] })).rejects.toThrow(
			BAD_RULE_MESSAGE,
		);
		await expect(
			run({ people: [person('a')], rules: [{}, ruleRow({ expiresAt: 'never' })] }),
		).rejects.toThrow('Exclusion rule 2 in the input "Rules": the field "expiresAt"');
		await expect(
			run({
				people: [person('a')],
				parameters: { rules: { rule: [ruleRow({ value: '' })] } },
			}),
		).rejects.toThrow('Exclusion rule 1 in the fields of this node: the field "value"');
	});

	test('continue on fail: an unreadable rule keeps everybody', async () => {
		const { candidates, retained, excluded } = await run({
			people: [
				person('a', { profile: 'one' }),
				person('b', { profile: 'two', isAdmin: true }),
			],
			rules: [BAD_RULE],
			continueOnFail: true,
		});
		expect([candidates.length, excluded.length]).toEqual([0, 0]);
		expect(idsOf(retained)).toEqual(['a', 'b']);
		for (const row of retained) {
			expect(row).toMatchObject({
				decision: 'retained',
				reasonCode: 'evaluationFailed',
				evaluatedAt: AT_NOW.now,
			});
			expect(row.reason).toContain(BAD_RULE_MESSAGE);
		}
	});

	test.each<Row>([
		{ tableRows: true },
		{ tableRows: true, now: 'yesterday' },
		{ tableRows: 'perhaps' },
	])('continue on fail: rows for a table stay rows for a table, with %j', async (options) => {
		const { retained } = await run({
			people: [person('a')],
			rules: [BAD_RULE],
			options,
			continueOnFail: true,
		});
		expect(Object.keys(retained[0] ?? {})).toEqual([
			...SUBSCRIPTION_FIELDS,
			...EVALUATION_FIELDS,
		]);
	});

	test.each<[string, unknown, string]>([
		['profile', ' ', 'is missing or empty'],
		['accountId', '\u200b', 'is missing or empty'],
		['accountId', NUMBER_OF_AN_ID, DAMAGED_ID],
		['groupIds', ['g-1', NUMBER_OF_AN_ID], DAMAGED_ID],
	])('an item whose %s is %j is nobody who can be judged', async (field, value, problem) => {
		const people = [person('a'), person('b', { [field]: value })];
		const message = `Item 1: the field "${field}" ${problem}`;
		await expect(run({ people })).rejects.toThrow(message);
		const { candidates, retained } = await run({ people, continueOnFail: true });
		expect([idsOf(candidates), codesOf(retained)]).toEqual([['a'], ['evaluationFailed']]);
		expect(retained[0]?.reason).toContain(message);
	});

	test('continue on fail: a wrong parameter of one profile leaves the others alone', async () => {
		const threshold: Expression = ({ json }) => json.threshold;
		const { candidates, retained } = await run({
			people: [
				person('a', { profile: 'broken', threshold: 'soon' }),
				person('b', { profile: 'sound', threshold: 60 }),
			],
			parameters: { inactivityThresholdDays: threshold },
			continueOnFail: true,
		});
		expect([idsOf(candidates), idsOf(retained)]).toEqual([['b'], ['a']]);
		expect(codesOf(retained)).toEqual(['evaluationFailed']);
	});

	test('continue on fail: an expression that fails leaves execute as items', async () => {
		const failing: Expression = () => {
			throw new Error('The expression failed');
		};
		const { retained } = await run({
			people: [person('a')],
			parameters: { options: failing },
			continueOnFail: true,
		});
		expect(retained[0]?.reason).toContain('The expression failed');
	});
});

describe('the description', () => {
	const { properties, outputNames } = node.description;
	const ruleFields = () => {
		const collections = properties.find(({ name }) => name === 'rules')?.options ?? [];
		return collections.flatMap((collection) =>
			'values' in collection ? collection.values : [],
		);
	};
	const words = (property: INodeProperties | undefined) =>
		new Set(property?.options?.flatMap((option) => ('value' in option ? option.value : [])));

	test.each<[string, readonly string[]]>([
		['ruleType', RULE_TYPES],
		['field', Object.keys(RULE_FIELDS)],
		['match', MATCHES],
		['effect', Object.keys(EFFECTS)],
	])('offers every %s that rules know', (name, known) => {
		expect(words(ruleFields().find((field) => field.name === name))).toEqual(new Set(known));
	});

	test('offers the settings with their defaults, and an output for each decision', () => {
		const defaults = Object.fromEntries(
			properties.map(({ name, default: value }) => [name, value]),
		);
		expect(defaults).toMatchObject(DEFAULT_SETTINGS);
		expect(words(properties.find(({ name }) => name === 'neverActive'))).toEqual(
			new Set(NEVER_ACTIVE),
		);
		expect(outputNames).toEqual(['Candidates', 'Retained', 'Excluded']);
		const decisions = new Set(Object.values(REASONS).map(({ decision }) => decision));
		expect(new Set<string>(DECISIONS)).toEqual(decisions);
	});
});
