import type { Browser, Page } from 'playwright-core';

import { PROFILE_SETTINGS } from '../../nodes/GetCloudId/profileSettings';
import { openBrowser } from '../../scripts/runtime/browser';
import { addRows, changeRows, tableRows } from '../../scripts/runtime/dataTables';
import type { Fields } from '../../scripts/runtime/executions';
import { openForm, pick, submit } from '../../scripts/runtime/formPage';
import { ADDRESSES, changeSetting } from '../../scripts/runtime/settings';
import { PAGES_LOGIN, type Trial } from '../../scripts/runtime/trial';
import { publishWorkflow } from '../../scripts/runtime/workflows';
import { PATIENCE_MS, trialInUse } from './inN8n';
import { snapshotOf } from './previewedPeople';

jest.setTimeout(PATIENCE_MS);

const PUBLISHED = 'The profile is published';
const PREVIEW = 'Nothing is stored yet.';
const ASK_PEOPLE = 'Ask people: whoever gives the license up or does not answer in time loses it';
const AUTOMATIC = 'Automatic: licenses are taken back without asking anybody';

/** What somebody chose before, each other than its default. */
const STORED = {
	signal: 'both',
	lookbackDays: 400,
	inactivityThresholdDays: 90,
	newUserGraceDays: 20,
	neverActive: 'retain',
	daysBeforeAutoReclaim: 21,
	reminderEveryDays: 0,
	maxNewPerRun: 3,
	approveKeep: true,
	coolDownDays: 10,
	acknowledgeEditsOnly: true,
	maxPerRun: 2,
	maxShrinkPercent: 12.5,
	includeGuests: true,
	retentionDays: 90,
};

