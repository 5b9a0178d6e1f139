import type { IDataObject } from 'n8n-workflow';

import { readWorkflowFile } from '../../scripts/runtime/workflowFiles';
import { idlePerson, NOW } from '../licensing/exclusions/samples';
import type { Row } from '../../licensing/tableValues';
import { runNode, type Item } from './harness';

const asItems = (rows: readonly Row[]) => rows.map((row) => row as IDataObject as Item);

interface Setting {
	rules?: readonly Row[];
	people?: readonly Row[];
	tableRows?: boolean;
}

/** Evaluates somebody idle; an input that is left out is not connected. */
async function evaluate({ rules, people, tableRows = false }: Setting, fields: Row = {}) {
	const { outputs, error, hints } = await runNode({
		type: 'evaluateExclusions',
		inputs: [
			asItems([idlePerson({ email: null, ...fields })]),
			rules && asItems(rules),
			people && asItems(people),
		],
		parameters: { options: { now: new Date(NOW).toISOString(), tableRows } },
	});
	expect(error).toBeUndefined();
	const [candidates = [], retained = [], excluded = []] = outputs.map((items) =>
		items.map(({ json }) => json),
	);
	return { candidates, retained, excluded, hints };
}

const LISTED = {
	// What a Data Table adds to each row of its own.
	id: 1,
	createdAt: '2026-05-01T00:00:00.000Z',
	accountId: 'account-1',
	email: 'ida@example.com',
	manager: 'Mia',
	department: 'Sales',
	costCenter: '4711',
};
const FILLED = {
	email: 'ida@example.com',
	manager: 'Mia',
	department: 'Sales',
	costCenter: '4711',
};
const rule = (fields: Row): Row => ({
	ruleType: 'user',
	match: 'equals',
	value: 'Legal',
	...fields,
});

describe('the input "People" in the engine', () => {
	it('fills in what it says, with the input "Rules" and without it', async () => {
		for (const rules of [undefined, [], [rule({ field: 'department' })]]) {
			const { candidates } = await evaluate({ rules, people: [LISTED] });
			expect(candidates).toMatchObject([{ ...FILLED, reasonCode: 'inactive' }]);
		}
	});

	it('need not be connected, and may bring nothing', async () => {
		for (const people of [undefined, [], [{}]]) {
			const { candidates } = await evaluate({ people });
			expect(candidates).toMatchObject([{ email: null, department: null }]);
			expect(candidates[0]).not.toHaveProperty('id');
		}
	});

	it('is what a rule about departments needs', async () => {
		const rules = [rule({ field: 'department' })];
		const legal = { ...LISTED, department: 'LEGAL' };
		expect((await evaluate({ rules, people: [legal] })).excluded).toHaveLength(1);
		expect((await evaluate({ rules })).retained).toMatchObject([
			{ reasonCode: 'departmentUnknown' },
		]);
	});

	it('never starts the node by itself', async () => {
		const { outputs } = await runNode({
			type: 'evaluateExclusions',
			inputs: [[], undefined, asItems([LISTED])],
		});
		expect(outputs.flat()).toEqual([]);
	});

	it('gives rows that the table of Setup takes, with what was decided', async () => {
		const { candidates } = await evaluate({ people: [LISTED], tableRows: true });
		const table = readWorkflowFile('setup.json').nodes.find(
			({ parameters }) => parameters.tableName === 'clm_subscriptions',
		);
		const { column } = table?.parameters.columns as { column: { name: string }[] };
		expect(Object.keys(candidates[0] ?? {})).toEqual(column.map(({ name }) => name));
		expect(candidates).toMatchObject([{ ...FILLED, decision: 'candidate' }]);
	});
});
