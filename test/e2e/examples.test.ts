import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';

import { openBrowser, openEditor } from '../../scripts/runtime/browser';
import { changeRows, tableRows } from '../../scripts/runtime/dataTables';
import { outputOf, type Fields } from '../../scripts/runtime/executions';
import { EXAMPLES, RUNTIME } from '../../scripts/runtime/places';
import { addProfile, profileOf, SHIPPED } from '../../scripts/runtime/profiles';
import { ADDRESSES } from '../../scripts/runtime/settings';
import type { Trial } from '../../scripts/runtime/trial';
import {
	exampleWorkflows,
	readWorkflowFile,
	withCredentials,
	withParameters,
	withRunsKept,
} from '../../scripts/runtime/workflowFiles';
import {
	importByCommand,
	publishWorkflow,
	readWorkflow,
	saveWorkflow,
} from '../../scripts/runtime/workflows';
import { seatHolders } from '../simulator';
import { openWorkflow } from './editorPage';
import {
	EXAMPLE,
	SECRETS,
	sendingBy,
	serviceCredentials,
	wiredSync,
	withServices,
} from './exampleWiring';
import { newestRun, PATIENCE_MS, ownTrialInUse, run, runNode } from './inN8n';
import { startOtherServices, type Asked, type OtherServices } from './otherServices';

jest.setTimeout(PATIENCE_MS);

const PICTURES = join(RUNTIME, 'e2e', 'pictures');

/** The id of the sheet, as long as Google's are. */
const SHEET = 'rules-of-harbour-lane-0000000000000000000000';

const SEND_MESSAGE = readWorkflowFile('send-message.json');

const TEAMS_FLOW = { host: 'flows.harbour.example', path: '/teams' };

const SERVICE_NOW = { host: 'harbour.service-now.com', path: '/api/now/table/incident' };

const RULE_COLUMNS = 'ruleType field match value effect profile reason expiresAt active'.split(' ');

