import { CANDIDATE_FIELDS } from '../../licensing/candidates/candidate';
import { EVENT_FIELDS } from '../../licensing/candidates/events';
import { JOB_RESULT_FIELDS } from '../../licensing/jobResult';
import { POSITION_FIELDS } from '../../licensing/position/positionItem';
import { RECEIPT_FIELDS } from '../../licensing/reclaim/receipts';
import { SUBSCRIPTION_COLUMNS } from '../../licensing/subscriptionTable';
import {
	credentialTypesOf,
	requiredCredential,
} from '../../nodes/LicenseWorkflows/credentialTypes';
import {
	exampleWorkflows,
	readWorkflowFile,
	shippedWorkflows,
	type WorkflowNode,
} from '../../scripts/runtime/workflowFiles';
import { flawsOf, loopNodes } from './workflowLayout';

const shipped = shippedWorkflows();
const all = [...shipped, ...exampleWorkflows()];

describe.each(all)('$file', ({ workflow }) => {
	const raw = JSON.stringify(workflow, null, 1);

	it('names no credential of somebody, no pinned data, and is inactive', () => {
		expect(workflow.nodes.filter(({ credentials }) => credentials !== undefined)).toEqual([]);
		expect(workflow.pinData ?? {}).toEqual({});
		expect(workflow.active).toBe(false);
	});

	it('connects only nodes that it has, each name used once', () => {
		const names = workflow.nodes.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
		for (const source of Object.keys(workflow.connections)) expect(names).toContain(source);
		for (const [, target] of raw.matchAll(/"node": "([^"]+)"/g))
			expect(names).toContain(target);
	});

	it('reads in expressions only nodes that it has', () => {
		const names = workflow.nodes.map(({ name }) => name);
		for (const [, named] of raw.matchAll(/\$\('([^']+)'\)/g)) expect(names).toContain(named);
	});

	it('explains itself with sticky notes', () => {
		const notes = workflow.nodes.filter(({ type }) => type === 'n8n-nodes-base.stickyNote');
		expect(notes.length).toBeGreaterThan(0);
		for (const { parameters } of notes)
			expect(String(parameters.content).length).toBeGreaterThan(20);
	});

	it('runs from left to right, but for the way back into a loop', () => {
		const loops = loopNodes(workflow);
		const x = new Map(
			workflow.nodes.map(({ name, position }) => [name, (position as number[])[0] ?? 0]),
		);
		const backwards: string[] = [];
		for (const [source, outputs] of Object.entries(workflow.connections)) {
			for (const [, target] of JSON.stringify(outputs).matchAll(/"node":"([^"]+)"/g)) {
				const leadsBack = (x.get(target ?? '') ?? 0) <= (x.get(source) ?? 0);
				if (leadsBack && !loops.includes(target ?? '')) {
					backwards.push(`${source} -> ${target ?? ''}`);
				}
			}
		}
		expect(backwards).toEqual([]);
	});

	it('draws no line across another or behind a node, and no note over another', () => {
		expect(flawsOf(workflow)).toEqual([]);
	});
});

describe('the check of the lines', () => {
	it('sees lines that cross and lines behind a node', () => {
		const sync = readWorkflowFile('sync-profile.json');
		const moved = sync.nodes.map((node) =>
			node.name === 'Exclusion Rules' ? { ...node, position: [1664, -192] } : node,
		);
		expect(flawsOf({ ...sync, nodes: moved })).not.toEqual([]);
	});

	it('sees notes that overlap', () => {
		const setup = readWorkflowFile('setup.json');
		const moved = setup.nodes.map((node) =>
			node.name === 'Rules Note' ? { ...node, position: [2100, -163] } : node,
		);
		expect(flawsOf({ ...setup, nodes: moved })).toEqual(['Rules Note over What to Do Next']);
	});
});

