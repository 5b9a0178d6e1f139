/** `npx tsx test/report/picture.ts` takes docs/pictures/report.png, the picture of the README. */
import { join } from 'node:path';

import { ROOT } from '../../scripts/docs/packageTypes';
import { ReportBrowser } from './browser';
import { pageOf } from './company';

async function takePicture(): Promise<void> {
	const browser = await ReportBrowser.open();
	try {
		const { page } = await browser.show(pageOf(), { scheme: 'light', width: 1180 });
		await page.screenshot({ path: join(ROOT, 'docs/pictures/report.png') });
	} finally {
		await browser.close();
	}
}

void takePicture();
