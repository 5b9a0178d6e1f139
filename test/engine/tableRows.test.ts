import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { readWorkflowFile } from '../../scripts/runtime/workflowFiles';
import { NETWORK_NODES, NOW, makeOffice, type NetworkNode } from '../faults/networkNodes';
import { startSimulator, type Simulator } from '../simulator';
import { runNode, siteCredential, type Item } from './harness';

/** The columns of a table that Setup makes, with their types. */
function columnsOf(table: string): Map<string, string> {
	const node = readWorkflowFile('setup.json').nodes.find(
		({ parameters }) => parameters.tableName === table && parameters.operation === 'create',
	);
	const { column } = node?.parameters.columns as { column: { name: string; type?: string }[] };
	return new Map(column.map(({ name, type = 'string' }) => [name, type]));
}

/** What a Data Table would refuse in a row; empty when it takes it. */
function refusals(table: string, row: IDataObject): string[] {
	const columns = columnsOf(table);
	const missing = [...columns.keys()].filter((name) => !(name in row));
	const wrong = Object.entries(row).filter(([name, value]) => {
		const type = columns.get(name);
		if (type === undefined) return true;
		if (value === null) return false;
		if (type !== 'date') return typeof value !== type;
		return typeof value !== 'string' || Number.isNaN(Date.parse(value));
	});
	return [...missing, ...wrong.map(([name, value]) => `${name}: ${JSON.stringify(value)}`)];
}

const ROWS = { now: new Date(NOW).toISOString(), waitForQuotaMinutes: 0, tableRows: true };
const NOWHERE = '00000000-0000-4000-8000-000000000000';

interface Setting {
	parameters?: INodeParameters;
	options?: INodeParameters;
	item?: Item;
	prepare?: (simulator: Simulator) => void;
}

/** When a run fails, and what makes it fail then. */
const FAILS: Record<string, Setting> = {
	'before its settings are read, by another option': {
		options: { now: "={{ $('No Such Node').first().json.now }}" },
	},
	'by a parameter that cannot be read': {
		parameters: { operation: 'nothing', lookbackDays: 'long' },
	},
	'by this very option, which cannot be read': { options: { tableRows: 'perhaps' } },
	'because the site is not found': {
		parameters: { cloudId: { __rl: true, mode: 'id', value: NOWHERE } },
		item: { cloudId: NOWHERE },
	},
	'half-way, by a rate limit': {
		prepare: (simulator) =>
			simulator.addFault({
				match: { path: /\/rest\/api/ },
				nth: 3,
				count: 1_000,
				kind: 'status',
				status: 429,
				headers: { 'retry-after': '3000' },
			}),
	},
};

const nodes = NETWORK_NODES.filter(
	({ silentOutputs, usesApiKey }) => silentOutputs.length > 0 && !usesApiKey,
);

async function run(node: NetworkNode, setting: Setting) {
	const world = makeOffice();
	const simulator = await startSimulator({ population: world, now: () => NOW });
	try {
		setting.prepare?.(simulator);
		const { outputs, error } = await runNode({
			type: node.type,
			parameters: {
				...node.parameters(world),
				...setting.parameters,
				options: { ...ROWS, ...setting.options },
			},
			inputs: [node.input(world).map((item) => ({ ...item, ...setting.item }))],
			credentials: [siteCredential(simulator)],
			continueOnFail: true,
		});
		expect(error).toBeUndefined();
		return outputs.map((items) => items.map(({ json }) => json));
	} finally {
		await simulator.stop();
	}
}

describe.each(nodes)('$title with Output Table Rows', (node) => {
	const jobOutput = node.type === 'downloadSubscriptions' ? 2 : 1;

	it.each(Object.entries(FAILS))(
		'fits the job results table when it fails %s',
		async (_, set) => {
			const outputs = await run(node, set);
			const jobs = outputs.splice(jobOutput, 1).flat();
			expect(jobs).toMatchObject([{ status: 'failed', job: node.type }]);
			expect(jobs[0]?.errorMessage).toBeTruthy();
			// Nothing of the input is handed on as if it had been worked on.
			if (!set.prepare) expect(outputs.flat()).toEqual([]);
			for (const job of jobs) expect(refusals('clm_job_results', job)).toEqual([]);
		},
	);

	it('fits its tables when it succeeds, and leaves nobody out', async () => {
		const outputs = await run(node, {});
		const [job = {}] = outputs[jobOutput] ?? [];
		expect(job.status).toBe('succeeded');
		expect(refusals('clm_job_results', job)).toEqual([]);
		const isReclaim = node.type === 'reclaimLicense';
		const rows = outputs[isReclaim ? 2 : 0] ?? [];
		expect(rows.length).toBeGreaterThan(0);
		for (const row of rows) {
			const table = isReclaim ? 'clm_receipts' : 'clm_subscriptions';
			expect(refusals(table, row)).toEqual([]);
		}
		if (node.type !== 'downloadSubscriptions') {
			expect(outputs[0]).toHaveLength(node.input(makeOffice()).length);
		}
	});
});