describe('all workflows together', () => {
	it('have ids and names of their own', () => {
		const ids = shipped.map(({ workflow }) => workflow.id);
		const names = shipped.map(({ workflow }) => workflow.name);
		expect(new Set(ids).size).toBe(ids.length);
		expect(new Set(names).size).toBe(names.length);
	});

	/** At the limit of all tables, n8n hands items on as if they were stored, and stores nothing. */
	it('let no Data Table node go on after an error', () => {
		const going = shipped.flatMap(({ workflow: { nodes } }) =>
			nodes.filter((node) => node.type === 'n8n-nodes-base.dataTable' && 'onError' in node),
		);
		expect(going.map(({ name }) => name)).toEqual([]);
	});

	it('keep no data of runs that succeed', () => {
		const keeping = shipped.filter(
			({ workflow: { settings } }) => settings?.saveDataSuccessExecution !== 'none',
		);
		expect(keeping.map(({ workflow: { name } }) => name)).toEqual([]);
	});

	/** A page that nobody answers, or whose browser was closed, would keep its run waiting for ever. */
	it('end every page that waits by itself, within a day', () => {
		const hours = { minutes: 1 / 60, hours: 1, days: 24 };
		const pages = shipped.flatMap(({ workflow: { nodes } }) =>
			nodes.filter(({ type }) => ['form', 'wait'].some((kind) => type.endsWith(`.${kind}`))),
		);
		const waiting = pages.filter(({ parameters }) => {
			const unit = hours[parameters.resumeUnit as keyof typeof hours];
			const limit = Number(parameters.resumeAmount) * unit;
			return !(
				parameters.limitWaitTime === true &&
				parameters.limitType === 'afterTimeInterval' &&
				limit > 0 &&
				limit <= 24
			);
		});
		expect(pages.length).toBeGreaterThan(0);
		expect(waiting.map(({ name }) => name)).toEqual([]);
	});

	it('send mails in one place: Send Message', () => {
		const sending = shipped
			.filter(({ file }) => file !== 'install.json')
			.flatMap(({ workflow: { name, nodes } }) =>
				nodes
					.filter(({ type }) => type === 'n8n-nodes-base.emailSend')
					.map((node) => `${name}: ${node.name}`),
			);
		expect(sending).toEqual(['Send Message: Send Mail']);
	});

	it('hold no address that somebody would have to change', () => {
		const settings = shipped.flatMap(({ workflow: { name, nodes } }) =>
			nodes
				.filter(({ parameters }) =>
					/@example\.(com|org|net)/.test(JSON.stringify(parameters)),
				)
				.map((node) => `${name}: ${node.name}`),
		);
		expect(settings).toEqual([]);
	});

	it('have at most 25 working nodes', () => {
		const isNote = ({ type }: { type: string }) => type === 'n8n-nodes-base.stickyNote';
		const large = shipped.filter(({ workflow: { nodes } }) => {
			return nodes.filter((node) => !isNote(node)).length > 25;
		});
		expect(large.map(({ workflow: { name } }) => name)).toEqual([]);
	});
});

describe('Install', () => {
	const { nodes } = readWorkflowFile('install.json');
	const working = nodes.filter(({ type }) => type !== 'n8n-nodes-base.stickyNote');

	it('has at most 25 working nodes, none of them a Code node', () => {
		expect(working.length).toBeLessThanOrEqual(25);
		expect(working.map(({ type }) => type)).not.toContain('n8n-nodes-base.code');
	});

	it('asks for every credential that the workflows need, in nodes that are switched off', () => {
		const asked = working.filter(({ disabled }) => disabled === true).flatMap(requiredOf);
		const needed = shipped
			.filter(({ file }) => file !== 'install.json')
			.flatMap(({ workflow }) => workflow.nodes.flatMap(requiredOf));
		expect([...new Set(needed)].filter((type) => !asked.includes(type))).toEqual([]);
	});

	function requiredOf(node: WorkflowNode): string[] {
		return credentialTypesOf({ ...node, disabled: undefined }).required;
	}
});

describe('Find Unused Licenses', () => {
	const { nodes } = readWorkflowFile('find-unused-licenses.json');
	const working = nodes.filter(({ type }) => type !== 'n8n-nodes-base.stickyNote');

	it('has at most ten working nodes', () => {
		expect(working.length).toBeLessThanOrEqual(10);
	});

	it('needs the Confluence credential and nothing else, and only reads', () => {
		const types = working.map(({ type }) => type);
		for (const type of ['code', 'dataTable', 'emailSend', 'executeWorkflow', 'httpRequest']) {
			expect(types).not.toContain(`n8n-nodes-base.${type}`);
		}
		expect(types).not.toContain('n8n-nodes-confluence-licenses.reclaimLicense');
		const needed = working.flatMap((node) => requiredCredential(node) ?? []);
		expect([...new Set(needed)]).toEqual(['confluenceLicensesOAuth2Api']);
	});

	it('asks for no process that writes', () => {
		const { parameters } = working.find(({ name }) => name === 'Find the Site') ?? {};
		expect(parameters?.options).toMatchObject({
			failUnless: ['downloadSubscriptions', 'pullActivity'],
		});
	});
});

