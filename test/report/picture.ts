/** `npx tsx test/report/picture.ts` takes docs/pictures/report.png, the picture of the README. */
import { join } from 'node:path';

import { ROOT } from '../../scripts/docs/packageTypes';
import { ReportBrowser } from './browser';
import { company, ENTITLEMENTS, MODELS, pageOf } from './company';

async function takePicture(): Promise<void> {
	const html = pageOf({
		people: company().filter(({ profile }) => profile === 'acme.atlassian.net'),
		models: MODELS.slice(0, 1),
		entitlements: ENTITLEMENTS.slice(0, 1),
	});
	const browser = await ReportBrowser.open();
	try {
		const { page } = await browser.show(html, { scheme: 'light', width: 1180 });
		const path = join(ROOT, 'docs/pictures/report.png');
		const clip = { x: 0, y: 0, width: 1180, height: 1040 };
		await page.screenshot({ path, clip, fullPage: true });
	} finally {
		await browser.close();
	}
}

void takePicture();
