import type { Browser, Page } from 'playwright-core';

const PATIENCE_MS = 180_000;

/** Opens a form of n8n as a person does; pages for administrators need a login. */
export async function openForm(
	browser: Browser,
	address: string,
	login?: { user: string; password: string },
): Promise<Page> {
	const httpCredentials =
		login === undefined ? undefined : { username: login.user, password: login.password };
	const context = await browser.newContext({ httpCredentials });
	const page = await context.newPage();
	page.setDefaultTimeout(PATIENCE_MS);
	page.setDefaultNavigationTimeout(PATIENCE_MS);
	await page.goto(address);
	return page;
}

/** Picks a radio button or ticks a box by its words. */
export async function pick(page: Page, words: string): Promise<void> {
	await page.getByText(words, { exact: true }).first().click();
}

/** Presses the button and waits for the page that says `expected`; answers all that it says. */
export async function submit(page: Page, expected: string): Promise<string> {
	await page.locator('#submit-btn').click();
	await page.getByText(expected).first().waitFor();
	return (await page.locator('body').innerText()).trim();
}
