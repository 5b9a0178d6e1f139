import { changeRows, tableRows } from '../../scripts/runtime/dataTables';
import type { Execution, Fields } from '../../scripts/runtime/executions';
import { addProfile, profileOf, SHIPPED } from '../../scripts/runtime/profiles';
import { peopleOf } from '../../scripts/runtime/reclaimed';
import type { Trial } from '../../scripts/runtime/trial';
import { PATIENCE_MS, run, TAKEN_BACK_UNASKED, trialInUse } from './inN8n';

jest.setTimeout(PATIENCE_MS);

const REPORT_ONLY = 'report-only.example';

/** States in which somebody has to decide. */
const WAITING = ['Attention Required', 'Ready'];

/** What the administrator is told where one profile is live, another report only, and letters come back. */
describe('the summary of a reclaim in a real n8n', () => {
	let trial: Trial;
	let live: string;
	let execution: Execution;
	let summary: string;

	beforeAll(async () => {
		trial = await trialInUse({ seats: 80, seed: 7 });
		const row = profileOf(trial.simulator, 0, {
			...TAKEN_BACK_UNASKED,
			maxNewPerRun: 4,
		});
		live = String(row.profile);
		await addProfile(trial.session, row);
		await addProfile(trial.session, { ...row, profile: REPORT_ONLY });
		expect((await run(trial, SHIPPED.dailySync)).error).toBeNull();
		const where = { column: 'profile', value: REPORT_ONLY };
		await changeRows(trial.session, 'clm_profiles', where, { mode: 'reportOnly' });
		const [first, second, third] = await candidates(live);
		const addressOf = async (row: typeof first, email: string | null) => {
			const where = { column: 'accountId', value: String(row?.accountId) };
			await changeRows(trial.session, 'clm_subscriptions', where, { email });
			await changeRows(trial.session, 'clm_candidates', where, { email });
		};
		await addressOf(first, 'refused@harbour.example');
		await addressOf(second, null);
		await addressOf(third, 'reached@harbour.example');
		for (const [at, state] of WAITING.entries()) {
			const candidateId = String((await candidates(REPORT_ONLY))[at]?.candidateId);
			const where = { column: 'candidateId', value: candidateId };
			await changeRows(trial.session, 'clm_candidates', where, { state });
		}
		trial.mailbox.refused.push('refused@');
		execution = await run(trial, SHIPPED.reclaim);
		summary =
			trial.mailbox.letters.find(
				({ subject }) => subject === 'Confluence licenses taken back',
			)?.text ?? '';
	});

	afterAll(async () => {
		await trial?.stop();
	});

	const candidates = async (profile: string) =>
		(await tableRows(trial.session, 'clm_candidates')).filter((row) => row.profile === profile);
	/** What became of the people in the live profile. */
	const takenBack = () => peopleOf(execution).filter(({ profile }) => profile === live);
	const byCandidate = (one: Fields, other: Fields) =>
		String(one.candidateId).localeCompare(String(other.candidateId));
	const partsOf = (text: string) => text.split(/(?:\r?\n){2,}/);
	const linesOf = (part = '') => part.split(/\r?\n/).filter((line) => line.includes(' | '));

	it('names everybody who was due in the live profile, once, and nobody of the other', async () => {
		expect(execution.error).toBeNull();
		const due = await candidates(live);
		const named = linesOf(partsOf(summary)[1]).map((line) => line.split(' | ').slice(0, 2));
		expect(named.sort()).toEqual(
			due.map(({ profile, displayName }) => [profile, displayName]).sort(),
		);
		expect(takenBack()).toHaveLength(due.length);
		const stopped = (await candidates(REPORT_ONLY)).map(({ state }) => state);
		expect(stopped.sort()).toEqual([
			'Attention Required',
			'Awaiting Revocation',
			'Awaiting Revocation',
			'Ready',
		]);
	});

	it('says first what the run was for each profile, and how many it took back', () => {
		const taken = takenBack().filter(({ outcome }) => outcome === 'reclaimed').length;
		expect(taken).toBeGreaterThan(1);
		const lines = partsOf(summary)[0]?.split(/\r?\n/);
		expect(lines).toContain(`${live}: live. ${taken} licenses were taken back.`);
		expect(lines).toContainEqual(
			expect.stringContaining(
				`${REPORT_ONLY}: report only: nobody was asked and nothing was removed.`,
			),
		);
	});

	it('links to the page for each decision that waits', async () => {
		const [part = ''] = partsOf(summary).filter((one) => one.startsWith('Waiting for'));
		expect(part).toContain('Waiting for a decision: 1 in Attention Required, 1 in Ready.');
		const links = [...part.matchAll(/http\S+/g)].map(([link]) => new URL(link));
		expect(links.map(({ pathname }) => pathname)).toEqual(
			links.map(() => '/form/approve-license'),
		);
		const sent = links.map(({ searchParams }) => Object.fromEntries(searchParams));
		const waiting = (await candidates(REPORT_ONLY)).filter(({ state }) =>
			WAITING.includes(String(state)),
		);
		expect(sent.sort(byCandidate)).toEqual(
			waiting
				.map(({ candidateId, answerToken }) => ({ candidateId, code: answerToken }))
				.sort(byCandidate),
		);
		expect(sent).toHaveLength(2);
	});

	it('names whoever could not be told, and why', () => {
		const lines = linesOf(partsOf(summary)[2]);
		const removed = takenBack().filter(({ outcome }) => outcome === 'reclaimed');
		expect(removed.length).toBeGreaterThan(1);
		const withoutLetter = removed.filter(({ email }) => email !== 'reached@harbour.example');
		for (const { displayName, email } of withoutLetter) {
			const line = lines.find((one) => one.includes(String(displayName)));
			if (email === null) expect(line).toContain('no e-mail address is known');
			if (email === 'refused@harbour.example') expect(line).toBeDefined();
		}
		expect(lines.length).toBeGreaterThan(1);
	});
});
