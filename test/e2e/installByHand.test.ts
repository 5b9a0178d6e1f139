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
import { byTestId, warningsOf } from './editorPage';
import { HandCount } from './handCount';
import { emptyTrial, PATIENCE_MS } from './inN8n';
import { allCredentials, apiCredential, workflowsByName } from './installed';

jest.setTimeout(PATIENCE_MS);

/** What the browser showed; workflows/pictures has a copy. */
const PICTURES = join(RUNTIME, 'e2e', 'pictures');

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

	it('brings and publishes all workflows by one click', async () => {
		await byHand.click(byTestId(editor, 'execute-workflow-button'));
		const id = await waitFor('Install to start', { forMs: 60_000 }, async () => {
			const [execution] = await listExecutions(trial.session, workflowId);
			return execution?.id;
		});
		expect((await executionEnd(trial.session, id, PATIENCE_MS)).error).toBeNull();
		const workflows = await workflowsByName(trial);
		workflows.delete('Install');
		expect(workflows.size).toBeGreaterThan(5);
		expect([...workflows.values()].filter(({ active }) => !active)).toEqual([]);
		console.info(`To install everything, beside its credentials: ${byHand.sentence()}.`);
	});

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
