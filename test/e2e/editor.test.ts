import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';

import { openBrowser, openEditor } from '../../scripts/runtime/browser';
import { RUNTIME } from '../../scripts/runtime/places';
import type { Trial } from '../../scripts/runtime/trial';
import { shippedWorkflows } from '../../scripts/runtime/workflowFiles';
import {
	byTestId,
	fillInCredential,
	isSwitchedOn,
	openWorkflow,
	scopesAskedFor,
} from './editorPage';
import { PATIENCE_MS, trialInUse } from './inN8n';

jest.setTimeout(PATIENCE_MS);

/** Pictures of the workflows as the editor shows them; README uses copies of these. */
const PICTURES = join(RUNTIME, 'e2e', 'pictures');

describe('the editor', () => {
	let trial: Trial;
	let browser: Browser;
	let page: Page;

	beforeAll(async () => {
		mkdirSync(PICTURES, { recursive: true });
		trial = await trialInUse('editor', { seats: 60, seed: 7 });
		browser = await openBrowser();
		page = await openEditor(browser, trial.n8n.url);
	});

	afterAll(async () => {
		await browser?.close();
		await trial?.stop();
	});

	it.each(shippedWorkflows())('opens $file without a warning', async ({ file, workflow }) => {
		const { issues } = await openWorkflow(page, trial.n8n.url, workflow.id);
		await page.screenshot({ path: join(PICTURES, file.replace('.json', '.png')) });
		expect(issues).toEqual([]);
	});

	it('has switches in the credential whose defaults hold though nobody touched them', async () => {
		const { url, client } = trial.simulator;
		const app = { url, clientId: client.id, clientSecret: client.secret };
		await fillInCredential(page, trial.n8n.url, app);
		expect(await isSwitchedOn(page, 'pullActivity')).toBe(true);
		expect(await isSwitchedOn(page, 'reclaimLicense')).toBe(false);
		const asked = await scopesAskedFor(page);
		expect(asked).toContain('search:confluence');
		expect(asked).not.toContain('write:confluence-groups');

		await byTestId(page, 'parameter-input-reclaimLicense').locator('.el-switch').click();
		expect(await scopesAskedFor(page)).toEqual([...asked, 'write:confluence-groups']);
	});
});
