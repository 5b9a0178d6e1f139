import type { Measured } from './measure';

/** Both ways on the same day. */
export interface Comparison {
	ownNodes: Measured;
	ourNode: Measured;
}

/** How many times faster the node must be, and how many requests it may have under way. */
export const TARGETS = { timesFaster: 20, requestsAtOnce: 10 } as const;

const COLUMNS: readonly [string, (measured: Measured) => string][] = [
	['way', ({ title }) => title],
	['step s', ({ stepMs }) => seconds(stepMs)],
	['execution s', ({ executionMs }) => seconds(executionMs)],
	['requests', ({ requests }) => whole(requests)],
	['points', ({ points }) => whole(points)],
	['at once', ({ mostAtOnce }) => whole(mostAtOnce)],
	['people', ({ verdict }) => whole(verdict.people)],
	['right to the moment', ({ verdict }) => whole(verdict.exact)],
	['later than the truth', ({ verdict }) => whole(verdict.later)],
	['not asked again', ({ verdict }) => whole(verdict.notAskedAgain)],
	['older than the truth', ({ verdict }) => whole(verdict.older.length)],
	['idle', ({ verdict }) => whole(verdict.idle)],
	['idle found', ({ verdict }) => whole(verdict.idleFound)],
	['active proposed', ({ verdict }) => whole(verdict.activeProposed.length)],
];

/** Both ways as a table in Markdown. */
export function tableOf({ ownNodes, ourNode }: Comparison): string {
	const rows = [ownNodes, ourNode].map((measured) => COLUMNS.map(([, cell]) => cell(measured)));
	const lines = [COLUMNS.map(([title]) => title), COLUMNS.map(() => '---'), ...rows];
	return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** How many times faster the step is with this package's node. */
export function timesFaster({ ownNodes, ourNode }: Comparison): number {
	return ownNodes.stepMs / ourNode.stepMs;
}

/** What is not as it should be, in sentences; none when all is well. The time is not among it. */
export function faultsOf({ ownNodes, ourNode }: Comparison): string[] {
	return [ownNodes, ourNode].flatMap(({ title, mostAtOnce, unanswered, verdict }) => [
		...(mostAtOnce > TARGETS.requestsAtOnce
			? [`${title}: ${mostAtOnce} requests were under way at once.`]
			: []),
		...(unanswered > 0 ? [`${title}: nothing is known of ${unanswered} people.`] : []),
		...(verdict.older.length > 0
			? [`${title}: ${verdict.older.length} people are said to be older than the truth.`]
			: []),
		...(verdict.activeProposed.length > 0
			? [`${title}: ${verdict.activeProposed.length} active people would be proposed.`]
			: []),
	]);
}

function seconds(milliseconds: number): string {
	return (milliseconds / 1_000).toFixed(1);
}

function whole(number: number): string {
	return number.toLocaleString('en-US');
}
