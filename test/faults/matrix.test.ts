import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { REMEDIES } from '../../nodes/shared/remedies';
import { FAULT_KINDS, type Expected, type FaultKind } from './faultKinds';
import { matrixTable, writeTable, type Cell } from './matrixTable';
import { NETWORK_NODES, POSITIONS, type NetworkNode, type Position } from './networkNodes';
import { runOnce, type Seen } from './runCell';
import { placesOf } from './secrets';

const SENTENCES: readonly string[] = Object.values(REMEDIES);

/** The other host that redirects lead to, and what arrived there. */
let elsewhere: Server;
let elsewhereUrl: string;
const arrived: string[] = [];

const cells: Cell[] = [];

beforeAll(async () => {
	elsewhere = createServer(({ url, headers }, answer) => {
		arrived.push(`${url} ${JSON.stringify(headers)}`);
		answer.end('{}');
	});
	await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
	elsewhereUrl = `http://localhost:${(elsewhere.address() as AddressInfo).port}/stolen`;
});

afterAll(async () => {
	await new Promise((resolve) => elsewhere.close(resolve));
	const runs = cells.length;
	const table = matrixTable(cells);
	if (process.env.FAULT_MATRIX_WRITE === '1') writeTable(table);
	console.log(`${runs} runs with a fault, each as expected or told above`);
});

function expectation(
	node: NetworkNode,
	kind: FaultKind,
	position: Position,
	lasting: boolean,
): Expected {
	return node.expects?.(kind, position, lasting) ?? (lasting ? kind.always : kind.once);
}

/** Everything that a run said: an error with its remedy, and what items and job results tell. */
function saidBy({ error, complaints }: Seen): string {
	return [...(error === null ? [] : [error]), ...complaints].join('\n');
}

function checkCell(
	seen: Seen,
	plain: Seen,
	node: NetworkNode,
	{ expected, failed }: { expected: Expected; failed: boolean },
): void {
	const said = saidBy(seen);
	if (expected === 'well') expect(said).toBe('');
	else expect(said).toMatch(expected);
	if (seen.error !== null) {
		expect(SENTENCES.filter((remedy) => seen.error?.includes(remedy))).toHaveLength(1);
	}
	node.check({ ...seen, failed, plain: plain.outputs });
	checkNothingLeaked(seen);
}

/** No token, key or secret in items, errors, hints, logs or execution data. */
function checkNothingLeaked({ run, secrets }: Seen): void {
	expect(placesOf([...secrets, 'Bearer '], { data: run.run, logs: run.logs })).toEqual([]);
	expect(arrived).toEqual([]);
}

describe.each(NETWORK_NODES.map((node) => [node.title, node] as const))('%s', (_, node) => {
	let plain: Seen;
	beforeAll(async () => {
		plain = await runOnce(node);
	});

	it('ends well without a fault', () => {
		expect(saidBy(plain)).toBe('');
		checkNothingLeaked(plain);
		expect(plain.calls).toBeGreaterThan(5);
	});

	const kinds = FAULT_KINDS.filter(
		({ meetsApiKeys = true }) => meetsApiKeys || node.usesApiKey !== true,
	);
	describe.each(kinds.map((kind) => [kind.title, kind] as const))('%s', (__, kind) => {
		it.each(POSITIONS)('at the %s call, once and lasting', async (position) => {
			const nth = { first: 1, middle: Math.ceil(plain.calls / 2), last: plain.calls }[
				position
			];
			const ends: Cell['ends'][] = [];
			let said = '';
			for (const lasting of [false, true]) {
				const strike = { kind, nth, lasting, elsewhere: elsewhereUrl };
				const seen = await runOnce(node, { strike });
				checkCell(seen, plain, node, {
					expected: expectation(node, kind, position, lasting),
					failed: seen.error !== null,
				});
				said = saidBy(seen);
				const end = seen.error !== null ? 'fails' : said === '' ? 'well' : 'tells';
				cells.push({
					node: node.title,
					calls: plain.calls,
					kind: kind.title,
					position,
					nth,
					lasting,
					ends: end,
					said,
				});
				ends.push(end);
			}
			// A fault that lasts is never better than one that passes.
			expect(ends).not.toEqual([expect.not.stringMatching('well'), 'well']);
		});

		it('with continue on fail, nothing is thrown and nothing is passed on', async () => {
			const nth = Math.ceil(plain.calls / 2);
			const strike = { kind, nth, lasting: true, elsewhere: elsewhereUrl };
			const seen = await runOnce(node, { strike, continueOnFail: true });
			expect(seen.error).toBeNull();
			const failed = cells.some(
				(cell) =>
					cell.node === node.title &&
					cell.kind === kind.title &&
					cell.position === 'middle' &&
					cell.lasting &&
					cell.ends === 'fails',
			);
			const expected = expectation(node, kind, 'middle', true);
			checkCell(seen, plain, node, { expected, failed });
			if (!failed) return;
			const jobs = seen.outputs.find((_, output) => !node.silentOutputs.includes(output));
			for (const output of node.silentOutputs) expect(seen.outputs[output]).toEqual([]);
			expect(jobs).toMatchObject(
				node.silentOutputs.length === 0
					? [{ error: expect.any(String) as string }]
					: [{ status: 'failed' }],
			);
		});
	});
});
