import axe from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright-core';
import { pathToFileURL } from 'node:url';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { CHROMIUM } from '../../scripts/runtime/browser';

/** How a page is looked at. */
export interface Look {
	scheme: 'light' | 'dark';
	width: number;
}

/** What a browser shows of a page. */
export interface Sight {
	page: Page;
	/** Everything that the browser has to say: console, errors, requests beyond the page itself. */
	complaints: string[];
}

/** A headless Chromium that opens pages from files, as somebody who got the report by mail does. */
export class ReportBrowser {
	private constructor(
		private readonly browser: Browser,
		private readonly folder: string,
	) {}

	static async open(): Promise<ReportBrowser> {
		const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
		const browser = await chromium.launch({ executablePath: CHROMIUM, args });
		return new ReportBrowser(browser, await mkdtemp(join(tmpdir(), 'license-report-')));
	}

	async show(html: string, { scheme, width }: Look): Promise<Sight> {
		const file = join(this.folder, 'report.html');
		await writeFile(file, html);
		const context = await this.browser.newContext({
			colorScheme: scheme,
			viewport: { width, height: 900 },
		});
		const page = await context.newPage();
		const complaints: string[] = [];
		page.on('console', (message) => complaints.push(`console: ${message.text()}`));
		page.on('pageerror', (error) => complaints.push(`error: ${String(error)}`));
		page.on('dialog', (dialog) => {
			complaints.push(`dialog: ${dialog.message()}`);
			void dialog.dismiss();
		});
		page.on('request', (request) => {
			const url = request.url();
			const isOwn = url === pathToFileURL(file).href || url.startsWith('data:');
			if (!isOwn) complaints.push(`request: ${url}`);
		});
		await page.goto(pathToFileURL(file).href);
		return { page, complaints };
	}

	async close(): Promise<void> {
		await this.browser.close();
		await rm(this.folder, { recursive: true, force: true });
	}
}

/** Opens everything that is folded, so that all of the page is looked at. */
export async function unfold(page: Page): Promise<void> {
	await page.evaluate(() => {
		document.querySelectorAll('details').forEach((details) => {
			details.open = true;
		});
	});
}

/** What axe finds against WCAG 2.2 AA and its best practices, in a line for each kind. */
export async function violationsOf(page: Page): Promise<string[]> {
	await page.evaluate(axe.source);
	return await page.evaluate(async () => {
		interface Found {
			id: string;
			help: string;
			nodes: Array<{ html: string }>;
		}
		const { axe: checker } = globalThis as unknown as {
			axe: { run: (root: Document) => Promise<{ violations: Found[] }> };
		};
		const { violations } = await checker.run(document);
		return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0]?.html ?? ''}`);
	});
}

/** How many pixels the page is wider than the window; 0 when nothing scrolls sideways. */
export async function overflowOf(page: Page): Promise<number> {
	return await page.evaluate(
		() => document.documentElement.scrollWidth - document.documentElement.clientWidth,
	);
}

/** Words that are cut off, or that lie over the edge of their box. */
export async function clippedOf(page: Page): Promise<string[]> {
	return await page.evaluate(() =>
		Array.from(document.querySelectorAll('section, .figures > div, td, tbody th, li, dd'))
			.filter((box) => box.scrollWidth > box.clientWidth + 1 && box.clientWidth > 0)
			.map((box) => `${box.tagName}: ${(box.textContent ?? '').slice(0, 60)}`),
	);
}

/** How many sheets of paper the page fills. */
export async function pagesOf(page: Page): Promise<number> {
	const paper = await page.pdf({ format: 'A4', preferCSSPageSize: true });
	return (paper.toString('latin1').match(/\/Type \/Page\b/g) ?? []).length;
}
