import type { Row } from '../../licensing/tableValues';
import {
	activePerson,
	entitlement,
	idlePerson,
	people,
	STANDARD,
} from '../licensing/position/samples';
import {
	clippedOf,
	overflowOf,
	pagesOf,
	ReportBrowser,
	unfold,
	violationsOf,
	type Look,
} from './browser';
import { HARD_CASES } from './hardCases';
import { company, earlierYear, ENTITLEMENTS, HOSTILE_NAME, MODELS, pageOf } from './company';

const LOOKS: Array<[string, Look]> = [
	['light', { scheme: 'light', width: 1280 }],
	['dark', { scheme: 'dark', width: 1280 }],
	['on a phone, light', { scheme: 'light', width: 360 }],
	['on a phone, dark', { scheme: 'dark', width: 360 }],
	['on a very small phone', { scheme: 'light', width: 320 }],
];

/** Every place of the page that shows a value from outside. */
const HOSTILE: Row = {
	displayName: HOSTILE_NAME,
	profile: `acme" onload="x" ${'w'.repeat(90)}`,
	subscriptionIdentifier: '</style><script>alert(2)</script>',
	reason: `${HOSTILE_NAME} \u202e\u0000 ${'M'.repeat(2000)}`,
};
const HOSTILE_MODEL = `<svg onload=alert(3)>${'&'.repeat(300)}`;

/** The words of a page. */
const text = (html: string) =>
	html
		.replace(/<style>.*?<\/style>/s, '')
		.replace(/<[^>]*>/g, ' ')
		.replaceAll('\u00a0', ' ')
		.replace(/\s+/g, ' ');

let browser: ReportBrowser;

beforeAll(async () => {
	browser = await ReportBrowser.open();
});

afterAll(async () => {
	await browser.close();
});

describe.each(LOOKS)('the report %s', (_name, look) => {
	test('fits its window, says nothing in the console, and axe finds no violation', async () => {
		const html = pageOf({ earlier: earlierYear(), groupBy: 'department' });
		const { page, complaints } = await browser.show(html, look);
		expect(await overflowOf(page)).toBe(0);
		await unfold(page);
		expect(await overflowOf(page)).toBe(0);
		expect(await violationsOf(page)).toEqual([]);
		expect(complaints).toEqual([]);
		await page.context().close();
	});
});

