import { z } from 'zod';

import { readFlatted } from './flatted';
import type { N8nSession } from './n8nSession';
import { waitFor } from './waitFor';

/** The fields of one item that a node emitted. */
export type Fields = Record<string, unknown>;

/** One run of one node within an execution. */
export interface NodeRun {
	/** Milliseconds. */
	took: number;
	/** The items of each output. */
	outputs: Fields[][];
	error: { message: string; description: string | null } | null;
	hints: string[];
}

/** An execution that has ended, as far as the demo and the tests look at it. */
export interface Execution {
	id: string;
	workflowId: string;
	status: string;
	/** What ended it, in the words that a person sees; null when it succeeded. */
	error: string | null;
	/** The runs of each node by its name. */
	nodes: ReadonlyMap<string, NodeRun[]>;
	/** Milliseconds from start to end. */
	took: number;
}

const ENDED: readonly string[] = ['success', 'error', 'canceled', 'crashed'];

/** Whether an execution with this status has ended, however it ended. */
export function hasEnded({ status }: { status: string }): boolean {
	return ENDED.includes(status);
}

const started = z.object({ executionId: z.string() });

const stored = z.object({
	id: z.union([z.string(), z.number()]).transform(String),
	workflowId: z.string(),
	status: z.string(),
	startedAt: z.string().nullish(),
	stoppedAt: z.string().nullish(),
	data: z.string().optional(),
});

const problem = z
	.object({ message: z.string(), description: z.string().nullish() })
	.passthrough()
	.nullish();

const runData = z.object({
	resultData: z
		.object({
			error: problem,
			runData: z.record(
				z.array(
					z
						.object({
							executionTime: z.number(),
							data: z
								.object({
									main: z.array(z.array(z.unknown()).nullable()).optional(),
								})
								.passthrough()
								.optional(),
							error: problem,
							hints: z
								.array(z.object({ message: z.string() }).passthrough())
								.optional(),
						})
						.passthrough(),
				),
			),
		})
		.passthrough(),
});

const item = z.object({ json: z.record(z.unknown()) }).passthrough();

/** Starts a workflow as the editor's button does, at its trigger, and answers the execution's id. */
export async function startExecution(
	session: N8nSession,
	workflowId: string,
	trigger: string,
): Promise<string> {
	const answer = await session.ask('POST', `/workflows/${workflowId}/run`, {
		triggerToStartFrom: { name: trigger },
	});
	return started.parse(answer).executionId;
}

/** Runs a workflow from one of its triggers and waits for the end. */
export async function runWorkflow(
	session: N8nSession,
	workflowId: string,
	trigger: string,
	forMs = 600_000,
): Promise<Execution> {
	return await executionEnd(session, await startExecution(session, workflowId, trigger), forMs);
}

/** Waits until an execution has ended, however it ends. */
export async function executionEnd(
	session: N8nSession,
	id: string,
	forMs = 600_000,
): Promise<Execution> {
	return await waitFor(`execution ${id} to end`, { forMs }, async () => {
		const execution = stored.parse(await session.ask('GET', `/executions/${id}`));
		return hasEnded(execution) ? readExecution(execution) : undefined;
	});
}

const listed = z.object({
	results: z.array(
		z.object({
			id: z.union([z.string(), z.number()]).transform(String),
			workflowId: z.string(),
			status: z.string(),
			mode: z.string(),
			stoppedAt: z.string().nullish(),
		}),
	),
});

/**
 * The newest executions of a workflow, newest first. Those of Setup, which Install runs under its own
 * id, are listed as Install's, with the mode "integrated" and only until they have ended (M).
 */
export async function listExecutions(session: N8nSession, workflowId: string) {
	const filter = encodeURIComponent(JSON.stringify({ workflowId }));
	const answer = await session.ask('GET', `/executions?limit=50&filter=${filter}`);
	return listed.parse(answer).results;
}

function readExecution(execution: z.infer<typeof stored>): Execution {
	const { id, workflowId, status, startedAt, stoppedAt } = execution;
	const took = Date.parse(stoppedAt ?? '') - Date.parse(startedAt ?? '');
	const base = { id, workflowId, status, took: Number.isFinite(took) ? took : 0 };
	if (execution.data === undefined) {
		return { ...base, error: endedOtherwise(status), nodes: new Map() };
	}
	const { resultData } = runData.parse(readFlatted(execution.data));
	const nodes = new Map(
		Object.entries(resultData.runData).map(([name, runs]) => [name, runs.map(readRun)]),
	);
	return { ...base, error: sentences(resultData.error) ?? endedOtherwise(status), nodes };
}

/** An execution that was canceled, or that n8n lost, ended without an error of its own. */
function endedOtherwise(status: string): string | null {
	return status === 'success' ? null : `The execution ended with the status "${status}".`;
}

type StoredRun = z.infer<typeof runData>['resultData']['runData'][string][number];

function readRun(run: StoredRun): NodeRun {
	return {
		took: run.executionTime,
		outputs: (run.data?.main ?? []).map((items) =>
			(items ?? []).map((one) => item.parse(one).json),
		),
		error: run.error
			? { message: run.error.message, description: run.error.description ?? null }
			: null,
		hints: (run.hints ?? []).map(({ message }) => message),
	};
}

function sentences(error: z.infer<typeof problem>): string | null {
	if (!error) return null;
	return [error.message, error.description ?? ''].join(' ').trim();
}

/** The items of one output of a node's last run; none when it did not run. */
export function outputOf(execution: Execution, node: string, output = 0): Fields[] {
	return execution.nodes.get(node)?.at(-1)?.outputs[output] ?? [];
}
