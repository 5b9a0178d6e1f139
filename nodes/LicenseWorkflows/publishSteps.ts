import { withTexts, type WorkflowFile } from './workflow';

/** The ids of the workflows that one refers to, its error workflow included, each once. */
export function calledIds(
	workflow: WorkflowFile,
	known: { has: (id: string) => boolean },
): string[] {
	const found = new Set<string>();
	withTexts([workflow.nodes, workflow.settings], (text) => {
		if (text !== workflow.id && known.has(text)) found.add(text);
		return text;
	});
	return [...found];
}

/**
 * A number for each workflow, by id, that is larger than that of every workflow it calls: n8n refuses
 * to publish a workflow before those that it calls (M). Two that call each other have no such order;
 * the one that is met first comes later.
 */
export function publishSteps(workflows: readonly WorkflowFile[]): Map<string, number> {
	const byId = new Map(workflows.map((workflow) => [workflow.id, workflow]));
	const steps = new Map<string, number>();
	const stepOf = (workflow: WorkflowFile, callers: ReadonlySet<string>): number => {
		const known = steps.get(workflow.id);
		if (known !== undefined) return known;
		const path = new Set([...callers, workflow.id]);
		const below = calledIds(workflow, byId)
			.filter((id) => !path.has(id))
			.flatMap((id) => byId.get(id) ?? [])
			.map((called) => stepOf(called, path));
		const step = below.length === 0 ? 0 : Math.max(...below) + 1;
		steps.set(workflow.id, step);
		return step;
	};
	for (const workflow of workflows) stepOf(workflow, new Set());
	return steps;
}
