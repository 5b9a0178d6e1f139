import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';

import { openBrowser, openEditor } from '../../scripts/runtime/browser';
import { createCredential, OAUTH_CREDENTIAL } from '../../scripts/runtime/credentials';
import { RUNTIME, WORKFLOWS } from '../../scripts/runtime/places';
import { oauthCredentialId, type Trial } from '../../scripts/runtime/trial';
import { waitFor } from '../../scripts/runtime/waitFor';
import { readWorkflow } from '../../scripts/runtime/workflows';
import { addSite, addToGroup, removeFromGroup, view } from '../simulator';
import { byTestId, fillInSimulator, warningsOf } from './editorPage';
import { CONFLUENCE_NODES, fieldOf, FIND_UNUSED_FILE, FirstReport } from './firstReport';
import { HandCount } from './handCount';
import { idleCompany, IDLE, READERS, SEATS } from './idleCompany';
import { emptyTrial, PATIENCE_MS } from './inN8n';

jest.setTimeout(PATIENCE_MS);

/** What the browser showed; docs/pictures has copies of these. */
const PICTURES = join(RUNTIME, 'e2e', 'findUnused', 'pictures');

const ORGANIZATION_CREDENTIAL = 'atlassianOrganizationApi';

/** From an empty n8n to the first answer, as a person does it; then what can go wrong. */
describe('Find Unused Licenses in a real n8n', () => {
	let trial: Trial;
	let browser: Browser;
	let editor: Page;
	let first: FirstReport;
	const byHand = new HandCount();

	beforeAll(async () => {
		mkdirSync(PICTURES, { recursive: true });
		trial = await emptyTrial({ population: idleCompany(Date.now()) });
		await trial.session.ask('DELETE', `/credentials/${oauthCredentialId(trial)}`);
		browser = await openBrowser();
		editor = await openEditor(browser, trial.session);
	});

	afterAll(async () => {
		await browser?.close();
		await trial?.stop();
	});

	it('takes a credential that is connected by the consent page', async () => {
		const { url, client } = trial.simulator;
		await editor.goto(`${trial.n8n.url}/home/credentials/create`);
		const types = byTestId(editor, 'new-credential-type-select').locator('input');
		await types.fill('Confluence Cloud Licenses');
		byHand.picks += 1;
		await editor.locator('.el-select-dropdown__item:visible').first().click();
		await byHand.click(byTestId(editor, 'new-credential-type-button'));
		const input = (name: string) =>
			byTestId(editor, `parameter-input-${name}`).locator('input');
		await byHand.type(input('clientId'), 'client ID', client.id);
		await byHand.type(input('clientSecret'), 'client secret', client.secret);
		await fillInSimulator(editor, url);
		const connect = editor.locator('[data-test-id="quick-connect-button"]:visible').first();
		const consent = await byHand.clickForPopup(editor, connect);
		await byHand.click(consent.locator('#accept'));
		await byTestId(editor, 'oauth-connect-success-banner').waitFor();
	});

	it('is imported by the editor, which picks the credential and warns of nothing', async () => {
		await editor.goto(`${trial.n8n.url}/workflow/new`);
		await byHand.click(byTestId(editor, 'workflow-menu').first());
		await byHand.click(byTestId(editor, 'workflow-menu-item-import'));
		await byHand.click(byTestId(editor, 'workflow-menu-item-import-from-file'));
		await byHand.chooseFile(
			byTestId(editor, 'workflow-import-input'),
			join(WORKFLOWS, FIND_UNUSED_FILE),
		);
		expect(await warningsOf(editor)).toEqual([]);
		await editor.screenshot({ path: join(PICTURES, 'workflow.png') });
		const workflowId = await waitFor('the editor to save', { forMs: 60_000 }, savedId);
		first = new FirstReport(trial, browser, workflowId);
		const { nodes } = await readWorkflow(trial.session, workflowId);
		const picked = nodes.filter(({ credentials }) => credentials?.[OAUTH_CREDENTIAL]?.id);
		expect(picked.map(({ name }) => name)).toEqual(CONFLUENCE_NODES);
	});

	it('shows the report in the browser: seats, idle seats and what they cost', async () => {
		const execute = byTestId(editor, 'execute-workflow-button');
		const form = await byHand.clickForPopup(editor, execute);
		form.setDefaultTimeout(PATIENCE_MS);
		await fieldOf(form, 'site').waitFor();
		await form.setViewportSize({ width: 900, height: 760 });
		await byHand.type(fieldOf(form, 'price'), 'price', '5.16');
		await form.screenshot({ path: join(PICTURES, 'find-unused-form.png') });
		await byHand.click(form.locator('#submit-btn'));
		const lead = form.locator('p.lead').first();
		await lead.waitFor();
		expect((await lead.innerText()).replaceAll('\u00a0', ' ')).toBe(
			`Of ${SEATS} seats, ${IDLE} are idle: no activity was found for 60 days or longer, and nothing protects them. They cost 77.40 USD per month.`,
		);
		await form.setViewportSize({ width: 1180, height: 900 });
		expect(await overflowOf(form)).toBe(0);
		await form.screenshot({ path: join(PICTURES, 'find-unused-report.png') });
		await form.setViewportSize({ width: 360, height: 780 });
		expect(await overflowOf(form)).toBe(0);
		console.info(`To the first answer: 1 credential, ${byHand.sentence()}.`);
		expect(byHand.typed.length).toBeLessThanOrEqual(6);
	});

	it('says why a seat without activity is not counted', async () => {
		await first.publish();
		const said = await first.answer({ price: '5.16', currency: 'eur' }, 'In short');
		expect(said).toContain('They cost 77.40 EUR per month.');
		expect(said).toContain(
			'Not counted as idle, although no activity was found either: 1 seat (Administrator of the site: 1).',
		);
		expect(said).toContain('Page views were not checked for them');
	});

	it('shows the number of idle seats where there is no price', async () => {
		const said = await first.answer({ inactivityThresholdDays: '' }, 'In short');
		expect(said).toContain(`Of ${SEATS} seats, ${IDLE} are idle`);
		expect(said).not.toContain('cost 77');
		expect(said).toContain('When people were last active');
	});

	it('counts by the days that were asked for', async () => {
		const said = await first.answer({ inactivityThresholdDays: '150' }, 'In short');
		expect(said).toContain(
			`Of ${SEATS} seats, 10 are idle: no activity was found for 150 days`,
		);
	});

	it.each([
		['currency', { price: '5.16', currency: 'Euro' }, 'such as EUR, but it is "Euro"'],
		['price', { price: '5,16' }, 'such as 5.16'],
	])(
		'names a wrong %s on top of the report, which comes without money',
		async (_, given, why) => {
			const said = await first.answer(given, 'In short');
			expect(said.indexOf(why)).toBeGreaterThan(0);
			expect(said.indexOf(why)).toBeLessThan(said.indexOf('In short'));
			expect(said).toContain('shown without a price');
			expect(said).toContain(`Of ${SEATS} seats, ${IDLE} are idle`);
		},
	);

	it.each([
		['0', 'must be a whole number from 1 to 3650, but it is "0"'],
		['two months', 'but it is "two months"'],
	])('says what is wrong with %s days before it asks Confluence', async (days, why) => {
		const said = await first.answer(
			{ inactivityThresholdDays: days },
			'There is no report yet',
		);
		expect(said).toContain(why);
	});

	it('lists the sites for a wrong one, and for none where there are several', async () => {
		const said = await first.answer({ site: 'elsewhere' }, 'There is no report yet');
		expect(said).toContain('covers no Confluence site "elsewhere". It covers: harbour');
		addSite(trial.simulator.world, { name: 'Lakeside' });
		await first.reconnect({});
		const asked = await first.answer({}, 'There is no report yet');
		expect(asked).toMatch(/covers several sites: harbour .*Lakeside .*Enter the address/);
		const chosen = await first.answer({ site: 'harbour.atlassian.net' }, 'In short');
		expect(chosen).toContain(`Of ${SEATS} seats`);
	});

	it.each([
		['a refusal', { status: 403 }, 'as someone who can use Confluence on this site'],
		[
			'a rate limit',
			{ status: 429, headers: { 'retry-after': '7200' } },
			'Run again at that time',
		],
	])('shows %s of Atlassian as a page', async (_, refusal, what) => {
		const match = { path: 'membersByGroupId' };
		trial.simulator.addFault({ match, every: 1, kind: 'status', ...refusal });
		const said = await first.answer({ site: 'harbour' }, 'There is no report yet');
		trial.simulator.clearFaults();
		expect(said).toContain(what);
		expect(said).toContain('Nothing was changed. When that is done, fill in the form again.');
	});

	it('takes views where somebody picks the key of the organization', async () => {
		const { world, url, organization } = trial.simulator;
		for (const accountId of READERS) view(world, accountId, Date.now() - 86_400_000);
		const key = await createCredential(trial.session, {
			name: 'Key of the organization',
			type: ORGANIZATION_CREDENTIAL,
			data: {
				environment: 'custom',
				customApiUrl: url,
				organizationId: organization.id,
				apiKey: organization.apiKey,
			},
		});
		await first.change((node) =>
			node.name === 'Pull Activity'
				? { ...node, credentials: { ...node.credentials, [ORGANIZATION_CREDENTIAL]: key } }
				: node,
		);
		const said = await first.answer({ site: 'harbour' }, 'In short');
		expect(said).toContain(`Of ${SEATS} seats, ${IDLE - READERS.length} are idle`);
		expect(said).not.toContain('Page views were not checked');
	});

	it('says so where nobody has a seat', async () => {
		const { groups } = trial.simulator.world;
		const members = groups.map((group) => [...group.members]);
		for (const group of groups) {
			for (const accountId of [...group.members])
				removeFromGroup(trial.simulator.world, group, accountId);
		}
		const said = await first.answer({ site: 'harbour' }, 'There is no report yet');
		expect(said).toContain('No access group of this site has a member');
		for (const [place, group] of groups.entries()) {
			for (const accountId of members[place] ?? [])
				addToGroup(trial.simulator.world, group, accountId);
		}
	});

	it('names the scope that is missing, and says what to do', async () => {
		await first.reconnect({ pullActivity: false });
		const said = await first.answer({ site: 'harbour' }, 'There is no report yet');
		expect(said).toContain('The credential lacks the scope search:confluence on harbour');
		expect(said).toContain('switch the process on in the credential and reconnect it');
	});

	it('says that a credential was never connected', async () => {
		await first.pick(await first.newCredential({}));
		const said = await first.answer({}, 'There is no report yet');
		expect(said).toContain('press "Connect"');
	});

	/** The workflow's id once the editor has saved it with its nodes. */
	async function savedId(): Promise<string | undefined> {
		const id = /\/workflow\/(\w+)/.exec(editor.url())?.[1] ?? 'new';
		if (id === 'new') return undefined;
		try {
			const { nodes } = await readWorkflow(trial.session, id);
			return nodes.some(({ name }) => name === 'Show the Report') ? id : undefined;
		} catch {
			return undefined;
		}
	}
});

/** How many pixels of the page lie beyond its right edge. */
async function overflowOf(page: Page): Promise<number> {
	return await page.evaluate(
		() => document.documentElement.scrollWidth - document.documentElement.clientWidth,
	);
}