describe.each(['daily-position.json', 'license-report.json'])('%s', (file) => {
	const { nodes } = readWorkflowFile(file);

	it('has at most 25 working nodes, and none of them is code', () => {
		const types = nodes.map(({ type }) => type).filter((type) => !type.endsWith('.stickyNote'));
		expect(types.length).toBeLessThanOrEqual(25);
		expect(types).not.toContain('n8n-nodes-base.code');
	});
});

describe('Daily Position', () => {
	it('sends mails only when positions and shares are stored, so that a failing mail costs nothing', () => {
		const { connections } = readWorkflowFile('daily-position.json');
		const targets = (name: string) => JSON.stringify(connections[name] ?? {});
		expect(targets('Save Positions')).toContain('All Stored');
		expect(targets('Store the Shares')).toContain('All Stored');
		expect(targets('All Stored')).toContain('Mail Due?');
		expect(targets('Send the Advice')).toContain('Was It Sent?');
		expect(targets('Was It Sent?')).toContain('Stop: Mail Not Sent');
	});
});

describe('what comes first', () => {
	/** The nodes that lead to a node. */
	const sourcesOf = (file: string, name: string) => {
		const { connections } = readWorkflowFile(file);
		return Object.keys(connections)
			.filter((source) => JSON.stringify(connections[source]).includes(`"node":"${name}"`))
			.sort();
	};

	it('in Sync Profile the snapshot is stored with what was decided, then the older one is deleted, then candidates follow', () => {
		const sources = (name: string) => sourcesOf('sync-profile.json', name);
		expect(sources('Save New Snapshot')).toEqual(['All Evaluated']);
		expect(sources('Wait Until Stored')).toEqual(['Save Job Results', 'Save New Snapshot']);
		expect(sources('Did Each Job Succeed?')).toEqual(['Wait Until Stored']);
		expect(sources('Delete Older Snapshots')).toEqual(['Did Each Job Succeed?']);
		expect(sources('What to Know')).toEqual(['Delete Older Snapshots']);
		expect(sources('Follow Candidates')).toEqual(['What to Know']);
	});

	it('in Follow Candidates events are read before candidates, and nobody is asked before candidates are saved', () => {
		const sources = (name: string) => sourcesOf('follow-candidates.json', name);
		expect(sources('Stored Events')).toEqual(['Snapshot Rows']);
		expect(sources('Stored Candidates')).toEqual(['Stored Events']);
		expect(sources('Track Candidates')).toEqual([
			'Snapshot Rows',
			'Stored Candidates',
			'Stored Events',
		]);
		expect(sources('Wait Until Saved')).toEqual(['Save Candidates', 'Stored Events']);
		expect(sources('What Became of It')).toEqual(['Wait Until Saved']);
		expect(sources('People to Ask')).toEqual(['What Became of It']);
		expect(sources('Ask People')).toEqual(['People to Ask']);
	});
});

describe('the tables that Setup makes', () => {
	const columns = new Map<string, string[]>();
	const types = new Map<string, string | undefined>();
	for (const { parameters } of shipped.find(({ file }) => file === 'setup.json')?.workflow
		.nodes ?? []) {
		if (parameters.operation !== 'create') continue;
		const made = (parameters.columns as { column: { name: string; type?: string }[] }).column;
		for (const { name, type } of made)
			types.set(`${String(parameters.tableName)}.${name}`, type);
		columns.set(
			String(parameters.tableName),
			made.map(({ name }) => name),
		);
	}

	it.each([
		['clm_subscriptions', SUBSCRIPTION_COLUMNS],
		['clm_candidates', CANDIDATE_FIELDS],
		['clm_events', EVENT_FIELDS],
		['clm_receipts', RECEIPT_FIELDS],
		['clm_positions', POSITION_FIELDS],
		['clm_job_results', JOB_RESULT_FIELDS],
	] as const)('%s has the columns that the nodes write', (table, fields) => {
		expect(columns.get(table)).toEqual([...fields]);
	});

	/** A column of type date would make midnight of it, and a date alone means the end of its day. */
	it.each([
		'clm_exclusion_rules.expiresAt',
		'clm_entitlements.startsAt',
		'clm_entitlements.endsAt',
		'clm_entitlements.nextBillingDate',
	])('%s stays as a person writes it', (column) => {
		expect(types.has(column)).toBe(true);
		expect(types.get(column)).toBeUndefined();
	});

	it('has no table whose name contains the name of another', () => {
		const names = [...columns.keys()];
		expect(names).toHaveLength(13);
		for (const name of names) {
			expect(names.filter((other) => other !== name && other.includes(name))).toEqual([]);
		}
	});
});
