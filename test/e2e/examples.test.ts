import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';

import { openBrowser, openEditor } from '../../scripts/runtime/browser';
import { changeRows, tableRows } from '../../scripts/runtime/dataTables';
import { outputOf, type Fields } from '../../scripts/runtime/executions';
import { EXAMPLES, RUNTIME } from '../../scripts/runtime/places';
import { addProfile, profileOf, SHIPPED } from '../../scripts/runtime/profiles';
import type { Trial } from '../../scripts/runtime/trial';
import {
	exampleWorkflows,
	readWorkflowFile,
	withCredentials,
	withParameters,
	withRunsKept,
	type Workflow,
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
	serviceCredentials,
	wiredAsking,
	wiredFollowing,
	wiredSync,
	withServices,
} from './exampleWiring';
import { newestRun, PATIENCE_MS, ownTrialInUse, run } from './inN8n';
import { startOtherServices, type Asked, type OtherServices } from './otherServices';

jest.setTimeout(PATIENCE_MS);

const PICTURES = join(RUNTIME, 'e2e', 'pictures');

/** The id of the sheet, as long as Google's are. */
const SHEET = 'rules-of-harbour-lane-0000000000000000000000';

const ASK_PEOPLE = readWorkflowFile('ask-people.json').id;

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

	it('take their places in Sync Profile, Follow Candidates and Ask People as their sticky notes say', async () => {
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
		const wirings: [string, (workflow: Workflow) => Workflow][] = [
			[ASK_PEOPLE, wiredAsking],
			[SHIPPED.followCandidates.id, wiredFollowing],
			[SHIPPED.syncProfile.id, (workflow) => withRunsKept(wiredSync(workflow))],
		];
		for (const [id, wired] of wirings) {
			await saveWorkflow(trial.session, wired(await readWorkflow(trial.session, id)));
			await publishWorkflow(trial.session, id);
		}
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

	it('open an incident for whoever could not be asked, and for nobody else', async () => {
		const needy = (await candidates()).filter(({ state }) => state === 'Attention Required');
		expect(needy.filter(({ email }) => strangers.has(String(email)))).toHaveLength(2);
		const incidents = askedOf(SERVICE_NOW.host, SERVICE_NOW.path).map(
			({ body }) => JSON.parse(body) as { short_description: string; description: string },
		);
		expect(incidents.map(({ short_description }) => short_description).sort()).toEqual(
			needy
				.map(
					(row) =>
						`Confluence license of ${String(row.displayName)} on ${String(row.profile)}`,
				)
				.sort(),
		);
		const basic = Buffer.from(`n8n:${SECRETS.serviceNow}`).toString('base64');
		for (const { authorization } of askedOf(SERVICE_NOW.host, SERVICE_NOW.path)) {
			expect(authorization).toBe(`Basic ${basic}`);
		}
		for (const { candidateId } of needy) {
			const naming = incidents.filter(({ description }) =>
				description.endsWith(` ${String(candidateId)}`),
			);
			expect(naming).toHaveLength(1);
		}
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
