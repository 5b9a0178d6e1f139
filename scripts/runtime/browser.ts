import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';

import type { N8nSession } from './n8nSession';

/** The editor is a large page, and a busy machine needs its time to show it. */
const PATIENCE_MS = 180_000;

/** Debian's; the first draws and starts in half the time of the whole browser. */
const USUAL = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'];

/** The program of a headless Chromium; `CHROMIUM_PATH` names another one than the usual. */
export const CHROMIUM = process.env.CHROMIUM_PATH ?? USUAL.find((path) => existsSync(path));

export async function openBrowser(): Promise<Browser> {
	return await chromium.launch({
		executablePath: CHROMIUM,
		args: ['--no-sandbox', '--disable-dev-shm-usage'],
	});
}

/** A page of n8n's editor in which whoever has the session is logged in. */
export async function openEditor(browser: Browser, { url, proof }: N8nSession): Promise<Page> {
	const context = await browser.newContext({ viewport: { width: 1600, height: 900 } });
	await context.addCookies(Object.entries(proof).map(([name, value]) => ({ url, name, value })));
	const page = await context.newPage();
	page.setDefaultTimeout(PATIENCE_MS);
	page.setDefaultNavigationTimeout(PATIENCE_MS);
	return page;
}
