import { requiredCredential } from '../../nodes/LicenseWorkflows/credentialTypes';
import { LicenseWorkflows } from '../../nodes/LicenseWorkflows/LicenseWorkflows.node';
import { publishSteps } from '../../nodes/LicenseWorkflows/publishSteps';
import { SHIPPED_WORKFLOWS } from '../../nodes/LicenseWorkflows/shippedWorkflows';
import { LICENSE_TABLES } from '../../nodes/LicenseWorkflows/tables';
import { readWorkflow, type WorkflowFile } from '../../nodes/LicenseWorkflows/workflow';
import { shippedWorkflows } from '../../scripts/runtime/workflowFiles';
import type { Row } from '../../licensing/tableValues';
import { runFake } from './fakeExecuteFunctions';

const PUBLISHED = SHIPPED_WORKFLOWS.filter(({ publishStep }) => publishStep !== null);

const CREDENTIALS = {
	confluenceLicensesOAuth2Api: { id: 'c1', name: 'Confluence Licenses' },
	smtp: { id: 'c2', name: 'Licenses Mail' },
	httpBasicAuth: { id: 'c3', name: 'Licenses Pages' },
};
const KEY = { atlassianOrganizationApi: { id: 'c4', name: 'Atlassian Organization' } };

/** The ids that an n8n gave, by key. */
const IDS = Object.fromEntries(SHIPPED_WORKFLOWS.map(({ key }) => [key, `id of ${key}`]));

async function run(parameters: Row, input: Row[] = [{}]): Promise<Row[]> {
	const { rows } = await runFake(new LicenseWorkflows(), { inputs: [input], parameters });
	return rows[0] ?? [];
}

const nodesOf = (item: Row): WorkflowFile['nodes'] => readWorkflow(item.workflow).nodes;

describe('Get', () => {
	it('gives every file of the folder, with what there is to know of it', async () => {
		const items = await run({});
		expect(items.map(({ name }) => name)).toEqual(
			shippedWorkflows().map(({ workflow }) => workflow.name),
		);
		for (const item of items) {
			expect(item.version).toMatch(/^[0-9a-f]{16}$/);
			expect(String(item.description).length).toBeGreaterThan(20);
			expect(item.workflow).toMatchObject({ name: item.name });
		}
	});

	it('gives only what was chosen', async () => {
		const items = await run({ workflows: ['jobFailed', 'dailySync'] });
		expect(items.map(({ key }) => key)).toEqual(['dailySync', 'jobFailed']);
	});

	it('fills credentials in wherever a node asks for one', async () => {
		for (const item of await run({ credentials: { ...CREDENTIALS, ...KEY } })) {
			for (const node of nodesOf(item)) {
				const type = requiredCredential(node);
				if (type === undefined || !(type in CREDENTIALS)) continue;
				expect(node.credentials).toMatchObject({
					[type]: CREDENTIALS[type as keyof typeof CREDENTIALS],
				});
			}
		}
	});

	it('gives the optional key to the nodes that can use it, and never demands it', async () => {
		const [item] = await run({
			workflows: ['syncProfile'],
			credentials: { ...CREDENTIALS, ...KEY },
		});
		const pull = nodesOf(item ?? {}).find(({ type }) => type.endsWith('.pullActivity'));
		expect(pull?.credentials).toEqual({
			confluenceLicensesOAuth2Api: CREDENTIALS.confluenceLicensesOAuth2Api,
			...KEY,
		});
		const [without] = await run({ workflows: ['syncProfile'], credentials: CREDENTIALS });
		expect(without?.missingCredentials).toEqual([]);
	});

	it('fills in the ids of the workflows that one calls, its error workflow included', async () => {
		const items = await run({ workflowIds: IDS });
		const ids = SHIPPED_WORKFLOWS.map(({ workflow }) => workflow.id);
		for (const item of items) {
			const text = JSON.stringify(item.workflow);
			expect(ids.filter((id) => text.includes(`"${id}"`))).toEqual([]);
			expect(item.missingWorkflows).toEqual([]);
		}
		const daily = items.find(({ key }) => key === 'dailySync');
		expect(daily?.workflow).toMatchObject({ settings: { errorWorkflow: 'id of jobFailed' } });
	});

	it('names what nobody gave', async () => {
		const [item] = await run({ workflows: ['reclaimUnusedLicenses'] });
		expect(item?.missingCredentials).toEqual(item?.requires);
		expect(item?.missingWorkflows).toEqual(item?.calls);
		expect(item?.calls).toContain('jobFailed');
	});

	it('takes a credential without an id for none', async () => {
		const credentials = { smtp: { id: null, name: 'Licenses Mail' } };
		const [item] = await run({ workflows: ['sendMessage'], credentials });
		expect(item?.missingCredentials).toContain('smtp');
	});
});