/** Opens the form and comes as far as the page of groups and settings; each test goes on where the last ended. */
describe('publishing a profile in a real n8n', () => {
	let trial: Trial;
	let browser: Browser;
	let host: string;

	beforeAll(async () => {
		trial = await trialInUse({ seats: 40, seed: 7 });
		browser = await openBrowser();
		host = new URL(String(trial.simulator.world.sites[0]?.url)).host;
		for (const id of ['clmJobFailed0001', 'clmPublish000001']) {
			await publishWorkflow(trial.session, id);
		}
	});

	afterAll(async () => {
		await browser?.close();
		await trial?.stop();
	});

	const profile = async () => {
		const rows = await tableRows(trial.session, 'clm_profiles');
		expect(rows).toHaveLength(1);
		return rows[0];
	};
	const models = () => tableRows(trial.session, 'clm_software_models');
	const change = async (table: string, fields: Fields) =>
		await changeRows(trial.session, table, { column: 'profile', value: host }, fields);
	const field = (page: Page, label: string | RegExp) => page.getByLabel(label);
	const open = async () => {
		const page = await openForm(browser, `${trial.n8n.url}/form/publish-profile`, PAGES_LOGIN);
		await submit(page, 'Which site?');
		await page.locator('select').selectOption({ label: trial.simulator.world.sites[0]?.url });
		await submit(page, 'Groups and settings');
		return page;
	};
	const publish = async (page: Page, siteName?: string) => {
		const preview = await submit(page, PREVIEW);
		if (siteName !== undefined) await page.locator('input[type=text]').fill(siteName);
		const said = await submit(page, PUBLISHED);
		await page.context().close();
		return { preview, said };
	};

	it('begins with report only, with an empty cell for each default', async () => {
		const { preview, said } = await publish(await open());
		expect(preview).toContain('Run Daily Sync once.');
		expect(preview).not.toContain('type the name of the site');
		expect(said).toContain(`${host} is part of the next Daily Sync. Its mode is report only`);
		const chosen = { mode: 'reportOnly', signal: 'available', neverActive: 'candidate' };
		const row = await profile();
		expect(row).toMatchObject({ ...chosen, profile: host, status: 'published' });
		const numbers = [...PROFILE_SETTINGS].filter(([, { type }]) => type === 'number');
		expect(numbers.filter(([name]) => row?.[name] !== null)).toEqual([]);
		const groups = JSON.parse(String(row?.accessGroups)) as string[];
		expect((await models()).map(({ identifier }) => identifier)).toEqual(namesOf(groups));
	});

	it('does not go live for another name, and says so', async () => {
		await changeSetting(trial.session, 'administrator', '');
		const page = await open();
		await pick(page, ASK_PEOPLE);
		const { preview, said } = await publish(page, 'another.atlassian.net');
		expect(preview).toContain('The address of the administrator is not entered yet.');
		await changeSetting(trial.session, 'administrator', ADDRESSES.administrator);
		expect(said).toContain('It did not go live: you did not type the name of the site.');
		expect(await profile()).toMatchObject({ mode: 'reportOnly', status: 'published' });
	});

	it('says who would be asked and who is kept, and goes live by the name of the site', async () => {
		const [rule, people] = snapshotOf(host, Date.now());
		await addRows(trial.session, 'clm_exclusion_rules', [rule]);
		await addRows(trial.session, 'clm_subscriptions', people);
		const page = await open();
		await pick(page, ASK_PEOPLE);
		await field(page, /a day at most are asked/).fill('3');
		const { preview, said } = await publish(page, ` HTTPS://${host.toUpperCase()}/wiki`);
		for (const sentence of [
			': 17 people have a license, 8 of them unused.',
			'About 7 people would be asked, 3 a day, so the last in 3 days.',
			'1 unused license belongs to somebody without an e-mail address',
			'Only edits were looked at for 8 of them.',
			'2 people wait as new',
			'1 person keeps the license because it is not known for certain',
			'2 kept by the rule ',
			'1 administrator is never proposed.',
			'1 license comes from an identity provider: left alone.',
			'With this mode the profile goes live.',
		]) {
			expect(preview).toContain(sentence);
		}
		expect(said).toContain('Its mode is ask people.');
		expect(said).not.toContain('did not go live');
		expect(preview).not.toContain('No message can be sent');
		expect(await profile()).toMatchObject({ mode: 'askPeople', maxNewPerRun: 3 });
	});

	it('shows what the profile has, and published again it changes nothing', async () => {
		await change('clm_profiles', STORED);
		const before = await profile();
		const page = await open();
		expect(await field(page, /counts as unused/).inputValue()).toBe('90');
		expect(await page.locator('select').first().inputValue()).toBe(
			'Edits and page views (needs an organization key)',
		);
		const { preview } = await publish(page);
		expect(preview).not.toContain('type the name of the site');
		expect({ ...(await profile()), updatedAt: '' }).toEqual({ ...before, updatedAt: '' });
	});

	it('names each field with a value that no node takes, and changes nothing', async () => {
		const before = await profile();
		const page = await open();
		await field(page, /counts as unused/).fill('0');
		await field(page, /have to answer/).fill('soon');
		await field(page, /to look back/).fill('1.5');
		const said = await submit(page, 'Nothing was changed');
		await page.context().close();
		expect(said).toContain(
			'"Days without activity after which a license counts as unused" must be a whole number from 1 to 3650, but it is "0".',
		);
		expect(said).toContain('"Days that people have to answer" must be');
		expect(said).toContain('"Days to look back for activity" must be');
		expect(await profile()).toEqual(before);
	});

	it('changes nothing for a group that is not in the list', async () => {
		const before = await profile();
		const page = await open();
		await page
			.locator('input[type=checkbox]:checked')
			.first()
			.evaluate((box: HTMLInputElement) => {
				box.value = '999. Everybody';
			});
		expect(await submit(page, 'Nothing was changed')).toContain('999. Everybody');
		await page.context().close();
		expect(await profile()).toEqual(before);
	});

	it('lets the models follow the groups, and keeps what people typed', async () => {
		const groups = JSON.parse(String((await profile())?.accessGroups)) as string[];
		const [kept = '', ...out] = groups;
		const [left, ...others] = namesOf(out);
		expect(others.length).toBeGreaterThan(0);
		await change('clm_software_models', { edition: 'Premium' });
		const byHand = { column: 'identifier', value: String(left) };
		await changeRows(trial.session, 'clm_software_models', byHand, { model: 'Confluence HR' });
		const elsewhere = { profile: 'other.atlassian.net', model: 'Confluence' };
		await addRows(trial.session, 'clm_software_models', [
			{ ...elsewhere, identifier: others[0] ?? '' },
		]);
		const [first] = trial.simulator.world.groups.filter(({ id }) => id === kept);
		if (first === undefined) throw new Error('The profile has no group of the simulator.');
		const { name } = first;
		first.name = 'Finance $$ users, $& {{ 1 }} Europe';
		try {
			const page = await open();
			for (const box of await page.locator('input[type=checkbox]').all()) {
				if (/^[2-9]\. /.test(await box.inputValue())) await box.uncheck();
			}
			await publish(page);
			expect(await profile()).toMatchObject({ accessGroups: JSON.stringify([kept]) });
			const rows = await models();
			expect(rows.map(({ identifier }) => identifier).sort()).toEqual(
				[first.name, left, others[0]].sort(),
			);
			expect(rows.find(({ identifier }) => identifier === left)?.edition).toBe('Premium');
			expect(rows.filter(({ profile: of }) => of !== host)).toHaveLength(1);
		} finally {
			first.name = name;
		}
	});

	it('does not make live again what somebody stopped while the form was open', async () => {
		const page = await open();
		await change('clm_profiles', { mode: 'reportOnly' });
		const { said } = await publish(page);
		expect(said).toContain('It did not go live');
		expect(await profile()).toMatchObject({ mode: 'reportOnly', status: 'published' });
		await change('clm_profiles', { mode: 'askPeople' });
	});

	it('refuses another live mode where no group can be changed, and is report only then', async () => {
		const [id] = JSON.parse(String((await profile())?.accessGroups)) as string[];
		const [group] = trial.simulator.world.groups.filter((one) => one.id === id);
		if (group === undefined) throw new Error('The profile has no group of the simulator.');
		group.managedBy = 'EXTERNAL';
		const page = await open();
		expect(await page.locator('body').innerText()).toContain('an identity provider manages');
		await pick(page, AUTOMATIC);
		const { preview, said } = await publish(page);
		expect(preview).toContain('This profile cannot go live yet.');
		expect(said).toContain('is managed by an identity provider');
		expect(await profile()).toMatchObject({ mode: 'reportOnly' });
	});

	function namesOf(ids: readonly string[]): string[] {
		const { groups } = trial.simulator.world;
		return ids.flatMap((id) =>
			groups.filter((group) => group.id === id).map(({ name }) => name),
		);
	}
});
