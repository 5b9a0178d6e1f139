import { z } from 'zod';

import {
	createCredential,
	OAUTH_CREDENTIAL,
	PASSWORD_CREDENTIAL,
	type CredentialReference,
} from './credentials';
import { executionEnd, outputOf, type Fields } from './executions';
import { sendTestForm, type Page } from './formByHttp';
import { SHIPPED } from './profiles';
import type { Trial } from './trial';
import { readWorkflowFile, withCredentials, workflowSchema } from './workflowFiles';
import { createWorkflow, saveWorkflow } from './workflows';

/** Long enough for a small, busy machine. */
const PATIENCE_MS = 1_800_000;

/** What the key of Install must be allowed; its first note says the same. */
export const API_SCOPES = [
	'workflow:create',
	'workflow:read',
	'workflow:list',
	'workflow:update',
	'workflow:activate',
	'dataTableColumn:create',
];

const key = z.object({ id: z.string(), rawApiKey: z.string() }).passthrough();

/** An API key in a credential, as a person makes both. */
export async function apiCredential({ session, n8n }: Trial): Promise<CredentialReference> {
	const label = `Install ${Date.now()}`;
	const made = await session.ask('POST', '/api-keys', {
		label,
		scopes: API_SCOPES,
		expiresAt: null,
	});
	const data = { apiKey: key.parse(made).rawApiKey, baseUrl: `${n8n.url}/api/v1` };
	return await createCredential(session, { name: label, type: 'n8nApi', data });
}

/** Brings Install into n8n with these credentials picked; a second call picks others. */
export async function bringInstall(
	{ session }: Trial,
	picked: Record<string, CredentialReference>,
	again = false,
): Promise<void> {
	const workflow = withCredentials(readWorkflowFile('install.json'), picked);
	await (again ? saveWorkflow : createWorkflow)(session, workflow);
}

/** What Install did. */
export interface Outcome {
	created: string[];
	written: string[];
	unchanged: string[];
	leftAlone: { name: string; reason: string }[];
	columnsAdded: string[];
	publishProfile: string;
	addressesStored: boolean;
	testSent: boolean;
}

/** The fields of the form of Install, in their order. */
const FIELDS = ['sender', 'administrator', 'approver', 'publicAddress'] as const;

/** What a person enters in Install; nothing in a field that is not named. */
export type Entered = Partial<Record<(typeof FIELDS)[number], string>>;

/** Runs Install as the editor's button does, sends its form, and answers its last page. */
export async function sendInstall({ session }: Trial, entered: Entered = {}): Promise<Page> {
	const fields = FIELDS.map((name, index) => [`field-${index}`, entered[name] ?? ''] as const);
	const options = { forMs: PATIENCE_MS };
	return await sendTestForm(session, SHIPPED.install, Object.fromEntries(fields), options);
}

/** Runs Install to its end and answers what it did and what its last page says. */
export async function install(trial: Trial, entered: Entered = {}): Promise<Outcome & Page> {
	const page = await sendInstall(trial, entered);
	const execution = await executionEnd(trial.session, page.executionId, PATIENCE_MS);
	if (execution.error !== null) throw new Error(`Install failed: ${execution.error}`);
	const [said] = outputOf(execution, 'What to Open Next');
	return { ...page, ...(said as unknown as Outcome) };
}

const stored = workflowSchema.extend({ active: z.boolean(), versionId: z.string() });
export type StoredWorkflow = z.infer<typeof stored>;

/** The workflows in n8n but Install, by their names; fails where two have one name. */
export async function workflowsByName({ session }: Trial): Promise<Map<string, StoredWorkflow>> {
	const found = new Map<string, StoredWorkflow>();
	const listed = z
		.array(z.object({ id: z.string() }))
		.parse(await session.ask('GET', '/workflows'));
	for (const { id } of listed) {
		if (id === SHIPPED.install.id) continue;
		const workflow = stored.parse(await session.ask('GET', `/workflows/${id}`));
		if (found.has(workflow.name)) throw new Error(`n8n has two workflows "${workflow.name}".`);
		found.set(workflow.name, workflow);
	}
	return found;
}

/** All credentials of a trial that the workflows use, and a key of n8n. */
export function allCredentials({ credentials }: Trial, n8nApi: CredentialReference) {
	const { [OAUTH_CREDENTIAL]: confluence, [PASSWORD_CREDENTIAL]: password, smtp } = credentials;
	if (!confluence || !password || !smtp) throw new Error('The trial lacks a credential.');
	return { [OAUTH_CREDENTIAL]: confluence, [PASSWORD_CREDENTIAL]: password, smtp, n8nApi };
}

/** Every id of another workflow that a workflow names in a node. */
export function calledIdsOf({ nodes }: StoredWorkflow): string[] {
	return nodes
		.filter(({ type }) => type === 'n8n-nodes-base.executeWorkflow')
		.map(({ parameters }) => String((parameters.workflowId as Fields).value));
}