describe('The order of publishing', () => {
	it('has every workflow after those that it calls', () => {
		const stepOf = new Map(PUBLISHED.map(({ key, publishStep }) => [key, Number(publishStep)]));
		for (const { key, calls } of PUBLISHED) {
			for (const called of calls) {
				expect(stepOf.get(called)).toBeLessThan(Number(stepOf.get(key)));
			}
		}
	});

	it('leaves out what is run by hand, and the form without a password', () => {
		const byHand = SHIPPED_WORKFLOWS.filter(({ publishStep }) => publishStep === null);
		const keys = byHand.map(({ key }) => key);
		expect(keys).toEqual(expect.arrayContaining(['findUnusedLicenses', 'install', 'setup']));
		expect(PUBLISHED.map(({ key }) => key)).toContain('dailySync');
	});

	it('ends for workflows that call each other', () => {
		const calling = (id: string, called: string): WorkflowFile => ({
			id,
			name: id,
			nodes: [{ name: 'Call', type: 'call', parameters: { workflowId: { value: called } } }],
			connections: {},
			settings: {},
		});
		const steps = publishSteps([calling('a', 'b'), calling('b', 'a'), calling('c', 'a')]);
		expect(steps.get('b')).toBeLessThan(Number(steps.get('a')));
		expect(steps.get('a')).toBeLessThan(Number(steps.get('c')));
	});
});

describe('Tables', () => {
	it('are listed with their columns', async () => {
		const items = await run({ operation: 'tables' });
		expect(items).toEqual(LICENSE_TABLES);
		expect(items).toContainEqual({
			table: 'clm_settings',
			columns: [
				{ name: 'name', type: 'string' },
				{ name: 'value', type: 'string' },
			],
		});
	});

	it('of an older version are told the columns that they lack', async () => {
		const [first] = LICENSE_TABLES;
		const old = { id: 't1', name: first?.table, columns: first?.columns.slice(1) };
		const other = { id: 't2', name: 'somebody_elses', columns: [] };
		expect(await run({ operation: 'missingColumns' }, [old, other])).toEqual([
			{ table: first?.table, tableId: 't1', ...first?.columns[0] },
		]);
	});
});

