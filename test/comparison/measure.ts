import { executionEnd, startExecution, type Execution } from '../../scripts/runtime/executions';
import type { Trial } from '../../scripts/runtime/trial';
import { withCredentials } from '../../scripts/runtime/workflowFiles';
import { createWorkflow } from '../../scripts/runtime/workflows';
import { seatHolders } from '../simulator';
import { verdictOf, type Verdict } from './verdict';
import type { Way } from './ways';

/** What one way took and said. */
export interface Measured {
	title: string;
	/** Milliseconds of the activity step: the execution without reading the table. */
	stepMs: number;
	/** Milliseconds of the whole execution. */
	executionMs: number;
	requests: number;
	points: number;
	/** Most requests under way at once. */
	mostAtOnce: number;
	/** Seats that nothing, or only "unknown", was said of. */
	unanswered: number;
	verdict: Verdict;
}

/** What stands in front of the activity step in both workflows. */
const BEFORE_THE_STEP = ['Start', 'Subscriptions'];

/** A way may take this long; nothing is judged by it. */
const PATIENCE_MS = 3_600_000;
const SIGN_OF_LIFE_MS = 10_000;

/**
 * Runs one way in the n8n of a day (see startDay) and holds what it says against the truth.
 *
 * @param onProgress told the number of requests every ten seconds
 * @throws Error when the workflow fails
 */
export async function measure(
	{ session, simulator, credentials }: Trial,
	way: Way,
	onProgress: (requests: number) => void = () => undefined,
): Promise<Measured> {
	const workflow = withCredentials(way.workflow(simulator.url), credentials);
	await createWorkflow(session, workflow);
	simulator.resetStats();
	const timer = setInterval(() => onProgress(simulator.stats().requests), SIGN_OF_LIFE_MS);
	try {
		const id = await startExecution(session, workflow.id, 'Start');
		const execution = await executionEnd(session, id, PATIENCE_MS);
		if (execution.status !== 'success') {
			throw new Error(`"${workflow.name}" failed: ${execution.error ?? execution.status}`);
		}
		const { requests, points, mostAtOnce } = simulator.stats();
		const said = way.read(execution, simulator.clock.now());
		const seats = [...seatHolders(simulator.world)];
		return {
			title: way.title,
			stepMs: execution.took - timeBefore(execution),
			executionMs: execution.took,
			requests,
			points,
			mostAtOnce,
			unanswered: seats.filter(
				(accountId) => (said.get(accountId)?.activityStatus ?? 'unknown') === 'unknown',
			).length,
			verdict: verdictOf(simulator.world, said, simulator.clock.now()),
		};
	} finally {
		clearInterval(timer);
	}
}

function timeBefore({ nodes }: Execution): number {
	return BEFORE_THE_STEP.flatMap((name) => nodes.get(name) ?? []).reduce(
		(sum, { took }) => sum + took,
		0,
	);
}
