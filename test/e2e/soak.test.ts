import { join } from 'node:path';

import { changeRows, tableRows } from '../../scripts/runtime/dataTables';
import { RUNTIME } from '../../scripts/runtime/places';
import { addProfile, profileOf } from '../../scripts/runtime/profiles';
import type { OwnTrial } from '../../scripts/runtime/trial';
import { readWorkflowFile } from '../../scripts/runtime/workflowFiles';
import { publishWorkflow } from '../../scripts/runtime/workflows';
import { isFullSize } from '../testScale';
import { ownTrialInUse, PATIENCE_MS, TAKEN_BACK_UNASKED } from './inN8n';
import { Company, picked } from './soak/company';
import { COUNTED, Ledger } from './soak/ledger';
import { ASKED, compare, TAKEN_BACK } from './soak/laws';
import { People } from './soak/people';
import { PERIOD_DAYS, planOf, type Act } from './soak/plan';
import { Runner } from './soak/runs';
import { SimulatedTime } from './soak/simulatedTime';

jest.setTimeout(2 * PATIENCE_MS);

/** Another number makes another plan: `SOAK_SEED=7 npm run test:e2e -- test/e2e/soak.test.ts`. */
const SEED = Number(process.env.SOAK_SEED ?? 20270301);

/** 200 days, and a tenth of them by default. */
const DAYS = isFullSize() ? 10 * PERIOD_DAYS : PERIOD_DAYS;

/** Short times, so that many people are asked, answer, and are asked again. */
const TIMES = {
	inactivityThresholdDays: 20,
	lookbackDays: 40,
	newUserGraceDays: 3,
	daysBeforeAutoReclaim: 3,
	reminderEveryDays: 2,
	coolDownDays: 6,
	maxNewPerRun: 2,
	maxPerRun: 3,
};

/** People are asked, and who does not answer loses the license. */
const ASKED_FIRST = { ...TAKEN_BACK_UNASKED, ...TIMES, mode: 'askPeople' };

const RESTORE_LICENSE = readWorkflowFile('restore-license.json').id;

describe('many days in a real n8n, with answers, overlaps and kills at random moments', () => {
	let trial: OwnTrial;
	let company: Company;
	let ledger: Ledger;
	let people: People;
	let runner: Runner;
	let time: SimulatedTime;
	let isMailed = true;

	beforeAll(async () => {
		time = new SimulatedTime(join(RUNTIME, 'e2e', 'soak-clock'));
		company = new Company(SEED, time.now);
		const simulator = {
			population: company.world,
			now: time.now,
			// What becomes of tokens is tested elsewhere; here hours pass between two runs.
			accessTokenSeconds: 10 * 365 * 86_400,
		};
		trial = await ownTrialInUse('soak', simulator, time.env);
		await publishWorkflow(trial.session, RESTORE_LICENSE);
		await addProfile(trial.session, profileOf(trial.simulator, 0, ASKED_FIRST));
		ledger = new Ledger(trial.simulator, company, trial.mailbox, {
			coolDownDays: TIMES.coolDownDays,
			thresholdDays: TIMES.inactivityThresholdDays,
		});
		people = new People(trial, company, ledger);
		runner = new Runner(trial, people, ledger);
	});

	afterAll(async () => {
		await trial?.stop();
	});

	async function perform(act: Act): Promise<void> {
		switch (act.kind) {
			case 'runs': {
				await performRuns(act);
				return;
			}
			case 'join':
				company.hire();
				{
					ledger.noteMembers();
					return;
				}
			case 'stop': {
				company.stop(act.pick);
				return;
			}
			case 'leave': {
				const accountId = company.leave(act.pick);
				if (accountId !== undefined) ledger.endPromise(accountId);
				ledger.noteMembers();
				return;
			}
			case 'mail': {
				const { refused } = trial.mailbox;
				const somebody = picked([...company.world.people.keys()], act.pick) ?? '@';
				const whom = { everybody: ['@'], somebody: [somebody], nobody: [] };
				refused.splice(0, Infinity, ...whom[act.refuses]);
				isMailed = act.refuses === 'nobody';
				return;
			}
			case 'approval': {
				const where = { column: 'status', value: 'published' };
				const fields = { approveKeep: act.needed };
				await changeRows(trial.session, 'clm_profiles', where, fields);
				return;
			}
			default: {
				await people.act(act);
				return;
			}
		}
	}

	async function performRuns(runs: Parameters<Runner['start']>[0]): Promise<void> {
		const { stage, counts } = ledger;
		const { succeeded } = await runner.start(runs);
		const inStage = (changes: readonly { accountId: string; stage: number }[]) =>
			new Set(changes.filter((one) => one.stage === stage).map((one) => one.accountId)).size;
		counts.removals += inStage(ledger.removals);
		counts.giveBacks += inStage(ledger.additions);
		if (!succeeded.includes('reclaim')) return;
		for (const accountId of ledger.promisedWithoutSeat(stage)) {
			ledger.breach(`${accountId} was promised the seat and lacks it after a reclaim`);
		}
		await compare(trial, ledger, { settings: TIMES, isMailed });
	}

	async function live(day: number, acts: readonly Act[]): Promise<void> {
		await time.goTo(day, 0);
		company.work();
		ledger.counts.days++;
		for (const act of acts) {
			ledger.stage++;
			await time.goTo(day, act.hour);
			await perform(act);
		}
		if (ledger.breaches.length > 0) throw new Error(ledger.breaches.join('\n'));
	}

	it('lose no answer, no receipt and no message, and take no seat from somebody who keeps it', async () => {
		console.log(`Soak of ${DAYS} days by seed ${SEED}`);
		for (const { day, acts } of planOf(SEED, DAYS)) await live(day, acts);
		// Two quiet days end everything that was under way.
		const quiet = { during: [], kill: null, kind: 'runs' } as const;
		for (const day of [DAYS, DAYS + 1]) {
			await live(day, [
				{ hour: 1, kind: 'mail', refuses: 'nobody', pick: 0 },
				{ hour: 2, ...quiet, during: [], runs: ['sync'] },
				{ hour: 9, ...quiet, during: [], runs: ['reclaim'] },
			]);
		}
		const { counts, removals } = ledger;
		const letters = (subject: RegExp) =>
			trial.mailbox.letters.filter((letter) => subject.test(letter.subject)).length;
		counts.notices = letters(ASKED);
		counts.told = letters(TAKEN_BACK);
		const events = await tableRows(trial.session, 'clm_events');
		counts.refusedMails = events.filter(({ event }) => /Failed$/.test(String(event))).length;
		console.log(COUNTED.map((name) => `${name} ${counts[name]}`).join(', '));

		expect(ledger.promisedWithoutSeat(ledger.stage + 1)).toEqual([]);
		const turns = await tableRows(trial.session, 'clm_locks');
		expect(turns.filter(({ until }) => Date.parse(String(until)) > time.now())).toEqual([]);
		const candidates = await tableRows(trial.session, 'clm_candidates');
		expect(candidates.filter(({ state }) => state === 'Awaiting Give Back')).toEqual([]);
		expect(removals.length).toBeGreaterThan(0);
		expect(COUNTED.filter((name) => counts[name] === 0)).toEqual([]);
	});
});
