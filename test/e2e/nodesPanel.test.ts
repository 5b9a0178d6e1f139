import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';

import { packageTypes } from '../../scripts/docs/packageTypes';
import { openBrowser, openEditor } from '../../scripts/runtime/browser';
import {
	createCredential,
	OAUTH_CREDENTIAL,
	simulatorConnection,
} from '../../scripts/runtime/credentials';
import { N8nRefusal } from '../../scripts/runtime/n8nSession';
import { PACKAGE_NAME, RUNTIME } from '../../scripts/runtime/places';
import type { Trial } from '../../scripts/runtime/trial';
import { waitFor } from '../../scripts/runtime/waitFor';
import { shippedWorkflows, type WorkflowNode } from '../../scripts/runtime/workflowFiles';
import { readWorkflow } from '../../scripts/runtime/workflows';
import {
	addNode,
	byTestId,
	fillInCredential,
	isSwitchedOn,
	nodesShown,
	openLocatorList,
	openOptions,
	openWorkflow,
	pickCredential,
	pickEntry,
	scopesAskedFor,
	searchNodes,
	textsOf,
} from './editorPage';
import { createNodeWorkflow, PATIENCE_MS, trialInUse } from './inN8n';

jest.setTimeout(PATIENCE_MS);

/** What the editor showed; docs/pictures has copies of these. */
const PICTURES = join(RUNTIME, 'e2e', 'nodesPanel', 'pictures');

/** The workflows as it shows them; README uses copies of these. */
const OF_WORKFLOWS = join(RUNTIME, 'e2e', 'pictures');

/** The workflows, and from the panel of nodes to a saved node, with nothing typed that a list offers. */
describe('the editor, its panel of nodes and its live lists', () => {
	let trial: Trial;
	let browser: Browser;
	let page: Page;

	beforeAll(async () => {
		trial = await trialInUse({ seats: 60, seed: 7 });
		for (const folder of [PICTURES, OF_WORKFLOWS]) mkdirSync(folder, { recursive: true });
		const { url, client } = trial.simulator;
		await createCredential(trial.session, {
			name: 'Another one, not connected',
			type: OAUTH_CREDENTIAL,
			data: simulatorConnection({ url, clientId: client.id, clientSecret: client.secret }),
		});
		browser = await openBrowser();
		page = await openEditor(browser, trial.session);
	});

	afterAll(async () => {
		await browser?.close();
		await trial?.stop();
	});

	/** Install needs a key of n8n: installByHand.test.ts opens it. */
	const opened = shippedWorkflows().filter(({ file }) => file !== 'install.json');

	it.each(opened)('opens $file without a warning', async ({ file, workflow }) => {
		const { issues } = await openWorkflow(page, trial.n8n.url, workflow.id);
		await page.screenshot({ path: join(OF_WORKFLOWS, file.replace('.json', '.png')) });
		expect(issues).toEqual([]);
	});

	it('warns of a node without its credential, so that a warning would have been seen', async () => {
		const id = await createNodeWorkflow(
			trial,
			'Without its credential',
			{ type: `${PACKAGE_NAME}.downloadSubscriptions`, parameters: {}, credentials: {} },
			[[{}]],
		);
		const { issues } = await openWorkflow(page, trial.n8n.url, id);
		expect(issues).toHaveLength(1);
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

	it('finds every node of the package by the word Confluence, with its description', async () => {
		const { nodes } = await packageTypes();
		expect(nodes.size).toBe(8);
		await searchNodes(page, trial.n8n.url, 'Confluence');
		const shown = await nodesShown(page);
		const descriptions = await byTestId(page, 'node-creator-item-description').allInnerTexts();
		await page.screenshot({ path: join(PICTURES, 'nodes-panel.png') });
		for (const { displayName, description } of nodes.values()) {
			expect(shown.filter((name) => name === displayName)).toEqual([displayName]);
			expect(descriptions).toContain(description);
		}
	});

	it('saves the credential, the site and the access groups picked from live lists', async () => {
		const { nodes } = await packageTypes();
		const download = nodes.get('downloadSubscriptions');
		const [site] = trial.simulator.world.sites;
		if (!download || !site) throw new Error('There is no node or no site to pick.');
		await searchNodes(page, trial.n8n.url, 'Confluence');
		await addNode(page, download.displayName, 'Download subscriptions');
		const reference = trial.credentials[OAUTH_CREDENTIAL];
		if (!reference) throw new Error('The trial has no Confluence credential.');
		await pickCredential(page, reference);

		const sites = await openLocatorList(page, 'cloudId');
		expect(await textsOf(sites)).toEqual(
			trial.simulator.world.sites.map(({ name, url }) => `${name} (${new URL(url).host})`),
		);
		await page.screenshot({ path: join(PICTURES, 'site-list.png') });
		await pickEntry(page, sites.filter({ hasText: `(${new URL(site.url).host})` }));

		const groups = trial.simulator.world.groups.filter(({ accessTypes }) =>
			Object.values(accessTypes).some((types) => types.includes('user')),
		);
		const offered = await openOptions(page, 'accessGroups');
		const texts = await textsOf(offered);
		const inEntry = (group: (typeof groups)[number]) =>
			group.managedBy === 'EXTERNAL'
				? `${group.name} (managed by an identity provider)`
				: group.name;
		expect([...texts].sort()).toEqual(groups.map(inEntry).sort());
		const wanted = groups.filter(({ managedBy }) => managedBy !== 'EXTERNAL').slice(0, 2);
		expect(wanted).toHaveLength(2);
		for (const { name } of wanted) await offered.getByText(name, { exact: true }).click();
		await page.screenshot({ path: join(PICTURES, 'access-groups.png') });
		await page.keyboard.press('Escape');
		await byTestId(page, 'ndv-close-button').click();

		const saved = await waitFor('the editor to save', { forMs: 60_000 }, savedDownload);
		expect(saved.credentials).toEqual({ [OAUTH_CREDENTIAL]: reference });
		expect(saved.parameters).toMatchObject({
			cloudId: { mode: 'list', value: site.cloudId },
			accessGroups: wanted.map(({ id }) => id),
		});
	});

	/** The node once the editor has saved it; a new workflow has its address before it is stored. */
	async function savedDownload(): Promise<WorkflowNode | undefined> {
		const id = /\/workflow\/(\w+)/.exec(page.url())?.[1] ?? '';
		try {
			const { nodes } = await readWorkflow(trial.session, id);
			const node = nodes.find(({ type }) => type === `${PACKAGE_NAME}.downloadSubscriptions`);
			const picked = node?.parameters.accessGroups;
			return Array.isArray(picked) && picked.length === 2 ? node : undefined;
		} catch (error) {
			if (error instanceof N8nRefusal && error.status === 404) return undefined;
			throw error;
		}
	}
});
