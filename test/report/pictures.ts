/** `npm run pictures` takes the pictures of the report for the README and the documentation. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';

import { ROOT } from '../../scripts/docs/packageTypes';
import { ReportBrowser, type Look } from './browser';
import { company, earlierYear, ENTITLEMENTS, MODELS, pageOf } from './company';

const HEIGHT = 800;

interface Picture {
	name: string;
	look: Look;
	html: string;
	height?: number;
	/** Only this part of the page. */
	section?: string;
}

/** One site, so that the first screen is that of most readers. */
function oneSite(priced: boolean, earlier = earlierYear()): string {
	return pageOf({
		people: company().filter(({ profile }) => profile === 'acme.atlassian.net'),
		models: MODELS.slice(0, 1),
		entitlements: priced ? ENTITLEMENTS.slice(0, 1) : [],
		receipts: priced ? undefined : [],
		earlier,
	});
}

/** Savings since March, and some weeks in which nothing was stored. */
function aYear(): string {
	const saved = (place: number) => Math.max(0, Math.floor((place - 210) / 30)) * 59.04;
	const earlier = earlierYear().map((row, place) => ({
		...row,
		currency: 'USD',
		actualSavingsThisYear: saved(place),
	}));
	return oneSite(
		true,
		earlier.filter((_, place) => place < 110 || place > 150),
	);
}

function nothingToDo(): string {
	return pageOf({
		people: company().filter(
			({ profile, decision, activityStatus }) =>
				profile === 'acme.atlassian.net' &&
				decision === 'retained' &&
				activityStatus === 'known',
		),
		models: MODELS.slice(0, 1),
		entitlements: [{ ...ENTITLEMENTS[0], purchased: 640 }],
		receipts: [],
		candidates: [],
	});
}

function pictures(): Picture[] {
	const desktop: Look = { scheme: 'light', width: 1280 };
	return [
		{ name: 'report', look: desktop, html: oneSite(true) },
		{ name: 'report-no-price', look: desktop, html: oneSite(false) },
		{ name: 'report-nothing-to-do', look: desktop, html: nothingToDo() },
		{ name: 'report-dark', look: { ...desktop, scheme: 'dark' }, html: oneSite(true) },
		{ name: 'report-year', look: desktop, html: aYear(), section: '.year' },
		{ name: 'report-phone', look: { scheme: 'light', width: 390 }, html: oneSite(true) },
	];
}

async function takePictures(): Promise<void> {
	const browser = await ReportBrowser.open();
	const folder = process.argv[2] ?? join(ROOT, 'docs/pictures');
	try {
		for (const { name, look, html, section, height = HEIGHT } of pictures()) {
			const { page } = await browser.show(html, look);
			const path = join(folder, `${name}.png`);
			const clip = { x: 0, y: 0, width: look.width, height };
			if (section === undefined) await page.screenshot({ path, clip, fullPage: true });
			else await page.locator(section).screenshot({ path });
			console.log(`${name}.png: ${Math.round((await stat(path)).size / 1000)} kB`);
			await page.context().close();
		}
	} finally {
		await browser.close();
	}
}

void takePictures();