describe('Plan', () => {
	const plan = (existing: Row[], remembered: Row[] = [], more: Row = {}) =>
		run(
			{
				operation: 'plan',
				credentials: CREDENTIALS,
				remembered: { rows: remembered },
				...more,
			},
			[{ id: 'other', name: 'Something else' }, ...existing],
		);

	/** What n8n has after Install has run once, and what that run remembered. */
	async function installed(): Promise<{ existing: Row[]; remembered: Row[] }> {
		const empty = PUBLISHED.map(({ key, name }) => ({ id: `id of ${key}`, name, nodes: [] }));
		const written = await plan(empty);
		return {
			existing: written.map(({ id, name, workflow }) => {
				const { nodes, connections } = readWorkflow(workflow);
				return { id, name, nodes, connections, versionId: `v of ${String(id)}` };
			}),
			remembered: written.map(({ id, settingName, version, content }) => ({
				name: settingName,
				value: JSON.stringify({ id, versionId: `v of ${String(id)}`, version, content }),
			})),
		};
	}

	const actionsOf = (items: Row[]) => [...new Set(items.map(({ action }) => action))];
	const of = (items: Row[], key: string) => items.find((item) => item.key === key);

	it('creates everything in an empty n8n', async () => {
		const items = await plan([]);
		expect(items).toHaveLength(PUBLISHED.length);
		expect(actionsOf(items)).toEqual(['create']);
		expect(await plan([], [], { actions: ['update'] })).toEqual([]);
	});

	it('comes in the order of publishing', async () => {
		const steps = (await plan([])).map(({ publishStep }) => Number(publishStep));
		expect(steps).toEqual([...steps].sort((a, b) => a - b));
	});

	it('refuses, and names each credential that is not picked with those that need it', async () => {
		const { confluenceLicensesOAuth2Api } = CREDENTIALS;
		await expect(
			plan([], [], { credentials: { confluenceLicensesOAuth2Api } }),
		).rejects.toThrow(
			/^Credentials are missing: .*Basic Auth \(for .*SMTP \(for |SMTP.*Basic Auth/,
		);
	});

	it('fills what a run created and did not come to write', async () => {
		const empty = PUBLISHED.map(({ key, name }) => ({ id: `id of ${key}`, name, nodes: [] }));
		const items = await plan(empty);
		expect(actionsOf(items)).toEqual(['update']);
		expect(of(items, 'dailySync')?.workflow).toMatchObject({
			settings: { errorWorkflow: 'id of jobFailed' },
		});
	});

	it('changes nothing the second time', async () => {
		const { existing, remembered } = await installed();
		expect(actionsOf(await plan(existing, remembered))).toEqual(['unchanged']);
	});

	it('writes again what it did not come to remember', async () => {
		const { existing } = await installed();
		expect(actionsOf(await plan(existing))).toEqual(['update']);
	});

	it('updates when another credential was picked', async () => {
		const { existing, remembered } = await installed();
		const credentials = { ...CREDENTIALS, smtp: { id: 'c9', name: 'Other mail' } };
		const items = await plan(existing, remembered, { credentials });
		for (const { action, requires } of items) {
			const usesMail = (requires as string[]).includes('smtp');
			expect(action).toBe(usesMail ? 'update' : 'unchanged');
		}
	});

	it('leaves alone what somebody changed since', async () => {
		const { existing, remembered } = await installed();
		const changed = existing.map((one) =>
			one.name === 'Daily Sync'
				? { ...one, versionId: 'theirs', nodes: (one.nodes as Row[]).slice(1) }
				: one,
		);
		const items = await plan(changed, remembered);
		expect(of(items, 'dailySync')).toMatchObject({
			action: 'leftAlone',
			reason: expect.stringContaining('Somebody changed it') as string,
		});
		expect(items.filter(({ action }) => action !== 'unchanged')).toHaveLength(1);
	});

	it('takes values in the node "Settings" for no change, and keeps them in an update', async () => {
		const { existing, remembered } = await installed();
		const filledIn = existing.map((one) => ({
			...one,
			versionId: 'theirs',
			nodes: JSON.parse(
				JSON.stringify(one.nodes).replaceAll('"value":"department"', '"value":"team"'),
			) as Row[],
		}));
		const unchanged = await plan(filledIn, remembered);
		expect(of(unchanged, 'licenseReport')?.action).toBe('unchanged');
		const older = remembered.map(({ name, value }) => ({
			name,
			value: JSON.stringify({ ...JSON.parse(String(value)), version: 'older' }),
		}));
		const item = of(await plan(filledIn, older), 'licenseReport');
		expect(item?.action).toBe('update');
		const settings = nodesOf(item ?? {}).find(({ name }) => name === 'Settings');
		const text = JSON.stringify(settings);
		expect(text).toContain('"team"');
		expect(text).not.toContain('"department"');
		expect(text).toContain('={{ $now.toUTC().toISO() }}');
	});

	it('leaves alone a workflow of that name that it did not make', async () => {
		const theirs = { id: 'x', name: 'Job Failed', nodes: [{ name: 'A', type: 'b' }] };
		const items = await plan([theirs]);
		expect(of(items, 'jobFailed')).toMatchObject({ action: 'leftAlone', id: 'x' });
		expect(of(items, 'dailySync')?.action).toBe('create');
	});

	it('finds a renamed workflow by its id, and keeps the new name', async () => {
		const { existing, remembered } = await installed();
		const renamed = existing.map((one) =>
			one.name === 'Daily Sync' ? { ...one, name: 'Nightly' } : one,
		);
		const item = of(await plan(renamed, remembered), 'dailySync');
		expect(item).toMatchObject({ action: 'unchanged', workflow: { name: 'Nightly' } });
	});

	it('takes an archived workflow for gone', async () => {
		const { existing, remembered } = await installed();
		const archived = existing.map((one) =>
			one.name === 'Daily Sync' ? { ...one, isArchived: true } : one,
		);
		expect(of(await plan(archived, remembered), 'dailySync')?.action).toBe('create');
	});

	it('takes a remembered row that cannot be read for none', async () => {
		const { existing } = await installed();
		const broken = [{ name: 'workflow.dailySync', value: '{' }];
		expect(of(await plan(existing, broken), 'dailySync')?.action).toBe('update');
	});
});
