import type { Locator, Page } from 'playwright-core';

/** What the editor's own developers call the parts of the page. */
export const byTestId = (page: Page | Locator, id: string): Locator =>
	page.locator(`[data-test-id="${id}"]`);

/**
 * Goes to a workflow by the editor's own router where the editor is open already: to load it anew
 * takes several times as long.
 */
async function goToWorkflow(page: Page, url: string, id: string): Promise<void> {
	const path = `/workflow/${id}`;
	if (!page.url().startsWith(url)) {
		await page.goto(url + path);
		return;
	}
	await page.evaluate((to) => {
		history.pushState(null, '', to);
		dispatchEvent(new PopStateEvent('popstate', { state: null }));
	}, path);
}

/** An empty workflow with the panel of nodes open and a word searched in it. */
export async function searchNodes(page: Page, url: string, word: string): Promise<void> {
	await page.goto(`${url}/workflow/new`);
	await byTestId(page, 'node-creator-plus-button').click();
	await byTestId(page, 'node-creator-search-bar').fill(word);
	await byTestId(page, 'node-creator-item-name').filter({ hasText: word }).first().waitFor();
}

/** The names that the panel of nodes shows. */
export async function nodesShown(page: Page): Promise<string[]> {
	const names = await byTestId(page, 'node-creator-item-name').allInnerTexts();
	return names.map((name) => name.trim());
}

/** Adds a node by one of its actions; the editor then opens it. */
export async function addNode(page: Page, node: string, action: string): Promise<void> {
	const named = (words: string) =>
		byTestId(page, 'node-creator-item-name').getByText(words, { exact: true }).first();
	await named(node).click();
	await named(action).click();
	await byTestId(page, 'ndv').waitFor();
}

/** Picks the credential of the open node by its name. */
export async function pickCredential(page: Page, { id }: { id: string }): Promise<void> {
	await byTestId(page, 'node-credentials-select').click();
	await byTestId(page, `node-credentials-select-item-${id}`).click();
}

/** Opens the live list of a resource locator and answers its entries. */
export async function openLocatorList(page: Page, parameter: string): Promise<Locator> {
	await byTestId(byTestId(page, `resource-locator-${parameter}`), 'rlc-input').click();
	const entries = byTestId(page, 'rlc-item');
	await entries.first().waitFor();
	return entries;
}

/** Picks an entry of a live list, and waits for the lists that depend on it. */
export async function pickEntry(page: Page, entry: Locator): Promise<void> {
	const isList = (url: string) => url.includes('/dynamic-node-parameters/options');
	await Promise.all([page.waitForResponse((answer) => isList(answer.url())), entry.click()]);
}

/** Opens the live list of a parameter that takes several values and answers its entries. */
export async function openOptions(page: Page, parameter: string): Promise<Locator> {
	await byTestId(page, `parameter-input-${parameter}`).click();
	const entries = page.locator('.el-select-dropdown__item:visible');
	await entries.first().waitFor();
	return entries;
}

/** Entries of a live list as a person reads them. */
export async function textsOf(entries: Locator): Promise<string[]> {
	return (await entries.allInnerTexts()).map((text) => text.trim());
}

/** The warnings come with the nodes or right after; a test looks at one that must be seen. */
const WARNINGS_SHOW_WITHIN_MS = 500;

/** Opens a stored workflow and answers the nodes that the editor warns of. */
export async function openWorkflow(
	page: Page,
	url: string,
	id: string,
): Promise<{ issues: string[] }> {
	await goToWorkflow(page, url, id);
	return { issues: await warningsOf(page) };
}

/** The nodes of the open workflow that the editor warns of. */
export async function warningsOf(page: Page): Promise<string[]> {
	const nodes = byTestId(page, 'canvas-node');
	await nodes.first().waitFor();
	await page.waitForTimeout(WARNINGS_SHOW_WITHIN_MS);
	const warned = await nodes.filter({ has: byTestId(page, 'node-issues') }).allInnerTexts();
	const unknown = await page
		.locator('text=/Install this node|unrecognized node/i')
		.allInnerTexts();
	return [...warned, ...unknown];
}

/** What the panel of a node shows of its error. */
export interface ShownError {
	message: string;
	description: string;
}

/** Runs a stored workflow by the editor's button, opens a node of it and reads its error. */
export async function runForError(
	page: Page,
	url: string,
	id: string,
	node: string,
): Promise<ShownError> {
	await goToWorkflow(page, url, id);
	const box = byTestId(page, 'canvas-node').filter({ hasText: node }).last();
	await box.waitFor();
	await byTestId(page, 'execute-workflow-button').click();
	await byTestId(box, 'node-issues').waitFor();
	await box.dblclick();
	const message = byTestId(page, 'node-error-message').first();
	await message.waitFor();
	const description = byTestId(page, 'node-error-description').first();
	return {
		message: (await message.innerText()).trim(),
		description: (await description.innerText()).trim(),
	};
}

/** Opens an empty credential of this package that shall connect to a simulator. */
export async function fillInCredential(
	page: Page,
	url: string,
	app: { url: string; clientId: string; clientSecret: string },
): Promise<void> {
	await page.goto(`${url}/home/credentials/create`);
	const type = byTestId(page, 'new-credential-type-select').locator('input');
	await type.fill('Confluence Cloud Licenses');
	await page.locator('.el-select-dropdown__item:visible').first().click();
	await byTestId(page, 'new-credential-type-button').click();
	const field = (name: string) => byTestId(page, `parameter-input-${name}`).locator('input');
	await field('clientId').fill(app.clientId);
	await field('clientSecret').fill(app.clientSecret);
	await fillInSimulator(page, app.url);
}

/** What a credential for the simulator needs beyond one for Atlassian: its environment. */
export async function fillInSimulator(page: Page, url: string): Promise<void> {
	await byTestId(page, 'parameter-input-environment').click();
	await page.locator('.el-select-dropdown__item:visible', { hasText: 'Custom' }).click();
	for (const name of ['customAuthUrl', 'customApiUrl']) {
		await byTestId(page, `parameter-input-${name}`).locator('input').fill(url);
	}
}

/** Whether a switch of the open credential is on. */
export async function isSwitchedOn(page: Page, name: string): Promise<boolean> {
	return await byTestId(page, `parameter-input-${name}`).getByRole('switch').isChecked();
}

/** Saves the open credential by its "Connect" button, and answers the scopes that it asks for. */
export async function scopesAskedFor(page: Page): Promise<string[]> {
	const connect = page.locator('[data-test-id="quick-connect-button"]:visible').first();
	const [consent] = await Promise.all([page.waitForEvent('popup'), connect.click()]);
	await consent.locator('#accept').waitFor();
	const scopes = await consent.locator('li code').allInnerTexts();
	await consent.close();
	return scopes;
}
