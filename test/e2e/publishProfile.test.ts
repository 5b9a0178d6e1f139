import type { Browser, Page } from 'playwright-core';

import { PROFILE_SETTINGS } from '../../nodes/GetCloudId/profileSettings';
import { openBrowser } from '../../scripts/runtime/browser';
import { changeRows, tableRows } from '../../scripts/runtime/dataTables';
import type { Fields } from '../../scripts/runtime/executions';
import { openForm, submit } from '../../scripts/runtime/formPage';
import { PAGES_LOGIN, type Trial } from '../../scripts/runtime/trial';
import { publishWorkflow } from '../../scripts/runtime/workflows';
import { PATIENCE_MS, trialInUse } from './inN8n';

jest.setTimeout(PATIENCE_MS);

const PUBLISHED = 'The profile is published';
const DRAFT = 'The profile stays a draft';

/** Settings as somebody changed them in the table. */
const CHANGED = {
	mode: 'adminDecides',
	signal: 'both',
	newUserGraceDays: 0,
	neverActive: 'retain',
	daysBeforeAutoReclaim: 21,
	reminderEveryDays: 0,
	maxNewPerRun: 5,
	approveKeep: true,
	coolDownDays: 10,
	acknowledgeEditsOnly: true,
	maxPerRun: 3,
	maxShrinkPercent: 12.5,
	includeGuests: true,
	retentionDays: 90,
};

describe('publishing a profile again in a real n8n', () => {
	let trial: Trial;
	let browser: Browser;

	beforeAll(async () => {
		trial = await trialInUse({ seats: 40, seed: 7 });
		browser = await openBrowser();
		for (const id of ['clmJobFailed0001', 'clmPublish000001']) {
			await publishWorkflow(trial.session, id);
		}
	});

	afterAll(async () => {
		await browser?.close();
		await trial?.stop();
	});

	const profiles = () => tableRows(trial.session, 'clm_profiles');
	const change = async (fields: Fields) => {
		const [row] = await profiles();
		const where = { column: 'profile', value: String(row?.profile) };
		await changeRows(trial.session, 'clm_profiles', where, fields);
	};
	const threshold = (page: Page) => page.locator('input[type=number]');
	const publish = async (expected: string, fill?: (page: Page) => Promise<void>) => {
		const page = await openForm(browser, `${trial.n8n.url}/form/publish-profile`, PAGES_LOGIN);
		await submit(page, 'Which site?');
		await page.locator('select').selectOption({ label: trial.simulator.world.sites[0]?.url });
		await submit(page, 'Which groups give people a license?');
		await fill?.(page);
		const said = await submit(page, expected);
		await page.context().close();
		return said;
	};

	it('leaves empty what the form does not ask for: the default of the node', async () => {
		await publish(PUBLISHED);
		const asked = ['inactivityThresholdDays'];
		const [row] = await profiles();
		const others = [...PROFILE_SETTINGS.keys()].filter((name) => !asked.includes(name));
		expect(others.filter((name) => row?.[name] !== null)).toEqual([]);
	});

	it('keeps every setting that the form does not ask for', async () => {
		await change(CHANGED);
		await publish(PUBLISHED, async (page) => threshold(page).fill('90'));
		const rows = await profiles();
		expect(rows).toHaveLength(1);
		expect(rows[0]).toMatchObject({
			...CHANGED,
			status: 'published',
			inactivityThresholdDays: 90,
			lookbackDays: null,
		});
	});

	it('looks back at least as far as the threshold', async () => {
		await change({ lookbackDays: 30 });
		await publish(PUBLISHED);
		expect((await profiles())[0]).toMatchObject({ lookbackDays: 90 });
	});

	it('asks with what the profile has', async () => {
		const [before] = await profiles();
		const [first = ''] = JSON.parse(String(before?.accessGroups)) as string[];
		await change({ accessGroups: JSON.stringify([first]) });
		await publish(PUBLISHED, async (page) => {
			expect(await threshold(page).inputValue()).toBe('90');
		});
		expect((await profiles())[0]).toMatchObject({ accessGroups: JSON.stringify([first]) });
	});

	it('knows a group by its place in the list, whatever it is called', async () => {
		const [before] = await profiles();
		const [first] = trial.simulator.world.groups.filter(({ id }) =>
			String(before?.accessGroups).includes(id),
		);
		if (first === undefined) throw new Error('The profile has no group of the simulator.');
		const { name } = first;
		first.name = 'Finance $$ users, $& {{ 1 }} Europe';
		try {
			await publish(PUBLISHED);
			expect((await profiles())[0]).toMatchObject({
				accessGroups: JSON.stringify([first.id]),
			});
		} finally {
			first.name = name;
		}
	});

	it('changes nothing for a choice that is not in the list', async () => {
		const before = await profiles();
		const said = await publish('Nothing was changed', async (page) => {
			await page
				.locator('input[type=checkbox]:checked')
				.first()
				.evaluate((box: HTMLInputElement) => {
					box.value = '999. Everybody';
				});
		});
		expect(said).toContain('999. Everybody');
		expect(await profiles()).toEqual(before);
	});

	it.each(['0', '-1', '1.5'])(
		'stays a draft with a threshold of %s, and says why',
		async (days) => {
			const said = await publish(DRAFT, async (page) => threshold(page).fill(days));
			expect(said).toContain(
				`Inactivity Threshold (Days) must be a whole number from 1 to 3650, but it is ${days} (`,
			);
			expect((await profiles())[0]).toMatchObject({ status: 'draft' });
		},
	);

	it.each([
		[
			{ daysBeforeAutoReclaim: 0 },
			'Days Before Auto Reclaim must be a whole number from 1 to 3650, but it is 0 (column daysBeforeAutoReclaim)',
		],
		[
			{ mode: 'dryRun' },
			'Mode must be one of reportOnly, askPeople, adminDecides, automatic, but it is "dryRun" (column mode)',
		],
		[{ coolDownDays: -1 }, 'Cool-Down (Days) must be a whole number from 0 to 3650'],
		[
			{ neverActive: 'Keep' },
			'Never Active must be one of candidate, retain, but it is "Keep" (column neverActive)',
		],
	])('stays a draft with %j in the table, and says why', async (settings, sentence) => {
		await change(settings);
		const said = await publish(DRAFT, async (page) => threshold(page).fill('90'));
		expect(said).toContain(sentence);
		await change(CHANGED);
	});

	it('is published again once they are corrected', async () => {
		await publish(PUBLISHED);
		expect((await profiles())[0]).toMatchObject({ status: 'published' });
	});
});
