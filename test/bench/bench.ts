import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { OrdinaryCompany } from './company';
import { measureDays } from './days';
import { downloadFloor } from './floor';
import { startBenchSimulator } from './inThisProcess';
import { ownProcesses } from './ownProcess';
import { tablesOf, type SizeMeasured } from './tables';
import { faultsOf } from './targets';

/** `npm run bench`; see scripts/bench.mjs. Each measurement runs in a process of its own. */

/** The first look of every company, so that its dates are the same whenever it runs. */
const START = Date.UTC(2026, 4, 1, 9);

interface Options {
	sizes: number[];
	days: number;
	seed: number;
	changes: number;
}

const startedAt = Date.now();

async function main(): Promise<boolean> {
	const { sizes, ...options } = readOptions();
	const measured: SizeMeasured[] = [];
	for (const seats of sizes) {
		const one = await measure(seats, options);
		measured.push(one);
		// Larger sizes take long: what is known is shown at once.
		console.error(`\n${tablesOf([one])}\n`);
	}
	console.log(`\n${tablesOf(measured)}\n`);
	const faults = measured.flatMap(({ seats, days }) =>
		faultsOf(days).map((fault) => `${number(seats)} people: ${fault}`),
	);
	for (const fault of faults) console.log(fault);
	return faults.length === 0;
}

async function measure(seats: number, options: Omit<Options, 'sizes'>): Promise<SizeMeasured> {
	const { seed, days, changes } = options;
	say(`${number(seats)} people: making the company`);
	const company = new OrdinaryCompany({ seats, seed, now: START, changesPerPersonDay: changes });
	const simulator = await startBenchSimulator(company);
	const folder = mkdtempSync(join(tmpdir(), 'bench-'));
	try {
		const processes = ownProcesses(simulator, join(folder, 'people.json'));
		say(`${number(seats)} people: download, then one search each, then the first look`);
		const download = await processes.download(company.now);
		const measured = await measureDays(
			{ company, simulator },
			processes,
			days,
			(day, { cost, judgement }) =>
				say(
					`${number(seats)} people, day ${day}: ${number(cost.requests)} requests, ` +
						`${number(cost.points)} points; of ${number(judgement.idle)} idle people ` +
						`${number(judgement.found)} found, ${number(judgement.upperBound)} kept by an upper bound, ` +
						`${judgement.missed.length} missed; ${judgement.activeProposed.length} active ones proposed`,
				),
		);
		const floor = downloadFloor(simulator.world);
		return { seats, download, downloadFloor: floor, days: measured };
	} finally {
		rmSync(folder, { recursive: true, force: true });
		await simulator.stop();
	}
}

function readOptions(): Options {
	const { values } = parseArgs({
		options: {
			sizes: { type: 'string', default: '1000,10000,50000,150000' },
			days: { type: 'string', default: '28' },
			seed: { type: 'string', default: '7' },
			changes: { type: 'string', default: '0.5' },
		},
	});
	return {
		sizes: values.sizes.split(',').map(Number),
		days: Number(values.days),
		seed: Number(values.seed),
		changes: Number(values.changes),
	};
}

function number(value: number): string {
	return value.toLocaleString('en-US');
}

function say(message: string): void {
	console.error(`${((Date.now() - startedAt) / 1_000).toFixed(0).padStart(5)} s  ${message}`);
}

main().then(
	(isGood) => {
		process.exitCode = isGood ? 0 : 1;
	},
	(error: unknown) => {
		console.error(error);
		process.exitCode = 1;
	},
);
