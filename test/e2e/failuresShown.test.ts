import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';

import { openBrowser, openEditor } from '../../scripts/runtime/browser';
import { RUNTIME } from '../../scripts/runtime/places';
import type { Trial } from '../../scripts/runtime/trial';
import { runForError } from './editorPage';
import { FAILURE_CASES } from './failureCases';
import { createNodeWorkflow, PATIENCE_MS, trialInUse } from './inN8n';

jest.setTimeout(PATIENCE_MS);

/** What the panel showed, one picture for each case; docs/pictures has a copy of one. */
const PICTURES = join(RUNTIME, 'e2e', 'failuresShown', 'pictures');

/** Each failure by the editor's button, as the panel of the node shows it. */
describe('a failure in the editor', () => {
	let trial: Trial;
	let browser: Browser;
	let page: Page;
	/** Whatever was sent to Atlassian to prove who asks. */
	const secrets = new Set<string>();

	beforeAll(async () => {
		trial = await trialInUse({ seats: 20, seed: 7 });
		mkdirSync(PICTURES, { recursive: true });
		secrets.add(trial.simulator.client.secret);
		trial.simulator.exchanges.on(({ request }) => {
			const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
			if (token !== undefined) secrets.add(token);
		});
		browser = await openBrowser();
		page = await openEditor(browser, trial.session);
	});

	afterAll(async () => {
		await browser?.close();
		await trial?.stop();
	});

	it.each(FAILURE_CASES.map((one, at) => ({ ...one, at })))(
		'says what happened and what to do: $title',
		async ({ at, title, message, remedy, node, inputs, faults = [], before }) => {
			const items = inputs?.(trial) ?? [[{}]];
			const id = await createNodeWorkflow(trial, `Failure ${at}`, await node(trial), items);
			before?.(trial);
			for (const fault of faults) trial.simulator.addFault(fault);
			const shown = await runForError(page, trial.n8n.url, id, 'Node');
			trial.simulator.clearFaults();
			await page.screenshot({ path: join(PICTURES, `${title.replaceAll(' ', '-')}.png`) });
			expect(shown.message).toMatch(message);
			expect(shown.description).toContain(remedy);
			const everything = await page.content();
			expect([...secrets].filter((secret) => everything.includes(secret))).toEqual([]);
		},
	);

	it('was looked at with secrets that could have shown', () => {
		expect(secrets.size).toBeGreaterThan(1);
	});
});
