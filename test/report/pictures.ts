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
}

/** One site, so that the first screen is that of most readers. */
function oneSite(priced: boolean): string {
	return pageOf({
		people: company().filter(({ profile }) => profile === 'acme.atlassian.net'),
		models: MODELS.slice(0, 1),
		entitlements: priced ? ENTITLEMENTS.slice(0, 1) : [],
		receipts: priced ? undefined : [],
		earlier: earlierYear(),
	});
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
		{ name: 'report-phone', look: { scheme: 'light', width: 390 }, html: oneSite(true) },
	];
}

async function takePictures(): Promise<void> {
	const browser = await ReportBrowser.open();
	const folder = process.argv[2] ?? join(ROOT, 'docs/pictures');
	try {
		for (const { name, look, html, height = HEIGHT } of pictures()) {
			const { page } = await browser.show(html, look);
			const path = join(folder, `${name}.png`);
			const clip = { x: 0, y: 0, width: look.width, height };
			await page.screenshot({ path, clip, fullPage: true });
			console.log(`${name}.png: ${Math.round((await stat(path)).size / 1000)} kB`);
			await page.context().close();
		}
	} finally {
		await browser.close();
	}
}

void takePictures();