describe.each(HARD_CASES)('the report of %s', (_name, sources) => {
	const html = pageOf({ earlier: earlierYear(), ...sources });

	test.each(LOOKS.slice(0, 3))('is whole %s', async (_look, look) => {
		const { page, complaints } = await browser.show(html, look);
		expect(await overflowOf(page)).toBe(0);
		await unfold(page);
		expect(await overflowOf(page)).toBe(0);
		expect(await clippedOf(page)).toEqual([]);
		expect(await violationsOf(page)).toEqual([]);
		expect(complaints).toEqual([]);
		await page.context().close();
	});

	test('says no negative amount, and nothing that is no number', () => {
		const said = text(html);
		expect(said).not.toMatch(/NaN|Infinity|undefined|null|[ (]-\d/);
	});

	test('is printed on two pages', async () => {
		const { page } = await browser.show(html, { scheme: 'light', width: 1280 });
		expect(await pagesOf(page)).toBeLessThanOrEqual(2);
		await page.context().close();
	});
});

describe('values from outside', () => {
	const html = () =>
		pageOf({
			people: [
				...company(),
				idlePerson('hostile', 400, HOSTILE),
				idlePerson('rule', 10, {
					decision: 'excluded',
					reasonCode: 'excludedByRule',
					exclusionRule: HOSTILE_NAME,
					exclusionReason: HOSTILE_NAME,
					protectedFromReclamation: true,
				}),
				activePerson('lost', { subscriptionIdentifier: HOSTILE_NAME }),
			],
			models: [
				...MODELS,
				{
					identifier: HOSTILE.subscriptionIdentifier,
					model: HOSTILE_MODEL,
					product: '<b>',
					edition: "'",
				},
			],
			entitlements: [...ENTITLEMENTS, entitlement({ model: HOSTILE_MODEL })],
			leftOut: [HOSTILE_NAME],
		});

	test('stay text: nothing runs, nothing is loaded, nothing breaks the layout', async () => {
		const { page, complaints } = await browser.show(html(), { scheme: 'light', width: 320 });
		await unfold(page);
		expect(await page.locator('img, script, b[onload]').count()).toBe(0);
		expect(await page.title()).toBe('Confluence license report');
		const shown = await page.locator('bdi', { hasText: 'onerror' }).allTextContents();
		expect(shown.length).toBeGreaterThanOrEqual(4);
		for (const text of shown) expect(text.startsWith('<img src=x onerror="')).toBe(true);
		expect(await overflowOf(page)).toBe(0);
		expect(complaints).toEqual([]);
		await page.context().close();
	});

	test('the policy of the page stops even a script that got in', async () => {
		const broken = html().replace('<main', '<script>document.title="owned"</script><main');
		const { page, complaints } = await browser.show(broken, { scheme: 'light', width: 800 });
		expect(await page.title()).toBe('Confluence license report');
		expect(complaints.join()).toContain('Content Security Policy');
		await page.context().close();
	});
});

describe('what the report says', () => {
	test('the figures, what is due, why, and what was protected by which rule', () => {
		const said = text(pageOf());
		expect(said).toContain(
			'Of 250 seats bought, 274 are used. 24 seats are used without having been bought.',
		);
		expect(said).toContain(
			'Taking back 64 unused seats would save 739.20 EUR per month (of which 277.20 EUR is avoided true-up cost), all of it from 1 July 2026.',
		);
		expect(said).toContain('31 January 2027 Confluence Standard (annual) : 100 seats expire');
		expect(said).toContain('people have until then to answer');
		expect(said).toContain('Person b-34');
		expect(said).toContain('No activity for 298 days.');
		expect(said).toContain('Service accounts 25 25');
		expect(said).toContain('Administrator of the site 12 0');
		expect(said).toContain('partners gamma.atlassian.net 17');
		expect(said).toContain('Save as CSV: all 212 rows');
	});

	test('opens with the answer and a picture, with or without a price or a model', () => {
		for (const sources of [{}, { entitlements: [] }, { entitlements: [], models: [] }]) {
			const said = text(pageOf(sources));
			expect(said).toContain('In short Of 1,188 seats, 212 are idle');
			expect(said).toContain('When people were last active');
			expect(said.includes('They cost')).toBe(!('entitlements' in sources));
		}
	});

	test('an empty site, and one that nothing is known of, still make a page', async () => {
		const nothing = { models: [], entitlements: [], receipts: [], candidates: [] };
		for (const html of [
			pageOf({ ...nothing, people: [], models: MODELS }),
			pageOf({ ...nothing, people: [activePerson('a')] }),
			pageOf({ ...nothing, people: [activePerson('a')], models: [STANDARD] }),
		]) {
			const { page, complaints } = await browser.show(html, { scheme: 'dark', width: 360 });
			expect(await violationsOf(page)).toEqual([]);
			expect(await overflowOf(page)).toBe(0);
			expect(complaints).toEqual([]);
			await page.context().close();
		}
	});

	test('what to do next, who waits and until when', () => {
		const said = text(pageOf());
		expect(said).toContain('18 want to keep their seats: approve or reject');
		expect(said).toContain('36 were asked and have not answered yet 36 due this week');
		expect(said).toContain('122 idle seats, nobody asked yet');
		expect(said).toContain(
			'22 wait until 27 June 2026, being new no activity found, first seen on 28 May 2026',
		);
		expect(said).toContain('6 keep their seats for now until 1 September 2026');
	});

	test('never "never": what was not found is said with its date', () => {
		const said = text(pageOf());
		expect(said).toContain('nothing found since 1 February 2026');
		expect(said).not.toMatch(/never (active|used|logged)/i);
	});

	test('a year of earlier positions, and since when they are known', () => {
		const said = text(pageOf({ earlier: earlierYear() }));
		expect(said).toContain('Known since 14 August 2025.');
		expect(said).toMatch(
			/Left \d+ fewer than at the position before; 41 seats taken back here/,
		);
		expect(text(pageOf())).toContain('There are no earlier positions yet.');
	});

	test('the first screen holds the answer, the picture and what to do next', async () => {
		for (const sources of [{}, { entitlements: [] }]) {
			const { page } = await browser.show(pageOf(sources), { scheme: 'light', width: 1280 });
			for (const heading of ['In short', 'When people were last active', 'What to do next']) {
				const box = await page.getByRole('heading', { name: heading }).boundingBox();
				expect(box?.y).toBeLessThan(520);
			}
			const bars = await page.locator('.bars').first().boundingBox();
			expect((bars?.y ?? 0) + (bars?.height ?? 0)).toBeLessThan(800);
			await page.context().close();
		}
	});

	test('lists are folded until somebody opens them, and show 25 rows at most', async () => {
		const { page } = await browser.show(pageOf(), { scheme: 'light', width: 1280 });
		const lists = page.locator('details.list');
		expect(await lists.count()).toBeGreaterThanOrEqual(3);
		for (const list of await lists.all()) {
			expect(await list.getAttribute('open')).toBeNull();
			for (const body of await list.locator('tbody').all()) {
				expect(await body.locator('tr').count()).toBeLessThanOrEqual(25);
			}
		}
		await page.context().close();
	});

	test('a link saves the whole list, with no cell that a spreadsheet would run', async () => {
		const html = pageOf({
			people: [...company(), idlePerson('x', 999, { displayName: '=HYPERLINK("x")' })],
		});
		const { page } = await browser.show(html, { scheme: 'light', width: 1280 });
		await unfold(page);
		const link = page.getByRole('link', { name: 'Save as CSV: all 213 rows' });
		expect(await link.getAttribute('download')).toBe('confluence-idle-seats.csv');
		const data = (await link.getAttribute('href')) ?? '';
		const csv = Buffer.from(data.slice(data.indexOf(',') + 1), 'base64').toString('utf8');
		expect(csv.trimEnd().split('\r\n')).toHaveLength(214);
		expect(csv).toContain(`"'=HYPERLINK(""x"")"`);
		await page.context().close();
	});

	test('it is printed on white, on two pages, with nothing to fold', async () => {
		const html = pageOf({ earlier: earlierYear() });
		const { page } = await browser.show(html, { scheme: 'dark', width: 1280 });
		await page.emulateMedia({ media: 'print' });
		const body = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
		expect(body).toBe('rgb(255, 255, 255)');
		expect(await page.locator('summary').first().isVisible()).toBe(false);
		expect(await pagesOf(page)).toBeLessThanOrEqual(2);
		await page.context().close();
	});
});

test('the page stays under 1 MB, however many and however long the values are', () => {
	const wide = '"'.repeat(5_000);
	const html = pageOf({
		people: people(3_000, (id, place) =>
			idlePerson(id, place, {
				profile: `${place % 200}-${wide}`,
				displayName: wide,
				reason: wide,
				subscriptionIdentifier: place % 2 ? 'confluence-users' : `${place}-${wide}`,
			}),
		),
		entitlements: [entitlement()],
	});
	expect(Buffer.byteLength(html)).toBeLessThan(1_000_000);
});
