import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { z } from 'zod';

import { requiredCredential } from '../../nodes/LicenseWorkflows/credentialTypes';
import type { CredentialReference } from './credentials';
import { EXAMPLES, WORKFLOWS } from './places';

const node = z
	.object({
		id: z.string(),
		name: z.string(),
		type: z.string(),
		typeVersion: z.number(),
		parameters: z.record(z.unknown()),
		credentials: z.record(z.object({ id: z.string().nullable(), name: z.string() })).optional(),
	})
	.passthrough();

export const workflowSchema = z
	.object({
		id: z.string(),
		name: z.string(),
		nodes: z.array(node),
		connections: z.record(z.unknown()),
		settings: z.record(z.unknown()).nullish(),
	})
	.passthrough();

export type Workflow = z.infer<typeof workflowSchema>;
export type WorkflowNode = Workflow['nodes'][number];

/** The workflows that this package ships, in the order of their file names. */
export function shippedWorkflows(): { file: string; workflow: Workflow }[] {
	return workflowsIn(WORKFLOWS);
}

/** The examples for other services and connections, in the order of their file names. */
export function exampleWorkflows(): { file: string; workflow: Workflow }[] {
	return workflowsIn(EXAMPLES);
}

function workflowsIn(folder: string): { file: string; workflow: Workflow }[] {
	return readdirSync(folder)
		.filter((file) => file.endsWith('.json'))
		.sort()
		.map((file) => ({
			file,
			workflow: readWorkflowFile(join(relative(WORKFLOWS, folder), file)),
		}));
}

/** A workflow by its file below the folder of workflows, for example `examples/name.json`. */
export function readWorkflowFile(file: string): Workflow {
	return workflowSchema.parse(JSON.parse(readFileSync(join(WORKFLOWS, file), 'utf8')));
}

/** The workflow with the credentials picked, as a person would in the editor. */
export function withCredentials(
	workflow: Workflow,
	credentials: Readonly<Record<string, CredentialReference>>,
): Workflow {
	const nodes = workflow.nodes.map((one) => {
		const type = requiredCredential(one);
		const picked = type === undefined ? undefined : credentials[type];
		if (type === undefined || picked === undefined) return one;
		return { ...one, credentials: { [type]: { ...picked } } };
	});
	return { ...workflow, nodes };
}

/** The trigger by which a workflow is called for one profile; it comes switched off. */
export const CALL_TRIGGER = 'One Profile by Webhook';

/** The workflow with its runs kept also when they succeed, to be looked at. */
export function withRunsKept(workflow: Workflow): Workflow {
	return { ...workflow, settings: { ...workflow.settings, saveDataSuccessExecution: 'all' } };
}

/** The workflow with its trigger for calls switched on, where it has one. */
export function withCallTrigger(workflow: Workflow): Workflow {
	const nodes = workflow.nodes.map((one) =>
		one.name === CALL_TRIGGER ? { ...one, disabled: false } : one,
	);
	return { ...workflow, nodes };
}

/** The workflow with other parameters in one node; for tests that move the time or a limit. */
export function withParameters(
	workflow: Workflow,
	nodeName: string,
	change: (parameters: Record<string, unknown>) => Record<string, unknown>,
): Workflow {
	if (!workflow.nodes.some(({ name }) => name === nodeName)) {
		throw new Error(`The workflow "${workflow.name}" has no node "${nodeName}".`);
	}
	const nodes = workflow.nodes.map((one) =>
		one.name === nodeName ? { ...one, parameters: change(one.parameters) } : one,
	);
	return { ...workflow, nodes };
}

/** Triggers of workflows that others call, also when they fail: n8n wants these published first. */
const CALLED_TRIGGERS: ReadonlySet<string> = new Set([
	'n8n-nodes-base.errorTrigger',
	'n8n-nodes-base.executeWorkflowTrigger',
]);

/** Triggers that work for people once their workflow is published, and cost nothing. */
const PAGE_TRIGGERS: ReadonlySet<string> = new Set([
	'n8n-nodes-base.formTrigger',
	'n8n-nodes-base.webhook',
]);

/** A webhook that is posted to is for programs, and no page; one switched off serves nobody. */
function isPageTrigger({ type, parameters, disabled }: WorkflowNode): boolean {
	return PAGE_TRIGGERS.has(type) && parameters.httpMethod !== 'POST' && disabled !== true;
}

/** The shipped workflows that others call, each after those that it calls itself. */
export function calledWorkflows(): Workflow[] {
	const called = shippedWorkflows()
		.map(({ workflow }) => workflow)
		.filter(({ nodes }) => nodes.some(({ type }) => CALLED_TRIGGERS.has(type)));
	const ordered = new Set<Workflow>();
	const add = (workflow: Workflow) => {
		const callees = calleesOf(workflow);
		for (const one of called) if (callees.includes(one.id)) add(one);
		ordered.add(workflow);
	};
	for (const workflow of called) add(workflow);
	return [...ordered];
}

/** The ids of the workflows that a workflow calls. */
function calleesOf({ nodes }: Workflow): string[] {
	return nodes
		.filter(({ type }) => type === 'n8n-nodes-base.executeWorkflow')
		.map(({ parameters }) => String((parameters.workflowId as { value?: unknown }).value));
}

/** Started by hand in the editor, by its form: it stays unpublished. */
const INSTALL = 'install.json';

/** The called ones, then those that answer people; those that run by schedule are not among them. */
export function publishable(): Workflow[] {
	const called = calledWorkflows();
	const pages = shippedWorkflows()
		.filter(({ file }) => file !== INSTALL)
		.map(({ workflow }) => workflow)
		.filter(
			({ id, nodes }) => nodes.some(isPageTrigger) && !called.some((one) => one.id === id),
		);
	return [...called, ...pages];
}
