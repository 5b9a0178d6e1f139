import { chromium, type Browser, type Page } from 'playwright-core';

import { OWNER } from './owner';

/** The editor is a large page, and a busy machine needs its time to show it. */
const PATIENCE_MS = 180_000;

/** A headless Chromium; `CHROMIUM_PATH` names another one than the usual. */
export async function openBrowser(): Promise<Browser> {
	return await chromium.launch({
		executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
		args: ['--no-sandbox', '--disable-dev-shm-usage'],
	});
}

/** A page of n8n's editor in which the owner is logged in. */
export async function openEditor(browser: Browser, url: string): Promise<Page> {
	const context = await browser.newContext({ viewport: { width: 1600, height: 900 } });
	const page = await context.newPage();
	page.setDefaultTimeout(PATIENCE_MS);
	page.setDefaultNavigationTimeout(PATIENCE_MS);
	await page.goto(`${url}/signin`);
	await page
		.locator('input[autocomplete="email"], input[type="email"]')
		.first()
		.fill(OWNER.email);
	await page.locator('input[type="password"]').first().fill(OWNER.password);
	await page.locator('[data-test-id="form-submit-button"]').click();
	await page.waitForURL((address) => !address.pathname.includes('signin'));
	return page;
}
