import { addRows, changeRows, tableRows } from '../../scripts/runtime/dataTables';
import { outputOf, type Fields } from '../../scripts/runtime/executions';
import { SHIPPED } from '../../scripts/runtime/profiles';
import { changeSetting } from '../../scripts/runtime/settings';
import { PAGES_LOGIN, type Trial } from '../../scripts/runtime/trial';
import { publishWorkflow } from '../../scripts/runtime/workflows';
import { moveTime, PATIENCE_MS, run, trialInUse } from './inN8n';

jest.setTimeout(PATIENCE_MS);

const REPORT = { id: 'clmReport0000001' };
const PROFILE = 'harbour-lane.atlassian.net';
const SUBJECT = 'Renewal of Confluence Standard on ';

/** The day does not change while the test runs. */
const TODAY = Date.now();

/** Days of the past, so that the report knows all of them as earlier ones. */
const day = (back: number, time = '04:00:00.000Z') =>
	`${new Date(TODAY - back * 86_400_000).toISOString().slice(0, 10)}T${time}`;

/** Each test goes on where the last one ended. */
describe('Daily Position in a real n8n', () => {
	let trial: Trial;

	beforeAll(async () => {
		trial = await trialInUse({ seats: 10, seed: 7 });
		const { session } = trial;
		await addRows(session, 'clm_profiles', [{ profile: PROFILE, status: 'published' }]);
		await addRows(session, 'clm_software_models', [
			{ identifier: 'confluence-users', model: 'Confluence Standard' },
		]);
		await addRows(session, 'clm_entitlements', [
			{
				model: 'Confluence Standard',
				purchased: 25,
				unitPrice: 60,
				currency: 'EUR',
				billingCycle: 'annual',
				endsAt: day(-50).slice(0, 10),
			},
		]);
		await addRows(session, 'clm_receipts', [
			{
				receiptId: 'receipt-1',
				profile: PROFILE,
				accountId: 'gone',
				plannedGroups: '[{"id":"g-1","name":"confluence-users"}]',
				removedGroups: '[{"id":"g-1","name":"confluence-users"}]',
				receiptState: 'done',
				performedAt: day(100),
			},
		]);
		await addRows(
			session,
			'clm_subscriptions',
			Array.from({ length: 12 }, (_, at) => ({
				profile: PROFILE,
				cloudId: 'cloud-1',
				accountId: `person-${at}`,
				displayName: `Person ${at}`,
				subscriptionIdentifier: at < 10 ? 'confluence-users' : 'somebody-elses-group',
				firstSeenAt: day(300),
				snapshotAt: day(10),
				activityStatus: 'unknown',
			})),
		);
		await publishWorkflow(session, 'clmJobFailed0001');
		await publishWorkflow(session, REPORT.id);
	});

	afterAll(async () => {
		await trial?.stop();
	});

	const runAt = async (now: string) => {
		await moveTime(trial, SHIPPED.dailyPosition.id, now);
		return await run(trial, SHIPPED.dailyPosition);
	};
	const stored = async () => await tableRows(trial.session, 'clm_positions');
	const daysOf = (rows: readonly Fields[], kind: string) =>
		rows
			.filter((row) => row.kind === kind)
			.map(({ calculatedAt }) => String(calculatedAt).slice(0, 10))
			.sort();
	const mails = () =>
		trial.mailbox.letters.filter(({ subject }) => subject.startsWith(SUBJECT)).length;
	const newest = async () =>
		(await stored()).filter(({ kind }) => kind === 'position').at(-1) ?? {};
	const setAdministrator = async (administrator: string) => {
		await changeSetting(trial.session, 'administrator', administrator);
	};

	it('does not take a mail for sent that could not be sent', async () => {
		await setAdministrator('');
		const execution = await runAt(day(4));
		expect(JSON.stringify(execution.error)).toContain('is sent by the next run');
		expect(await newest()).toMatchObject({ mailsDue: '["renewal60"]', mailsSent: '[]' });
		expect(mails()).toBe(0);
	});

	it('stores a row for each profile and model, and sends the mail that was missed', async () => {
		await setAdministrator('administrator@harbour.example');
		expect((await runAt(day(3))).error).toBeNull();
		const rows = await stored();
		expect(daysOf(rows, 'position')).toEqual([day(4), day(3)].map((at) => at.slice(0, 10)));
		expect(await newest()).toMatchObject({
			profile: PROFILE,
			model: 'Confluence Standard',
			owned: 25,
			used: 10,
			mailsDue: '["renewal60"]',
			mailsSent: '["renewal60"]',
		});
		expect(rows.filter(({ kind }) => kind === 'identifier').at(-1)).toMatchObject({
			profile: PROFILE,
			model: null,
			subscriptionIdentifier: 'somebody-elses-group',
			used: 2,
			ownedCost: null,
			potentialSavings: null,
		});
		expect(mails()).toBe(1);
		expect(trial.mailbox.letters.at(-1)?.text).toContain('Somebody has to order');
	});

	it('replaces the rows of a day by those of its second run, and sends no mail again', async () => {
		const before = await stored();
		expect((await runAt(day(3, '09:00:00.000Z'))).error).toBeNull();
		const after = await stored();
		expect(after).toHaveLength(before.length);
		expect(daysOf(after, 'position')).toEqual(daysOf(before, 'position'));
		expect(await newest()).toMatchObject({ mailsDue: '[]', mailsSent: '["renewal60"]' });
		expect(mails()).toBe(1);
	});

	it('sends no mail again on the next day', async () => {
		expect((await runAt(day(2))).error).toBeNull();
		expect(daysOf(await stored(), 'position')).toHaveLength(3);
		expect(mails()).toBe(1);
	});

	it('stores what a removal saves with its receipt', async () => {
		const where = { column: 'model', value: 'Confluence Standard' };
		await changeRows(trial.session, 'clm_entitlements', where, {
			billingCycle: 'monthly',
			purchased: null,
			endsAt: null,
			nextBillingDate: day(-5).slice(0, 10),
		});
		const execution = await runAt(day(1));
		expect(execution.error).toBeNull();
		const [receipt] = await tableRows(trial.session, 'clm_receipts');
		expect(receipt).toMatchObject({
			savingShare: 60,
			savingCurrency: 'EUR',
			savingCycle: 'monthly',
		});
		expect(outputOf(execution, 'New Shares')).toHaveLength(1);
	});

	it('keeps the year that the report shows, and nothing older', async () => {
		const old = {
			...(await newest()),
			id: undefined,
			createdAt: undefined,
			updatedAt: undefined,
		};
		await addRows(trial.session, 'clm_positions', [
			{ ...old, calculatedAt: day(300) },
			{ ...old, calculatedAt: day(400) },
		]);
		expect((await runAt(day(1))).error).toBeNull();
		expect((await run(trial, SHIPPED.housekeeping)).error).toBeNull();
		const days = daysOf(await stored(), 'position');
		expect(days[0]).toBe(day(300).slice(0, 10));
		expect(new Set(days).size).toBe(days.length);
	});

	it('lets the report show the year', async () => {
		const login = Buffer.from(`${PAGES_LOGIN.user}:${PAGES_LOGIN.password}`).toString('base64');
		const answer = await fetch(`${trial.n8n.url}/webhook/license-report`, {
			headers: { authorization: `Basic ${login}` },
		});
		expect(answer.status).toBe(200);
		const since = new Date(day(300)).toLocaleDateString('en-GB', {
			dateStyle: 'long',
			timeZone: 'UTC',
		});
		const page = (await answer.text()).replaceAll('\u00a0', ' ');
		const year = page.slice(page.indexOf('The year so far'));
		expect(year.slice(0, year.indexOf('</section>'))).toContain(since);
	});
});
