import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { Position } from './networkNodes';

const FILE = join(__dirname, '..', '..', 'docs', 'fault-matrix.md');

/** What came of one run. */
export interface Cell {
	node: string;
	/** Calls of a run without a fault. */
	calls: number;
	kind: string;
	position: Position;
	nth: number;
	lasting: boolean;
	/** The run ends well; it ends and tells in its items or job result; it fails with an error. */
	ends: 'well' | 'tells' | 'fails';
	said: string;
}

const INTRODUCTION = `# Fault matrix

Every node that uses the network, in n8n's own engine, against every kind of fault, at its first, a middle and its last call. \`npm run fault-matrix\` makes this page. It also checks each message; that no token, key or secret appears in items, errors, hints, logs or execution data; and that nothing reaches the host that redirects lead to.

Each cell says what happened when the fault hit that one call, and then what happened when it hit that call and all calls after it:

- **well**: the run ends as it would without the fault.
- **fails**: the node ends with an error. Nothing was changed, and nothing is passed on. With *continue on fail* it is one failed job result.
- **tells**: the run ends, and the items or the job result say what is missing. Nobody counts as inactive because of it, and everything that was removed is in a receipt.
`.trimEnd();

/** The matrix in Markdown: one table for each node. */
export function matrixTable(cells: readonly Cell[]): string {
	const nodes = [...new Set(cells.map(({ node }) => node))];
	const count = `${cells.length} runs with a fault.`;
	return [INTRODUCTION, count, ...nodes.map((node) => tableOf(ofNode(cells, node)))]
		.join('\n\n')
		.concat('\n');
}

function ofNode(cells: readonly Cell[], node: string): Cell[] {
	return cells.filter((cell) => cell.node === node);
}

function tableOf(cells: readonly Cell[]): string {
	const [first] = cells;
	if (first === undefined) return '';
	const nth = (position: Position) => cells.find((cell) => cell.position === position)?.nth ?? 0;
	const kinds = [...new Set(cells.map(({ kind }) => kind))];
	return [
		`## ${first.node}`,
		'',
		`Calls ${nth('first')}, ${nth('middle')} and ${nth('last')} of ${first.calls}.`,
		'',
		'| Fault | First call | Middle call | Last call | What is said where it lasts |',
		'| --- | --- | --- | --- | --- |',
		...kinds.map((kind) => rowOf(cells.filter((cell) => cell.kind === kind))),
	].join('\n');
}

function rowOf(cells: readonly Cell[]): string {
	const place = (position: Position): string =>
		cells
			.filter((cell) => cell.position === position)
			.map(({ ends }) => ends)
			.join(', ');
	const lasting = cells.filter((cell) => cell.lasting && cell.said !== '');
	const words = [cells[0]?.kind ?? '', place('first'), place('middle'), place('last')];
	return `| ${[...words, shortened(lasting[0]?.said ?? '')].join(' | ')} |`;
}

/** The first sentence, without what differs from run to run. */
function shortened(said: string): string {
	const [line = ''] = said.split('\n');
	const sentence = /^.*?[.:](?= [A-Z])/.exec(line)?.[0] ?? line;
	return sentence
		.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '(moment)')
		.replace(/[\da-f]{8}-[\da-f-]{27}/g, '(Cloud ID)')
		.replace(/\|/g, '\\|')
		.trim();
}

export function writeTable(markdown: string): void {
	mkdirSync(dirname(FILE), { recursive: true });
	writeFileSync(FILE, markdown);
}
