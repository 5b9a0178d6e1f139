import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { openBrowser } from '../../scripts/runtime/browser';
import { tableRows } from '../../scripts/runtime/dataTables';
import { addProfile, profileOf, SHIPPED } from '../../scripts/runtime/profiles';
import { listExecutions } from '../../scripts/runtime/executions';
import { openForm, pick } from '../../scripts/runtime/formPage';
import { ADDRESSES, changeSetting } from '../../scripts/runtime/settings';
import type { Trial } from '../../scripts/runtime/trial';
import { waitFor } from '../../scripts/runtime/waitFor';
import { withParameters } from '../../scripts/runtime/workflowFiles';
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
		const settings = {
			mode: 'askPeople',
			lookbackDays: 180,
			newUserGraceDays: 0,
			maxNewPerRun: 4,
		};
		await addProfile(trial.session, profileOf(trial.simulator, 0, settings));
	});

	afterAll(async () => {
		await trial?.stop();
	});

	const meanAddress = async (url: string) => {
		await changeSetting(trial.session, 'publicAddress', url);
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

	it('is on this machine only, and that is not meant: nobody is asked, and the error says what to set', async () => {
		await meanAddress('');
		const { error } = await run(trial, SHIPPED.dailySync);
		expect(error).toContain('works on this machine only');
		expect(error).toContain('License Settings');
		expect(error).toContain('WEBHOOK_URL');
		await expectNobodyAsked();
	});

	it('is asked for at the address that was entered, and nowhere else', async () => {
		await meanAddress('http://127.0.0.1:1/');
		const { error } = await run(trial, SHIPPED.dailySync);
		expect(error).toContain('there is no page at http://127.0.0.1:1/form/keep-my-license');
		await expectNobodyAsked();
	});

	it('is another page that answers: nobody is asked', async () => {
		const server = createServer((_, answer) => answer.end('<h1>Please log in</h1>'));
		await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
		const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		await meanAddress(url);
		const { error } = await run(trial, SHIPPED.dailySync);
		await new Promise((closed) => server.close(closed));
		expect(error).toContain(`there is no page at ${url}/form/keep-my-license`);
		await expectNobodyAsked();
	});

	it.each(['', 'licenses@example.com'])(
		'works, but the sender is "%s": nobody is asked, and the error says where to enter it',
		async (sender) => {
			await meanAddress(`${trial.n8n.url}/`);
			await changeSetting(trial.session, 'sender', sender);
			const { error } = await run(trial, SHIPPED.dailySync);
			expect(error).toContain('no message can be sent');
			expect(error).toContain(`${trial.n8n.url}/form/license-settings`);
			await expectNobodyAsked();
			await changeSetting(trial.session, 'sender', ADDRESSES.sender);
		},
	);

	it('ends a page that was left open by itself, and keeps nothing of it', async () => {
		const workflow = await readWorkflow(trial.session, KEEP_MY_LICENSE);
		const soon = { resumeAmount: 0.02, resumeUnit: 'minutes' };
		const short = withParameters(workflow, 'Show Reply', (shipped) => ({
			...shipped,
			...soon,
		}));
		await saveWorkflow(trial.session, short);
		await publishWorkflow(trial.session, KEEP_MY_LICENSE);
		const browser = await openBrowser();
		const address = `${trial.n8n.url}/form/keep-my-license?candidateId=nobody&token=none`;
		const page = await openForm(browser, address);
		await pick(page, 'Yes, I need it');
		// The browser sends the answer, and never asks for the page that says what became of it.
		await page.route('**/form-waiting/**', (route) => route.abort());
		await page.locator('#submit-btn').click();
		const runs = () => listExecutions(trial.session, KEEP_MY_LICENSE);
		const [left] = await waitFor('the page to wait', { forMs: PATIENCE_MS }, async () => {
			const waiting = (await runs()).filter(({ status }) => status === 'waiting');
			return waiting.length > 0 ? waiting : undefined;
		});
		expect(left).toBeDefined();
		await waitFor('the page to end', { forMs: PATIENCE_MS }, async () =>
			(await runs()).length === 0 ? true : undefined,
		);
		await browser.close();
		await saveWorkflow(trial.session, workflow);
		await publishWorkflow(trial.session, KEEP_MY_LICENSE);
	});

	it('is on this machine on purpose: people are asked', async () => {
		await meanAddress(`${trial.n8n.url}/`);
		expect((await run(trial, SHIPPED.dailySync)).error).toBeNull();
		const events = await tableRows(trial.session, 'clm_events');
		const told = events.map(({ event }) => event);
		expect(told.length).toBeGreaterThan(1);
		expect(new Set(told)).toEqual(new Set(['noticeSent']));
		// The time to answer is counted from each notice, not from the start of the sync.
		expect(new Set(events.map(({ at }) => at)).size).toBe(told.length);
		expect(trial.mailbox.letters).toHaveLength(told.length);
	});
});
