import { addRows, changeRows, tableRows } from '../../scripts/runtime/dataTables';
import type { Fields } from '../../scripts/runtime/executions';
import { addProfile, profileOf, SHIPPED } from '../../scripts/runtime/profiles';
import type { Trial } from '../../scripts/runtime/trial';
import { moveTime, PATIENCE_MS, run, trialInUse } from './inN8n';

jest.setTimeout(PATIENCE_MS);

const DAY_MS = 86_400_000;
const DRAFT = 'draft.example';

/** What Daily Sync does beside the first look, and Housekeeping; each test goes on where the last ended. */
describe('Daily Sync from day to day in a real n8n', () => {
	let trial: Trial;
	let profile: string;

	beforeAll(async () => {
		trial = await trialInUse({ seats: 60, seed: 7 });
		const row = profileOf(trial.simulator, 0, {
			mode: 'askPeople',
			lookbackDays: 180,
			newUserGraceDays: 0,
			maxNewPerRun: 4,
		});
		profile = String(row.profile);
		await addProfile(trial.session, row);
		await addProfile(trial.session, { profile: DRAFT, status: 'draft', retentionDays: 10 });
	});

	afterAll(async () => {
		await trial?.stop();
	});

	const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();
	/** Runs the sync as if so many days had passed. */
	const syncAfter = async (days: number) => {
		trial.simulator.clock.set(Date.parse(inDays(days)));
		await moveTime(trial, SHIPPED.dailySync.id, inDays(days));
		expect((await run(trial, SHIPPED.dailySync)).error).toBeNull();
	};
	const candidates = () => tableRows(trial.session, 'clm_candidates');
	const events = () => tableRows(trial.session, 'clm_events');
	const lettersAbout = (subject: string) =>
		trial.mailbox.letters.filter((letter) => letter.subject === subject);
	const emailOf = async (accountId: unknown) =>
		(await tableRows(trial.session, 'clm_subscriptions')).find(
			(row) => row.accountId === accountId,
		)?.email;

	it('says in the first notice within how many days to answer', async () => {
		await syncAfter(0);
		const letters = lettersAbout('Do you still need Confluence?');
		expect(letters.length).toBeGreaterThan(0);
		for (const { text } of letters) expect(text).toContain('Please answer within 14 days:');
	});

	it('says in a reminder until when', async () => {
		const dueDates = (await events()).flatMap(({ until }) =>
			typeof until === 'string' ? [new Date(until).toISOString()] : [],
		);
		expect(dueDates).toHaveLength(lettersAbout('Do you still need Confluence?').length);
		await syncAfter(8);
		const stored = (await candidates()).flatMap(({ dueAt }) =>
			typeof dueAt === 'string' ? [new Date(dueAt).toISOString()] : [],
		);
		expect(stored.sort()).toEqual(dueDates.sort());
		const reminders = lettersAbout('Reminder: do you still need Confluence?');
		expect(reminders).toHaveLength(dueDates.length);
		const said = reminders.map(({ text }) => /Please answer (.*):\r?\n/.exec(text)?.[1]);
		expect(said.sort()).toEqual(
			dueDates.map((due) => `by ${due.slice(0, 16).replace('T', ' ')} UTC`).sort(),
		);
	});

	it('takes a corrected address from clm_people', async () => {
		const [person] = await tableRows(trial.session, 'clm_subscriptions');
		const accountId = String(person?.accountId);
		await addRows(trial.session, 'clm_people', [{ accountId, email: 'misspelt@x.example' }]);
		await syncAfter(9);
		expect(await emailOf(accountId)).toBe('misspelt@x.example');
		const where = { column: 'accountId', value: accountId };
		await changeRows(trial.session, 'clm_people', where, { email: 'right@x.example' });
		await syncAfter(10);
		expect(await emailOf(accountId)).toBe('right@x.example');
	});

	it('deletes what is too old, of drafts too, and no cool-down that still runs', async () => {
		const [known] = await candidates();
		const closed = (candidateId: string, fields: Fields): Fields => ({
			candidateId,
			profile,
			accountId: candidateId,
			state: 'Closed Skipped',
			openedAt: inDays(-500),
			changedAt: inDays(-400),
			closedAt: inDays(-400),
			remindersSent: 0,
			answerToken: known?.answerToken,
			history: '[]',
			groupIds: '[]',
			...fields,
		});
		await addRows(trial.session, 'clm_candidates', [
			closed('old', {}),
			closed('old, once kept', { keepUntil: inDays(-1) }),
			closed('old, still kept', { keepUntil: inDays(60) }),
			closed('of a draft', { profile: DRAFT, closedAt: inDays(-11) }),
			closed('of a draft, still kept', { profile: DRAFT, keepUntil: inDays(60) }),
		]);
		await addRows(trial.session, 'clm_receipts', [
			{ receiptId: 'r', profile: DRAFT, receiptState: 'done', performedAt: inDays(-11) },
		]);
		await addRows(trial.session, 'clm_job_results', [
			{ job: 'pullActivity', profile: DRAFT, status: 'failed', finishedAt: inDays(-11) },
		]);
		await addRows(trial.session, 'clm_candidates', [
			{ ...closed('open, of a draft', { profile: DRAFT, closedAt: null }), state: 'Ready' },
		]);
		const said = (candidateId: string, fields: Fields): Fields => ({
			eventId: `about ${candidateId}`,
			profile,
			candidateId,
			event: 'keep',
			at: inDays(-400),
			...fields,
		});
		await addRows(trial.session, 'clm_events', [
			said('old', {}),
			said('old', { eventId: 'young, about old', at: inDays(0) }),
			said('old, once kept', {}),
			said('old, still kept', {}),
			said('of a draft', { profile: DRAFT, at: inDays(-11) }),
			said('open, of a draft', { profile: DRAFT, at: inDays(-100) }),
		]);
		const before = (await candidates()).map(({ candidateId }) => candidateId);
		const eventsBefore = (await events()).map(({ eventId }) => eventId);
		await moveTime(trial, SHIPPED.housekeeping.id, inDays(11));
		expect((await run(trial, SHIPPED.housekeeping)).error).toBeNull();
		const after = (await candidates()).map(({ candidateId }) => candidateId);
		expect(before.filter((id) => !after.includes(id))).toEqual([
			'old',
			'old, once kept',
			'of a draft',
		]);
		const eventsAfter = (await events()).map(({ eventId }) => eventId);
		expect(eventsBefore.filter((id) => !eventsAfter.includes(id))).toEqual([
			'about old',
			'about old, once kept',
			'about of a draft',
		]);
		expect(await tableRows(trial.session, 'clm_receipts')).toEqual([]);
		const jobs = await tableRows(trial.session, 'clm_job_results');
		expect(jobs.filter((job) => job.profile === DRAFT)).toEqual([]);
	});
});
