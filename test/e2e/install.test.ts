import { z } from 'zod';

import { requiredCredential } from '../../nodes/LicenseWorkflows/credentialTypes';
import { SHIPPED_WORKFLOWS } from '../../nodes/LicenseWorkflows/shippedWorkflows';
import { LICENSE_TABLES } from '../../nodes/LicenseWorkflows/tables';
import { connectByHttp } from '../../scripts/runtime/consentByHttp';
import { createCredential, type CredentialReference } from '../../scripts/runtime/credentials';
import { changeRows, dataTables, tableCount, tableRows } from '../../scripts/runtime/dataTables';
import { runWorkflow } from '../../scripts/runtime/executions';
import { sendForm } from '../../scripts/runtime/formByHttp';
import { addProfile, profileOf, SHIPPED } from '../../scripts/runtime/profiles';
import { oauthCredentialId, type Trial } from '../../scripts/runtime/trial';
import { ADDRESSES } from '../../scripts/runtime/settings';
import { publishWorkflow, saveWorkflow, unpublishWorkflow } from '../../scripts/runtime/workflows';
import { emptyTrial, PATIENCE_MS } from './inN8n';
import {
	allCredentials,
	apiCredential,
	bringInstall,
	calledIdsOf,
	install,
	sendInstall,
	workflowsByName,
	type StoredWorkflow,
} from '../../scripts/runtime/installing';

jest.setTimeout(PATIENCE_MS);

const INSTALLED = SHIPPED_WORKFLOWS.filter(({ publishStep }) => publishStep !== null);
const NAMES = INSTALLED.map(({ name }) => name).sort();

