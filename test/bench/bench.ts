import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { addChanges, startSimulator, type Simulator } from '../simulator';
import { changesFloor, downloadFloor } from './floor';
import type { BenchJob, JobFigures, JobOrder } from './jobs';
import { siteNames } from './siteNames';
import { tableHead, tableLine, type BenchRow } from './table';

/**
 * `npm run bench` measures download and activity on made-up companies of several sizes, beside the
 * least that the API allows (the floor) and the plain way of one search for each person. Each
 * measurement runs in a process of its own, so that its memory is its own.
 */
const DAY_MS = 24 * 3_600_000;
/** Content changed in a day for each seat: 5,000 changes at 10,000 seats. */
const CHANGES_PER_SEAT = 0.5;

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			sizes: { type: 'string', default: '1000,10000,50000,150000' },
			seed: { type: 'string', default: '7' },
		},
	});
	const table = [tableHead()];
	for (const size of values.sizes.split(',').map(Number)) {
		say(`${size} seats: making the company ...`);
		await measure(size, Number(values.seed), (row) => {
			table.push(tableLine(row));
			say(tableLine(row));
		});
	}
	console.log(`\n${table.join('\n')}`);
}

/** @param tell is told each line of the table as soon as it is known */
async function measure(seats: number, seed: number, tell: (row: BenchRow) => void): Promise<void> {
	const changesPerDay = Math.round(seats * CHANGES_PER_SEAT);
	const simulator = await startSimulator({
		seats,
		seed,
		changesPerDay,
		enforceBudget: false,
		betaHeader: false,
		accessTokenSeconds: 1e9,
	});
	const folder = mkdtempSync(join(tmpdir(), 'bench-'));
	try {
		const order = orderFor(simulator, join(folder, 'people.json'));
		const run = async (job: BenchJob, now = order.now) =>
			await inProcess(seats, { ...order, job, now });
		const download = await run('download');
		tell({
			seats,
			what: 'download',
			figures: download,
			floor: downloadFloor(simulator.world),
			plain: null,
		});
		const first = await run('activity');
		const perPerson = await run('perPerson');
		tell({ seats, what: 'first activity', figures: first, floor: null, plain: perPerson });
		const tomorrow = order.now + DAY_MS;
		const changes = addChanges(simulator.world, {
			changes: changesPerDay,
			from: order.now,
			to: tomorrow,
			seed,
		});
		simulator.clock.advance(DAY_MS);
		const daily = await run('activity', tomorrow);
		const floor = changesFloor(changes);
		tell({ seats, what: 'daily activity', figures: daily, floor, plain: perPerson });
	} finally {
		rmSync(folder, { recursive: true, force: true });
		await simulator.stop();
	}
}

function orderFor(simulator: Simulator, file: string): Omit<JobOrder, 'job'> {
	const { url, world } = simulator;
	return {
		url,
		token: simulator.issueToken().accessToken,
		cloudId: world.sites[0]?.cloudId ?? '',
		siteNames: siteNames(world),
		file,
		now: Date.now(),
	};
}

async function inProcess(seats: number, order: JobOrder): Promise<JobFigures> {
	say(`${seats} seats: ${order.job} ...`);
	const child = spawn(
		process.execPath,
		[...process.execArgv, join(__dirname, 'job.ts'), JSON.stringify(order)],
		{
			stdio: ['ignore', 'pipe', 'inherit'],
		},
	);
	let output = '';
	child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
	const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
	if (code !== 0) throw new Error(`The process for ${order.job} ended with code ${code}.`);
	return JSON.parse(output.trim().split('\n').at(-1) ?? '') as JobFigures;
}

function say(message: string): void {
	console.error(message);
}

main().catch((error: unknown) => {
	console.error(error);
	process.exit(1);
});
