import { readText } from '../../licensing/tableValues';
import { credentialTypesOf } from './credentialTypes';
import { calledIds, publishSteps } from './publishSteps';
import { WORKFLOW_FILES } from './workflowFiles';
import { readWorkflow, type WorkflowFile } from './workflow';

/** A workflow that comes with this package, and what there is to know of it. */
export interface ShippedWorkflow {
	/** The name of its file, in camel case. */
	key: string;
	name: string;
	/** The first paragraph of its overview note. */
	description: string;
	/** Types of credentials without which it does not run. */
	requires: string[];
	/** Types of credentials that it uses if there are any. */
	optional: string[];
	/** Keys of the workflows that it calls, its error workflow included. */
	calls: string[];
	/** Published after all with a smaller number; null where it is only run by hand. */
	publishStep: number | null;
	workflow: WorkflowFile;
}

/**
 * Forms that ask for no password, and so must not be open to everybody. Find Unused Licenses may be
 * published with a password; Install runs from the editor only.
 */
const RUN_BY_HAND: ReadonlySet<string> = new Set(['findUnusedLicenses', 'install']);

/** All workflows of this package, in the order of their file names. */
export const SHIPPED_WORKFLOWS: readonly ShippedWorkflow[] = shippedWorkflows();

function shippedWorkflows(): ShippedWorkflow[] {
	const files = Object.entries(WORKFLOW_FILES).map(
		([key, file]) => [key, readWorkflow(file)] as const,
	);
	const keys = new Map(files.map(([key, { id }]) => [id, key]));
	const steps = publishSteps(files.map(([, workflow]) => workflow));
	return files.map(([key, workflow]) => {
		const types = workflow.nodes.map(credentialTypesOf);
		const required = new Set(types.flatMap((one) => one.required));
		const optional = new Set(types.flatMap((one) => one.optional));
		const byHand = RUN_BY_HAND.has(key) || !workflow.nodes.some(startsByItself);
		return {
			key,
			name: workflow.name,
			description: descriptionOf(workflow),
			requires: [...required].sort(),
			optional: [...optional].sort(),
			calls: calledIds(workflow, keys).map((id) => keys.get(id) ?? id),
			publishStep: byHand ? null : (steps.get(workflow.id) ?? 0),
			workflow,
		};
	});
}

function startsByItself({ type, disabled }: WorkflowFile['nodes'][number]): boolean {
	const isTrigger = /(?:Trigger|\.webhook)$/.test(type);
	return isTrigger && disabled !== true && type !== 'n8n-nodes-base.manualTrigger';
}

/** What the first note says below its heading, up to the first empty line. */
function descriptionOf({ nodes }: WorkflowFile): string {
	const note = nodes.find(({ type }) => type === 'n8n-nodes-base.stickyNote');
	const lines = (readText(note?.parameters.content) ?? '').split('\n');
	const text = lines.filter((line) => !line.startsWith('#')).join('\n');
	return text.trim().split('\n\n')[0]?.replaceAll('\n', ' ') ?? '';
}