/** The workflows with each example wired in as its sticky note says, and the services on loopback. */
describe('the examples for other services', () => {
	let trial: Trial;
	let services: OtherServices;
	let browser: Browser;
	/** The sheet as rows of cells; the header is its first row. */
	const sheet: unknown[][] = [RULE_COLUMNS];
	/** Addresses that Slack does not know: the first two that it is asked for. */
	const strangers = new Set<string>();

	beforeAll(async () => {
		services = await startOtherServices({
			'GET slack.com/api/users.lookupByEmail': ({ query }) => {
				const { email = '' } = query;
				if (strangers.size < 2) strangers.add(email);
				return strangers.has(email)
					? { ok: false, error: 'users_not_found' }
					: { ok: true, user: { id: `U-${email}` } };
			},
			'POST slack.com/api/chat.postMessage': ({ body }) => ({
				ok: true,
				channel: (JSON.parse(body) as Fields).channel,
				ts: '1',
				message: {},
			}),
			[`POST ${TEAMS_FLOW.host}${TEAMS_FLOW.path}`]: () => ({}),
			[`POST ${SERVICE_NOW.host}${SERVICE_NOW.path}`]: ({ body }) => ({
				result: { sys_id: '1', ...(JSON.parse(body) as Fields) },
			}),
			'POST oauth2.googleapis.com/token': () => ({
				access_token: SECRETS.google,
				expires_in: 3_600,
				token_type: 'Bearer',
			}),
			[`GET sheets.googleapis.com/v4/spreadsheets/${SHEET}`]: () => ({
				sheets: [{ properties: { sheetId: 0, title: 'Rules', index: 0 } }],
			}),
			[`GET sheets.googleapis.com/v4/spreadsheets/${SHEET}/values/'Rules'`]: () => ({
				range: 'Rules!A1:I100',
				values: sheet,
			}),
		});
		mkdirSync(PICTURES, { recursive: true });
		const certificateFile = join(RUNTIME, 'e2e', 'other-services.pem');
		writeFileSync(certificateFile, services.certificate);
		const env = services.env(certificateFile);
		trial = await ownTrialInUse('examples', { seats: 80, seed: 7 }, env);
		await importByCommand(trial.n8n, EXAMPLES);
		browser = await openBrowser();
	});

	afterAll(async () => {
		await browser?.close();
		await trial?.stop();
		await services?.stop();
	});

	const candidates = () => tableRows(trial.session, 'clm_candidates');
	/** A sync that opens nobody new: it hears what was told since the last one. */
	const hear = async () => {
		const where = { column: 'status', value: 'published' };
		await changeRows(trial.session, 'clm_profiles', where, { maxNewPerRun: 0 });
		expect((await run(trial, SHIPPED.dailySync)).error).toBeNull();
	};
	/** Replaces the sender in Send Message by an example. */
	const sendBy = async (example: { id: string }) => {
		const asShipped = withCredentials(SEND_MESSAGE, trial.credentials);
		await saveWorkflow(trial.session, sendingBy(asShipped, example));
		await publishWorkflow(trial.session, SEND_MESSAGE.id);
	};
	/** What Send Message answers for messages that a workflow hands to it. */
	const answersTo = async (name: string, messages: Fields[]) => {
		const node = {
			type: 'n8n-nodes-base.executeWorkflow',
			parameters: { workflowId: SEND_MESSAGE.id },
			credentials: {},
		};
		const execution = await runNode(trial, name, node, messages);
		expect(execution.error).toBeNull();
		return outputOf(execution, 'Node');
	};
	const askedOf = (host: string, path: string): Asked[] =>
		services.asked.filter((one) => one.host === host && one.path === path);

	it('are as they were shipped after n8n has imported them', async () => {
		expect(exampleWorkflows().length).toBeGreaterThan(0);
		for (const { workflow } of exampleWorkflows()) {
			const { nodes, connections } = await readWorkflow(trial.session, workflow.id);
			expect(nodes.map(({ name, type }) => [name, type])).toEqual(
				workflow.nodes.map(({ name, type }) => [name, type]),
			);
			expect(connections).toEqual(workflow.connections);
		}
	});

	it('open in the editor without a warning once a person has picked credentials', async () => {
		const credentials = await serviceCredentials(trial);
		const page = await openEditor(browser, trial.session);
		for (const { file, workflow } of exampleWorkflows()) {
			const picked = withServices(withCredentials(workflow, trial.credentials), credentials);
			await saveWorkflow(trial.session, picked);
			const { issues } = await openWorkflow(page, trial.n8n.url, workflow.id);
			await page.screenshot({ path: join(PICTURES, file.replace('.json', '.png')) });
			expect({ file, issues }).toEqual({ file, issues: [] });
		}
		await page.context().close();
	});

	it('take their places in Sync Profile and Send Message as their sticky notes say', async () => {
		await saveWorkflow(
			trial.session,
			withParameters(
				await readWorkflow(trial.session, EXAMPLE.sheet.id),
				'Read the Sheet',
				(parameters) => ({
					...parameters,
					documentId: {
						__rl: true,
						mode: 'url',
						value: `https://docs.google.com/spreadsheets/d/${SHEET}/edit`,
					},
				}),
			),
		);
		for (const { id } of Object.values(EXAMPLE)) await publishWorkflow(trial.session, id);
		const sync = await readWorkflow(trial.session, SHIPPED.syncProfile.id);
		await saveWorkflow(trial.session, withRunsKept(wiredSync(sync)));
		await publishWorkflow(trial.session, SHIPPED.syncProfile.id);
		await sendBy(EXAMPLE.slack);
	});

	it('read the rules from the sheet, whatever kind of cell holds them', async () => {
		const [chief = ''] = seatHolders(trial.simulator.world);
		sheet.push(
			['user', 'accountId', 'equals', chief, 'both', '', 'Chief', '', true],
			[],
			['', ' ', '', '', '', '', '', '', false],
			['user', 'emailDomain', 'wildcard', '*.example.org', '', '', '', '2031-01-01', 'no'],
			['user', 'displayName', 'equals', 12345, 'cost', '', 'A number', '', 'TRUE'],
		);
		await addProfile(trial.session, {
			...profileOf(trial.simulator, 0, { lookbackDays: 180, newUserGraceDays: 0 }),
			mode: 'askPeople',
			maxNewPerRun: 8,
		});
		const execution = await run(trial, SHIPPED.dailySync);
		expect(execution.error).toBeNull();
		const sync = await newestRun(trial, SHIPPED.syncProfile.id);
		const rules = outputOf(sync, 'Exclusion Rules');
		expect(rules.map(({ value, active }) => [value, active])).toEqual([
			[chief, 'true'],
			['*.example.org', 'no'],
			['12345', 'TRUE'],
		]);
		const excluded = outputOf(sync, 'Evaluate Exclusions', 2).filter(
			({ reasonCode }) => reasonCode === 'excludedByRule',
		);
		expect(excluded.map(({ accountId }) => accountId)).toEqual([chief]);
		expect(excluded[0]).toMatchObject({ exclusionReason: 'Chief' });
		const [token] = askedOf('oauth2.googleapis.com', '/token');
		expect(token?.body).toContain('assertion=');
		const reads = services.asked.filter(({ host }) => host === 'sheets.googleapis.com');
		expect(new Set(reads.map(({ authorization }) => authorization))).toEqual(
			new Set([`Bearer ${SECRETS.google}`]),
		);
	});

	it('send one message in Slack for each notice, with the link to answer', async () => {
		await hear();
		const rows = await candidates();
		const asked = rows.filter(({ notifiedAt }) => notifiedAt !== null);
		expect(asked.length).toBeGreaterThanOrEqual(3);
		const messages = askedOf('slack.com', '/api/chat.postMessage').map(
			({ body }) => JSON.parse(body) as { channel: string; text: string },
		);
		expect(messages.map(({ channel }) => channel).sort()).toEqual(
			asked.map(({ email }) => `U-${String(email)}`).sort(),
		);
		for (const { email, candidateId, answerToken } of asked) {
			const message = messages.find(({ channel }) => channel === `U-${String(email)}`);
			expect(message?.text).toContain('Please answer within 14 days:');
			const link = new URL(/http\S+/.exec(message?.text ?? '')?.[0] ?? '');
			expect(link.pathname).toBe('/form/keep-my-license');
			expect(link.searchParams.get('candidateId')).toBe(candidateId);
			expect(link.searchParams.get('token')).toBe(answerToken);
		}
		expect(trial.mailbox.letters).toEqual([]);
	});

	it('post a message for each in Teams, and say which did not arrive', async () => {
		const url = `https://${TEAMS_FLOW.host}${TEAMS_FLOW.path}`;
		const teams = await readWorkflow(trial.session, EXAMPLE.teams.id);
		const pointed = (address: string) =>
			withParameters(teams, 'Post to the Flow', (others) => ({ ...others, url: address }));
		await saveWorkflow(trial.session, pointed(url));
		await publishWorkflow(trial.session, EXAMPLE.teams.id);
		await sendBy(EXAMPLE.teams);
		const messages = [
			{
				to: 'ada@harbour.example',
				subject: 'One',
				text: 'Open {pages}/form/keep-my-license',
			},
			{ to: 'approver', subject: 'Two', text: 'Please decide' },
		];
		expect(await answersTo('Messages by Teams', messages)).toMatchObject([
			{ to: 'ada@harbour.example', sent: true, error: '' },
			{ to: ADDRESSES.approver, sent: true, error: '' },
		]);
		const posted = askedOf(TEAMS_FLOW.host, TEAMS_FLOW.path).map(
			({ body }) => JSON.parse(body) as Fields,
		);
		expect(posted).toEqual([
			{
				to: 'ada@harbour.example',
				subject: 'One',
				text: `Open ${trial.n8n.url}/form/keep-my-license`,
			},
			{ to: ADDRESSES.approver, subject: 'Two', text: 'Please decide' },
		]);
		await saveWorkflow(trial.session, pointed(`${url}/gone`));
		await publishWorkflow(trial.session, EXAMPLE.teams.id);
		const [refused] = await answersTo('Messages by a lost flow', messages);
		expect(refused).toMatchObject({ sent: false, error: 'Teams answered: status 404' });
	});

	it('open an incident in ServiceNow for each message', async () => {
		await sendBy(EXAMPLE.serviceNow);
		const message = { to: 'administrator', subject: 'A site failed', text: 'It was not read.' };
		expect(await answersTo('Messages in ServiceNow', [message])).toMatchObject([
			{ to: ADDRESSES.administrator, sent: true, error: '' },
		]);
		const [incident] = askedOf(SERVICE_NOW.host, SERVICE_NOW.path);
		expect(JSON.parse(incident?.body ?? '')).toMatchObject({
			short_description: 'A site failed',
			description: `For ${ADDRESSES.administrator}\n\nIt was not read.`,
		});
		const basic = Buffer.from(`n8n:${SECRETS.serviceNow}`).toString('base64');
		expect(incident?.authorization).toBe(`Basic ${basic}`);
	});

	it('say nothing twice when the sync runs again', async () => {
		const before = services.asked.filter(({ method }) => method === 'POST').length;
		const tokens = askedOf('oauth2.googleapis.com', '/token').length;
		await hear();
		const after = services.asked.filter(({ method }) => method === 'POST').length;
		expect(after - before).toBe(askedOf('oauth2.googleapis.com', '/token').length - tokens);
	});

	it.each([
		['a field that does not exist', 'user', 'shoeSize', 'shoeSize'],
		['a type that was forgotten', '', 'email', 'the field "ruleType"'],
	])(
		'let nobody be judged by a sheet with %s, and name the row',
		async (_, type, field, named) => {
			const before = await candidates();
			sheet.push([type, field, 'equals', '42', 'both', '', '', '', 'true']);
			const execution = await run(trial, SHIPPED.dailySync);
			sheet.pop();
			expect(execution.status).toBe('error');
			expect(execution.error).toContain(named);
			const sync = await newestRun(trial, SHIPPED.syncProfile.id);
			expect(sync.nodes.has('Pull Activity')).toBe(true);
			expect(outputOf(sync, 'Evaluate Exclusions')).toEqual([]);
			expect(await candidates()).toEqual(before);
		},
	);
});