/** From an empty n8n to all workflows published; each test goes on where the last ended. */
describe('Install in a real n8n', () => {
	let trial: Trial;
	let picked: Record<string, CredentialReference>;

	beforeAll(async () => {
		trial = await emptyTrial({ seats: 40, seed: 5 });
		await connectByHttp(trial.session, oauthCredentialId(trial));
		picked = allCredentials(trial, await apiCredential(trial));
	});

	afterAll(async () => {
		await trial?.stop();
	});

	const named = async (name: string): Promise<StoredWorkflow> => {
		const workflow = (await workflowsByName(trial)).get(name);
		if (workflow === undefined) throw new Error(`There is no workflow "${name}".`);
		return workflow;
	};
	const versions = async () =>
		[...(await workflowsByName(trial)).values()].map(({ id, name, versionId, active }) => ({
			id,
			name,
			versionId,
			active,
		}));

	const addresses = async () => {
		const rows = await tableRows(trial.session, 'clm_settings');
		const own = rows.filter(({ name }) => !String(name).startsWith('workflow.'));
		return Object.fromEntries(own.map(({ name, value }) => [String(name), String(value)]));
	};

	/** As if the package had brought an older version of a workflow. */
	async function makeOlder(key: string): Promise<void> {
		const where = { column: 'name', value: `workflow.${key}` };
		const rows = await tableRows(trial.session, 'clm_settings');
		const row = rows.find(({ name }) => name === where.value);
		const remembered = JSON.parse(String(row?.value)) as Record<string, unknown>;
		const value = JSON.stringify({ ...remembered, version: 'an older one' });
		await changeRows(trial.session, 'clm_settings', where, { value });
	}

	it('refuses, and names what is missing, before it creates a workflow', async () => {
		const { smtp: _none, ...others } = picked;
		await bringInstall(trial, others);
		const { title, text } = await sendInstall(trial, ADDRESSES);
		expect(title).toBe('Nothing was installed');
		expect(text).toContain('Credentials are missing: SMTP (for ');
		expect(text).toContain('No workflow was created or published.');
		expect((await workflowsByName(trial)).size).toBe(0);
	});

	it('says what is wrong with the key of n8n', async () => {
		const data = { apiKey: 'of nobody', baseUrl: `${trial.n8n.url}/api/v1` };
		const wrong = { name: 'A wrong key', type: 'n8nApi', data };
		const n8nApi = await createCredential(trial.session, wrong);
		await bringInstall(trial, { ...picked, n8nApi }, true);
		const { title, text } = await sendInstall(trial, ADDRESSES);
		expect(title).toBe('Nothing was installed');
		expect(text).toContain('n8n refused the API key: ');
		expect(text).toContain(`Its base URL is ${trial.n8n.url}/api/v1.`);
		expect((await workflowsByName(trial)).size).toBe(0);
	});

	it('does nothing for strangers, should somebody publish it', async () => {
		await bringInstall(trial, picked, true);
		await publishWorkflow(trial.session, SHIPPED.install.id);
		const form = `${trial.n8n.url}/form/${SHIPPED.install.path}`;
		const { title, text } = await sendForm(form, { 'field-0': 'stranger@harbour.example' });
		expect(title).toBe('Nothing was installed');
		expect(text).toContain('Install runs only from the editor.');
		await unpublishWorkflow(trial.session, SHIPPED.install.id);
		expect((await workflowsByName(trial)).size).toBe(0);
		expect(await tableRows(trial.session, 'clm_settings')).toEqual([]);
	});

	it('brings every workflow, filled in and published, and says what to open', async () => {
		await bringInstall(trial, picked, true);
		const startedAt = Date.now();
		const said = await install(trial, ADDRESSES);
		console.info(`Install took ${Date.now() - startedAt} ms for ${NAMES.length} workflows.`);
		expect([...said.created].sort()).toEqual(NAMES);
		expect([...said.written].sort()).toEqual(NAMES);
		expect(said.leftAlone).toEqual([]);
		expect(said.publishProfile).toBe(`${trial.n8n.url}/form/publish-profile`);
		const workflows = await workflowsByName(trial);
		expect([...workflows.keys()].sort()).toEqual(NAMES);
		expect([...workflows.values()].filter(({ active }) => !active)).toEqual([]);
		expect(said.title).toBe('Everything is installed');
		expect(said.text).toContain(`A test message was sent to ${ADDRESSES.administrator}.`);
		for (const page of ['Publish Profile', 'License Settings', 'License Report']) {
			expect(said.text).toContain(page);
		}
	});

	it('stores the addresses, and sends a message to the administrator', async () => {
		expect(await addresses()).toEqual({ ...ADDRESSES, publicAddress: '' });
		expect(trial.mailbox.letters).toMatchObject([
			{ to: [ADDRESSES.administrator], subject: expect.stringContaining('Test message') },
		]);
	});

	it('fills in error workflow, references and credentials', async () => {
		const workflows = await workflowsByName(trial);
		const idOf = new Map(
			INSTALLED.map(({ workflow, name }) => [workflow.id, workflows.get(name)?.id]),
		);
		const ids = [...idOf.values()];
		for (const { name, workflow } of INSTALLED) {
			const there = await named(name);
			const { errorWorkflow } = workflow.settings;
			if (typeof errorWorkflow === 'string') {
				expect(there.settings?.errorWorkflow).toBe(idOf.get(errorWorkflow));
			}
			for (const called of calledIdsOf(there)) expect(ids).toContain(called);
			for (const node of there.nodes) {
				const type = requiredCredential(node);
				if (type !== undefined) expect(node.credentials?.[type]).toEqual(picked[type]);
			}
		}
	});

	it('makes the tables with their columns', async () => {
		const tables = await dataTables(trial.session);
		const there = tables.map(({ name, columns }) => listed(name, columns));
		const wanted = LICENSE_TABLES.map(({ table, columns }) => listed(table, columns));
		expect(there.sort()).toEqual(wanted.sort());
	});

	it('opens the pages that it names', async () => {
		const { session } = trial;
		expect((await session.send('GET', '/form/publish-profile')).status).toBe(401);
		expect((await session.send('GET', '/webhook/license-report')).status).toBe(401);
		expect((await session.send('GET', '/form/restore-license')).status).toBe(401);
		expect((await session.send('GET', '/form/keep-my-license')).status).toBe(200);
	});

	it('changes nothing when it runs again', async () => {
		const before = await versions();
		const said = await install(trial);
		expect(said).toMatchObject({ created: [], written: [], leftAlone: [], columnsAdded: [] });
		expect([...said.unchanged].sort()).toEqual(NAMES);
		expect(await versions()).toEqual(before);
		expect(await addresses()).toEqual({ ...ADDRESSES, publicAddress: '' });
		expect(said.text).toContain('Made: nothing.');
	});

	it('stays installed when the test message cannot be sent, and says what to do', async () => {
		trial.mailbox.refused.push('harbour.example');
		const said = await install(trial);
		trial.mailbox.refused.pop();
		expect(said).toMatchObject({ addressesStored: true, testSent: false });
		expect(said.title).toBe('Everything is installed, but no test message was sent');
		expect(said.text).toContain('The test message was not sent: ');
		expect(said.text).toContain('Check the mail credential in Send Message');
	});

	it('stays installed when an address cannot be used, and keeps those that are stored', async () => {
		const said = await install(trial, { administrator: 'nobody' });
		expect(said).toMatchObject({ addressesStored: false, testSent: false });
		expect(said.text).toContain('The administrator "nobody" is no e-mail address.');
		expect(await addresses()).toEqual({ ...ADDRESSES, publicAddress: '' });
	});

	it('runs Daily Sync for a published profile', async () => {
		await addProfile(trial.session, profileOf(trial.simulator, 0, { mode: 'adminDecides' }));
		const { id } = await named('Daily Sync');
		const { error } = await runWorkflow(
			trial.session,
			id,
			SHIPPED.dailySync.trigger,
			PATIENCE_MS,
		);
		expect(error).toBeNull();
		expect(await tableCount(trial.session, 'clm_subscriptions')).toBeGreaterThan(0);
	});

	it('makes a column that a table lacks, and keeps the rows', async () => {
		const rows = await tableCount(trial.session, 'clm_subscriptions');
		const table = (await dataTables(trial.session)).find(
			({ name }) => name === 'clm_subscriptions',
		);
		const column = table?.columns.find(({ name }) => name === 'costCenter');
		const path = `/projects/${table?.projectId}/data-tables/${table?.id}/columns`;
		await trial.session.ask('DELETE', `${path}/${z.string().parse(column?.id)}`);
		expect((await install(trial)).columnsAdded).toEqual(['clm_subscriptions.costCenter']);
		expect((await install(trial)).columnsAdded).toEqual([]);
		expect(await tableCount(trial.session, 'clm_subscriptions')).toBe(rows);
	});

	it('keeps values that somebody wrote in Settings, also when it brings a newer version', async () => {
		const report = await named('License Report');
		const [shipped, written] = ['"value":"department"', '"value":"costCenter"'];
		const text = JSON.stringify(report.nodes).replaceAll(shipped, written);
		expect(text).not.toBe(JSON.stringify(report.nodes));
		const nodes = JSON.parse(text) as StoredWorkflow['nodes'];
		await saveWorkflow(trial.session, { ...report, nodes });
		expect((await install(trial)).unchanged).toContain('License Report');
		await makeOlder('licenseReport');
		expect((await install(trial)).written).toEqual(['License Report']);
		const after = JSON.stringify((await named('License Report')).nodes);
		expect(after).toContain(written);
		expect(after).not.toContain(shipped);
	});

	it('leaves alone what somebody changed, and names it', async () => {
		const report = await named('License Report');
		const [first, ...others] = report.nodes;
		if (first === undefined) throw new Error('The workflow has no nodes.');
		const note = { ...first, parameters: { ...first.parameters, content: 'Ours' } };
		await saveWorkflow(trial.session, { ...report, nodes: [note, ...others] });
		const before = await versions();
		const { leftAlone, written, text } = await install(trial);
		expect(leftAlone).toEqual([
			{ name: 'License Report', reason: expect.stringContaining('Somebody changed it') },
		]);
		expect(written).toEqual([]);
		expect(text).toContain('Left alone: License Report. Somebody changed it');
		expect(await versions()).toEqual(before);
	});

	it('goes on where a run ended before it remembered what it wrote', async () => {
		const where = { column: 'name', value: 'workflow.jobFailed' };
		const { id } = await named('Job Failed');
		const value = JSON.stringify({ id, versionId: 'of another run', version: '' });
		await changeRows(trial.session, 'clm_settings', where, { value });
		expect((await install(trial)).written).toEqual(['Job Failed']);
		expect((await install(trial)).written).toEqual([]);
	});

	it('does not make a workflow twice that somebody renamed', async () => {
		const restore = await named('Restore License');
		await saveWorkflow(trial.session, { ...restore, name: 'Give it back' });
		expect((await install(trial)).created).toEqual([]);
		const names = [...(await workflowsByName(trial)).keys()];
		expect(names).toContain('Give it back');
		expect(names).not.toContain('Restore License');
	});

	it('brings a newer version of a workflow, published, with its id', async () => {
		const before = await named('Keep My License');
		await makeOlder('keepMyLicense');
		expect((await install(trial)).written).toEqual(['Keep My License']);
		const after = await named('Keep My License');
		expect(after).toMatchObject({ id: before.id, active: true });
		expect(after.nodes.map(({ name }) => name)).toEqual(before.nodes.map(({ name }) => name));
		expect((await install(trial)).written).toEqual([]);
	});
});

/** A table with its columns, in an order of their own: n8n lists them as it likes. */
function listed(table: string, columns: readonly { name: string; type: string }[]): string {
	const words = columns.map(({ name, type }) => `${name} ${type}`).sort();
	return `${table}: ${words.join(', ')}`;
}
