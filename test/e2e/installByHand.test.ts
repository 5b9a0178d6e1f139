import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';

import { openBrowser, openEditor } from '../../scripts/runtime/browser';
import type { CredentialReference } from '../../scripts/runtime/credentials';
import { executionEnd, listExecutions } from '../../scripts/runtime/executions';
import { RUNTIME, WORKFLOWS } from '../../scripts/runtime/places';
import type { Trial } from '../../scripts/runtime/trial';
import { waitFor } from '../../scripts/runtime/waitFor';
import { requiredCredential } from '../../nodes/LicenseWorkflows/credentialTypes';
import { readWorkflow } from '../../scripts/runtime/workflows';
import { ADDRESSES } from '../../scripts/runtime/settings';
import { SHIPPED_WORKFLOWS } from '../../nodes/LicenseWorkflows/shippedWorkflows';
import { byTestId, warningsOf } from './editorPage';
import { HandCount } from './handCount';
import { emptyTrial, PATIENCE_MS } from './inN8n';
import { allCredentials, apiCredential, workflowsByName } from '../../scripts/runtime/installing';

jest.setTimeout(PATIENCE_MS);

/** What the browser showed; workflows/pictures has a copy. */
const PICTURES = join(RUNTIME, 'e2e', 'pictures');

/** How the last page begins; the third is n8n's own, for a run that failed. */
const ENDED = /Everything is installed|Nothing was installed|Problem submitting response/;

const PUBLISHED = SHIPPED_WORKFLOWS.filter(({ publishStep }) => publishStep !== null)
	.map(({ name }) => name)
	.sort();

/** The editor picks no credential in nodes that could take any, such as HTTP Request. */
const BY_HAND = 'Add Column';

/** The editor picks a credential by itself where there is just one of its type. */
describe('Install in the editor of a real n8n with one credential of each kind', () => {
	let trial: Trial;
	let browser: Browser;
	let editor: Page;
	let picked: Record<string, CredentialReference>;
	let workflowId: string;
	const byHand = new HandCount();

	beforeAll(async () => {
		mkdirSync(PICTURES, { recursive: true });
		trial = await emptyTrial({ seats: 20, seed: 5 });
		picked = allCredentials(trial, await apiCredential(trial));
		browser = await openBrowser();
		editor = await openEditor(browser, trial.session);
	});

	afterAll(async () => {
		await browser?.close();
		await trial?.stop();
	});

	it('is imported with its credentials picked, but for one that a new installation does not need', async () => {
		await editor.goto(`${trial.n8n.url}/workflow/new`);
		await byHand.click(byTestId(editor, 'workflow-menu').first());
		await byHand.click(byTestId(editor, 'workflow-menu-item-import'));
		await byHand.click(byTestId(editor, 'workflow-menu-item-import-from-file'));
		await byHand.chooseFile(
			byTestId(editor, 'workflow-import-input'),
			join(WORKFLOWS, 'install.json'),
		);
		const warnings = await warningsOf(editor);
		await editor.screenshot({ path: join(PICTURES, 'install.png') });
		workflowId = await waitFor('the editor to save', { forMs: 60_000 }, savedId);
		const { nodes } = await readWorkflow(trial.session, workflowId);
		for (const node of nodes.filter(({ name }) => name !== BY_HAND)) {
			const type = requiredCredential(node);
			if (type === undefined) continue;
			expect([node.name, node.credentials?.[type]]).toEqual([node.name, picked[type]]);
		}
		expect(warnings).toEqual([expect.stringContaining(BY_HAND)]);
	});

	it('brings and publishes all workflows by one form, and sends a test message', async () => {
		const execute = byTestId(editor, 'execute-workflow-button');
		const form = await byHand.clickForPopup(editor, execute);
		form.setDefaultTimeout(PATIENCE_MS);
		await form.setViewportSize({ width: 900, height: 760 });
		await byHand.type(form.getByLabel(/^Sender/), 'sender', ADDRESSES.sender);
		const administrator = form.getByLabel(/^Administrator/);
		await byHand.type(administrator, 'administrator', ADDRESSES.administrator);
		await form.screenshot({ path: join(PICTURES, 'install-form.png') });
		await byHand.click(form.locator('#submit-btn'));
		await form.getByText(ENDED).first().waitFor();
		await form.screenshot({ path: join(PICTURES, 'install-done.png'), fullPage: true });
		const said = await form.locator('body').innerText();
		if (!said.includes('Everything is installed')) throw new Error(await whatHappened(said));
		expect(said).toContain(`A test message was sent to ${ADDRESSES.administrator}.`);
		const workflows = await workflowsByName(trial);
		workflows.delete('Install');
		expect([...workflows.keys()].sort()).toEqual(PUBLISHED);
		expect([...workflows.values()].filter(({ active }) => !active)).toEqual([]);
		expect(byHand.picks).toBeLessThanOrEqual(6);
		expect(byHand.typed.length).toBeLessThanOrEqual(2);
		console.info(`To install everything, beside its credentials: ${byHand.sentence()}.`);
	});

	/** What the page said, and how far Install came: its newest run that the editor began. */
	async function whatHappened(said: string): Promise<string> {
		const executions = await listExecutions(trial.session, workflowId);
		const install = executions.find(({ mode }) => mode === 'manual');
		if (install === undefined) return `Install did not start. The page said: ${said}`;
		const { error, nodes } = await executionEnd(trial.session, install.id, PATIENCE_MS);
		const last = [...nodes.keys()].at(-1) ?? 'none';
		return `Install ended at the node "${last}": ${error ?? 'no error'}. The page said: ${said}`;
	}

	/** The workflow's id once the editor has saved it with its nodes. */
	async function savedId(): Promise<string | undefined> {
		const id = /\/workflow\/(\w+)/.exec(editor.url())?.[1] ?? 'new';
		if (id === 'new') return undefined;
		try {
			const { nodes } = await readWorkflow(trial.session, id);
			return nodes.some(({ name }) => name === 'What to Open Next') ? id : undefined;
		} catch {
			return undefined;
		}
	}
});
