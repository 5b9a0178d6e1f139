import type { Browser } from 'playwright-core';

import { openBrowser } from '../../scripts/runtime/browser';
import { changeRows, tableRows } from '../../scripts/runtime/dataTables';
import { listExecutions, type Fields } from '../../scripts/runtime/executions';
import { openForm, pick, submit } from '../../scripts/runtime/formPage';
import { SHIPPED } from '../../scripts/runtime/profiles';
import { PAGES_LOGIN, type Trial } from '../../scripts/runtime/trial';
import { waitFor } from '../../scripts/runtime/waitFor';
import { publishable } from '../../scripts/runtime/workflowFiles';
import { publishWorkflow } from '../../scripts/runtime/workflows';
import { moveTime, PATIENCE_MS, run, trialInUse } from './inN8n';

jest.setTimeout(PATIENCE_MS);

const DAY_MS = 86_400_000;

/** A profile from its publication to a license given back; each test goes on where the last ended. */
describe('people and pages in a real n8n', () => {
	let trial: Trial;
	let browser: Browser;
	let profile: string;
	let asked: Fields[];

	beforeAll(async () => {
		trial = await trialInUse({ seats: 120, seed: 7 });
		browser = await openBrowser();
		for (const { id } of publishable()) {
			await publishWorkflow(trial.session, id);
		}
		profile = new URL(trial.simulator.world.sites[0]?.url ?? '').host;
	});

	afterAll(async () => {
		await browser?.close();
		await trial?.stop();
	});

	const form = (path: string) => `${trial.n8n.url}/form/${path}`;
	const candidates = () => tableRows(trial.session, 'clm_candidates');
	const candidate = async (candidateId: unknown) =>
		(await candidates()).find((row) => row.candidateId === candidateId);
	const answerLink = (displayName: unknown) => {
		const letter = trial.mailbox.letters.find(({ text }) =>
			text.includes(`Hello ${String(displayName)},`),
		);
		return /http\S+/.exec(letter?.text ?? '')?.[0] ?? '';
	};
	const events = async (candidateId: unknown) =>
		(await tableRows(trial.session, 'clm_events')).filter(
			(row) => row.candidateId === candidateId,
		);
	/** A sync that opens nobody new: it hears what was told since the last one. */
	const hear = async () => {
		const where = { column: 'profile', value: profile };
		await changeRows(trial.session, 'clm_profiles', where, { maxNewPerRun: 0 });
		expect((await run(trial, SHIPPED.dailySync)).error).toBeNull();
	};
	const later = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();

	it('publishes a profile by a form that lists the sites and groups', async () => {
		const page = await openForm(browser, form('publish-profile'), PAGES_LOGIN);
		await submit(page, 'Which site?');
		await page.locator('select').selectOption({ label: trial.simulator.world.sites[0]?.url });
		await submit(page, 'Groups and settings');
		await submit(page, 'Nothing is stored yet.');
		expect(await submit(page, 'The profile is published')).toContain(profile);
		await page.context().close();
		const [row] = await tableRows(trial.session, 'clm_profiles');
		expect(row).toMatchObject({ profile, status: 'published', mode: 'reportOnly' });
		const models = await tableRows(trial.session, 'clm_software_models');
		expect(models).toHaveLength((JSON.parse(String(row?.accessGroups)) as string[]).length);
	});

	it('asks for a password on the pages of administrators, and on no other', async () => {
		const status = async (path: string) => (await fetch(`${trial.n8n.url}${path}`)).status;
		expect(await status('/form/publish-profile')).toBe(401);
		expect(await status('/form/restore-license')).toBe(401);
		expect(await status('/form/approve-license')).toBe(401);
		expect(await status('/webhook/license-report')).toBe(401);
		expect(await status('/form/keep-my-license')).toBe(200);
	});

	it('asks people once, and counts the time from the notice', async () => {
		const settings = {
			mode: 'askPeople',
			lookbackDays: 180,
			newUserGraceDays: 0,
			maxNewPerRun: 6,
			acknowledgeEditsOnly: true,
		};
		await changeRows(
			trial.session,
			'clm_profiles',
			{ column: 'profile', value: profile },
			settings,
		);
		expect((await run(trial, SHIPPED.dailySync)).error).toBeNull();
		const rows = await candidates();
		asked = rows.filter(({ state }) => state === 'Awaiting User');
		expect(rows.length).toBe(6);
		expect(asked.length).toBeGreaterThanOrEqual(4);
		for (const { email, candidateId } of asked) {
			expect(
				trial.mailbox.letters.filter(({ to }) => to.includes(String(email))),
			).toHaveLength(1);
			expect(await events(candidateId)).toMatchObject([
				{ event: 'noticeSent', profile, until: expect.anything() as unknown },
			]);
		}
		await hear();
		const letters = trial.mailbox.letters.length;
		for (const { candidateId } of asked) {
			expect((await candidate(candidateId))?.dueAt).not.toBeNull();
		}
		expect(letters).toBe(asked.length);
		for (const { state, email } of rows)
			if (email === null) expect(state).toBe('Attention Required');
	});

	it('takes a bounced notice for no notice', async () => {
		await changeRows(
			trial.session,
			'clm_profiles',
			{ column: 'profile', value: profile },
			{ maxNewPerRun: 1 },
		);
		trial.mailbox.refused.push('@');
		const before = (await candidates()).map(({ candidateId }) => candidateId);
		for (let tries = 0; tries < 5; tries++) {
			await run(trial, SHIPPED.dailySync);
			const added = (await candidates()).filter((row) => !before.includes(row.candidateId));
			if (added.some(({ email }) => email !== null)) break;
		}
		await hear();
		trial.mailbox.refused.length = 0;
		const added = (await candidates()).filter((row) => !before.includes(row.candidateId));
		const bounced = added.find(({ email }) => email !== null);
		expect(bounced).toMatchObject({
			state: 'Attention Required',
			notifiedAt: null,
			dueAt: null,
		});
	});

	it('changes nothing when a link is only opened', async () => {
		const before = await candidate(asked[0]?.candidateId);
		await fetch(answerLink(asked[0]?.displayName));
		expect(await candidate(asked[0]?.candidateId)).toEqual(before);
	});

	it('keeps the license of whoever answers so, once', async () => {
		const link = answerLink(asked[0]?.displayName);
		for (const expected of ['Thank you', 'Nothing was changed']) {
			const page = await openForm(browser, link);
			await pick(page, 'Yes, I need it');
			await submit(page, expected);
			await page.context().close();
		}
		const told = (await events(asked[0]?.candidateId)).map(({ event }) => event);
		expect(told).toEqual(['noticeSent', 'keep']);
		await hear();
		const row = await candidate(asked[0]?.candidateId);
		expect(row).toMatchObject({ state: 'Closed Skipped', answer: 'keep' });
		expect(row?.keepUntil).not.toBeNull();
	});

	it('says that an unknown link is unknown, and tells nothing about anybody', async () => {
		const page = await openForm(
			browser,
			`${form('keep-my-license')}?candidateId=${encodeURIComponent(String(asked[1]?.candidateId))}&token=0000`,
		);
		await pick(page, 'Yes, I need it');
		const said = await submit(page, 'Nothing was changed');
		await page.context().close();
		expect(said).not.toContain(String(asked[1]?.displayName));
		expect(await candidate(asked[1]?.candidateId)).toMatchObject({ state: 'Awaiting User' });
	});

	it('refuses a comment that is too long, and records nothing', async () => {
		const before = await events(asked[1]?.candidateId);
		const page = await openForm(browser, answerLink(asked[1]?.displayName));
		await pick(page, 'Yes, I need it');
		await page.locator('textarea').fill('x'.repeat(1_001));
		expect(await submit(page, 'Nothing was changed')).toContain('1000 characters');
		await page.context().close();
		expect(await events(asked[1]?.candidateId)).toEqual(before);
	});

	it('takes nothing but the answers that the page offers', async () => {
		const before = await events(asked[1]?.candidateId);
		const page = await openForm(browser, answerLink(asked[1]?.displayName));
		await pick(page, 'No, someone else can have it');
		// As a page in translation, or somebody who writes the request by hand, would send it.
		await page.evaluate(`
			for (const one of document.querySelectorAll('label, input')) {
				if (one.textContent?.trim() === 'No, someone else can have it') one.textContent = 'Nein';
				if (one.value === 'No, someone else can have it') one.value = 'Nein';
			}
		`);
		await submit(page, 'Nothing was changed');
		await page.context().close();
		expect(await events(asked[1]?.candidateId)).toEqual(before);
	});

	it('hands on the license of whoever releases it', async () => {
		const page = await openForm(browser, answerLink(asked[1]?.displayName));
		await pick(page, 'No, someone else can have it');
		const said = await submit(page, 'Thank you');
		await page.context().close();
		expect(said).toContain(
			`${String(asked[1]?.displayName)}, Confluence license on ${profile}: Your answer is recorded.`,
		);
		await hear();
		const again = await openForm(browser, answerLink(asked[1]?.displayName));
		await pick(again, 'No, someone else can have it');
		const repeated = await submit(again, 'Nothing was changed');
		await again.context().close();
		expect(repeated).toContain('It is already decided that your license may be taken back.');
		expect(await candidate(asked[1]?.candidateId)).toMatchObject({
			state: 'Awaiting Revocation',
		});
	});

	it('waits for an approval where a profile wants one', async () => {
		const where = { column: 'profile', value: profile };
		await changeRows(trial.session, 'clm_profiles', where, { approveKeep: true });
		const page = await openForm(browser, answerLink(asked[2]?.displayName));
		await pick(page, 'Yes, I need it');
		await page.locator('textarea').fill('For the audit.\nIn May.');
		await submit(page, 'Thank you');
		await page.context().close();
		await hear();
		expect(await candidate(asked[2]?.candidateId)).toMatchObject({
			state: 'Awaiting Approval',
		});
		const letter = trial.mailbox.letters.find(({ subject }) =>
			subject.includes('wants to keep'),
		);
		// The link comes before what a stranger may have written.
		expect(letter?.text).toMatch(/form\/approve-license[^]*\n> For the audit\.\r?\n> In May\./);
		const link = /http\S+/.exec(letter?.text ?? '')?.[0] ?? '';
		// Another page could make a browser post what anybody can guess.
		const guessed = await openForm(
			browser,
			link.replace(/code=.*$/, 'code=guessed'),
			PAGES_LOGIN,
		);
		await pick(guessed, 'Take the license back');
		await guessed.getByLabel('Your name').fill('Nobody');
		await submit(guessed, 'Nothing was changed');
		await guessed.context().close();
		const approval = await openForm(browser, link, PAGES_LOGIN);
		await pick(approval, 'Keep the license');
		await approval.getByLabel('Your name').fill('Ada Approver');
		await submit(approval, 'Decision recorded');
		await approval.context().close();
		await hear();
		expect(await candidate(asked[2]?.candidateId)).toMatchObject({
			state: 'Closed Skipped',
			answeredBy: 'Ada Approver',
		});
	});

	it('lets an administrator keep the license of somebody who could not be asked', async () => {
		const notAsked = (await candidates()).find(({ state }) => state === 'Attention Required');
		expect(notAsked).toBeDefined();
		const { candidateId, answerToken, displayName } = notAsked ?? {};
		const asked = new URLSearchParams({
			candidateId: String(candidateId),
			code: String(answerToken),
		});
		const link = `${form('approve-license')}?${asked.toString()}`;
		const page = await openForm(browser, link, PAGES_LOGIN);
		await pick(page, 'Keep the license');
		await page.getByLabel('Your name').fill('Ada Approver');
		const said = await submit(page, 'Decision recorded');
		await page.context().close();
		expect(said).toContain(
			`${String(displayName)}, Confluence license on ${profile}: The person keeps the license and is not asked again before 2`,
		);
		await hear();
		expect(await candidate(candidateId)).toMatchObject({
			state: 'Closed Skipped',
			answeredBy: 'Ada Approver',
		});
	});

	it('takes silence after the due date for an answer, and then takes the license back', async () => {
		const now = later(15);
		trial.simulator.clock.set(Date.parse(now));
		await moveTime(trial, SHIPPED.dailySync.id, now);
		await moveTime(trial, SHIPPED.reclaim.id, now);
		expect((await run(trial, SHIPPED.dailySync)).error).toBeNull();
		expect(await candidate(asked[3]?.candidateId)).toMatchObject({
			state: 'Awaiting Revocation',
		});
		expect((await run(trial, SHIPPED.reclaim)).error).toBeNull();
		for (const one of [asked[1], asked[3]]) {
			const row = await candidate(one?.candidateId);
			expect(row).toMatchObject({ state: 'Closed Complete' });
			expect(groupsOf(one?.accountId)).not.toEqual(
				expect.arrayContaining(JSON.parse(String(one?.groupIds)) as string[]),
			);
		}
		expect(await candidate(asked[0]?.candidateId)).toMatchObject({ state: 'Closed Skipped' });
		const told = (one?: Fields) =>
			trial.mailbox.letters.find(
				({ to, subject }) =>
					to.includes(String(one?.email)) && subject.includes('taken back'),
			)?.text;
		expect(told(asked[1])).toContain('As you said that you no longer need it');
		expect(told(asked[1])).not.toContain('was not used');
		expect(told(asked[3])).toContain('was not used');
	});

	it('keeps an answer that comes while others are still being written to', async () => {
		const where = { column: 'profile', value: profile };
		await changeRows(trial.session, 'clm_profiles', where, {
			maxNewPerRun: 6,
			approveKeep: false,
		});
		const [before, firstLetter] = [await candidates(), trial.mailbox.letters.length];
		let answered: string | undefined;
		trial.mailbox.hold = async () => {
			const first = trial.mailbox.letters.at(firstLetter);
			if (first === undefined || answered !== undefined) return;
			[answered] = first.to;
			const page = await openForm(browser, /http\S+/.exec(first.text)?.[0] ?? '');
			await pick(page, 'Yes, I need it');
			await submit(page, 'Thank you');
			await page.context().close();
		};
		expect((await run(trial, SHIPPED.dailySync)).error).toBeNull();
		trial.mailbox.hold = null;
		expect(answered).toBeDefined();
		expect(trial.mailbox.letters.length).toBeGreaterThan(firstLetter + 1);
		await hear();
		const ids = before.map(({ candidateId }) => candidateId);
		const opened = (await candidates()).filter((row) => !ids.includes(row.candidateId));
		expect(opened.find(({ email }) => email === answered)).toMatchObject({
			state: 'Closed Skipped',
			answer: 'keep',
		});
	});

	it('gives a license back by the form, and leaves the person alone from then on', async () => {
		const row = await candidate(asked[1]?.candidateId);
		await changeRows(
			trial.session,
			'clm_profiles',
			{ column: 'profile', value: profile },
			{ coolDownDays: 200 },
		);
		const address = `${form('restore-license')}?receiptId=${encodeURIComponent(String(row?.receiptId))}`;
		const page = await openForm(browser, address, PAGES_LOGIN);
		await pick(page, 'Give the license back');
		await submit(page, 'The license was given back');
		await page.context().close();
		expect(groupsOf(asked[1]?.accountId)).toEqual(
			expect.arrayContaining(JSON.parse(String(asked[1]?.groupIds)) as string[]),
		);
		const receipts = await tableRows(trial.session, 'clm_receipts');
		expect(receipts.find(({ receiptId }) => receiptId === row?.receiptId)).toMatchObject({
			receiptState: 'restored',
		});
		const jobs = await tableRows(trial.session, 'clm_job_results');
		expect(jobs.at(-1)).toMatchObject({ job: 'reclaimLicense', profile, status: 'succeeded' });
		await hear();
		const { keepUntil } = (await candidate(asked[1]?.candidateId)) ?? {};
		const days = (Date.parse(String(keepUntil)) - Date.now()) / DAY_MS;
		expect(Math.round(days)).toBe(200);
	});

	it('shows the report as a web page', async () => {
		const login = Buffer.from(`${PAGES_LOGIN.user}:${PAGES_LOGIN.password}`).toString('base64');
		const answer = await fetch(`${trial.n8n.url}/webhook/license-report`, {
			headers: { authorization: `Basic ${login}` },
		});
		expect(answer.status).toBe(200);
		expect(answer.headers.get('content-type')).toContain('text/html');
		const html = await answer.text();
		expect(html).toContain(profile);
		expect(html).toContain('<svg');
	});

	it('stores a failed job result and tells somebody when a workflow fails', async () => {
		const jobs = async () =>
			(await tableRows(trial.session, 'clm_job_results')).filter(
				({ job }) => job === 'Publish Profile',
			);
		trial.simulator.addFault({
			match: { path: 'accessible-resources' },
			kind: 'status',
			status: 400,
		});
		const page = await openForm(browser, form('publish-profile'), PAGES_LOGIN);
		await page.locator('#submit-btn').click();
		const [job] = await waitFor('the failed job result', { forMs: 120_000 }, async () => {
			const rows = await jobs();
			return rows.length > 0 ? rows : undefined;
		});
		trial.simulator.clearFaults();
		await page.context().close();
		expect(job).toMatchObject({ status: 'failed' });
		await waitFor('the letter', { forMs: 60_000 }, async () =>
			trial.mailbox.letters.find(({ subject }) => subject === 'Failed: Publish Profile'),
		);
		const [newest] = await listExecutions(trial.session, 'clmPublish000001');
		expect(newest?.status).toBe('error');
	});

	function groupsOf(accountId: unknown): string[] {
		return trial.simulator.world.groups
			.filter(({ members }) => members.includes(String(accountId)))
			.map(({ id }) => id);
	}
});
