import { tableRows } from '../../scripts/runtime/dataTables';
import { addProfile, profileOf, SHIPPED } from '../../scripts/runtime/profiles';
import type { Trial } from '../../scripts/runtime/trial';
import { withPublicAddress } from '../../scripts/runtime/workflowFiles';
import {
	publishWorkflow,
	readWorkflow,
	saveWorkflow,
	unpublishWorkflow,
} from '../../scripts/runtime/workflows';
import { KEEP_MY_LICENSE, PATIENCE_MS, run, trialInUse } from './inN8n';

jest.setTimeout(PATIENCE_MS);

/** Silence counts only where people could have answered; each test goes on where the last ended. */
describe('the page for answers in a real n8n', () => {
	let trial: Trial;

	beforeAll(async () => {
		trial = await trialInUse({ seats: 60, seed: 7 });
		const settings = { lookbackDays: 180, newUserGraceDays: 0, maxNewPerRun: 4 };
		await addProfile(trial.session, profileOf(trial.simulator, 0, settings));
	});

	afterAll(async () => {
		await trial?.stop();
	});

	const meanAddress = async (url: string) => {
		const workflow = await readWorkflow(trial.session, SHIPPED.dailySync.id);
		await saveWorkflow(trial.session, withPublicAddress(workflow, url));
	};
	const expectNobodyAsked = async () => {
		expect(trial.mailbox.letters).toEqual([]);
		expect(await tableRows(trial.session, 'clm_events')).toEqual([]);
		expect((await tableRows(trial.session, 'clm_candidates')).length).toBeGreaterThan(0);
		expect(await tableRows(trial.session, 'clm_locks')).toEqual([]);
	};

	it('is not there: nobody is asked, and the error says what to publish', async () => {
		await unpublishWorkflow(trial.session, KEEP_MY_LICENSE);
		const { error } = await run(trial, SHIPPED.dailySync);
		expect(error).toMatch(/Nobody was asked: there is no page at .*\/form\/keep-my-license/);
		expect(error).toContain('Publish Keep My License');
		await expectNobodyAsked();
		await publishWorkflow(trial.session, KEEP_MY_LICENSE);
	});

	it.each(['', 'http://127.0.0.1:1', 'https://n8n.harbour.example/'])(
		'is on this machine only, and "%s" is meant: nobody is asked, and the error says what to set',
		async (meant) => {
			await meanAddress(meant);
			const { error } = await run(trial, SHIPPED.dailySync);
			expect(error).toContain('works on this machine only');
			expect(error).toContain('WEBHOOK_URL');
			await expectNobodyAsked();
		},
	);

	it('is on this machine on purpose: people are asked', async () => {
		await meanAddress(`${trial.n8n.url}/`);
		expect((await run(trial, SHIPPED.dailySync)).error).toBeNull();
		const told = (await tableRows(trial.session, 'clm_events')).map(({ event }) => event);
		expect(told.length).toBeGreaterThan(0);
		expect(new Set(told)).toEqual(new Set(['noticeSent']));
		expect(trial.mailbox.letters).toHaveLength(told.length);
	});
});
