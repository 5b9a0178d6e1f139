/** The part of `npm run compare` that needs everything installed and built; see scripts/compare.mjs. */
import { parseArgs } from 'node:util';

import { wholeNumber } from '../../scripts/runtime/wholeNumber';
import { startDay } from './oneDay';
import { measure, type Measured } from './measure';
import { faultsOf, tableOf, TARGETS, timesFaster } from './report';
import { WAYS, type Way } from './ways';

const startedAt = Date.now();

function say(line: string): void {
	console.log(`${((Date.now() - startedAt) / 1_000).toFixed(0).padStart(4)} s  ${line}`);
}

async function compare(): Promise<boolean> {
	const { seats, seed, latency } = readOptions();
	say(`${seats} people with half a change a day each, ${latency} ms an answer`);
	const trial = await startDay({
		name: 'compare',
		seats,
		seed,
		changesPerPersonDay: 0.5,
		latencyMs: latency,
		onStep: say,
	});
	try {
		const run = async (way: Way): Promise<Measured> => {
			say(`${way.title} ...`);
			return await measure(trial, way, (requests) =>
				say(`  ${way.title}: ${requests} requests so far`),
			);
		};
		const comparison = {
			ourNode: await run(WAYS.ourNode),
			ownNodes: await run(WAYS.ownNodes),
		};
		const times = timesFaster(comparison);
		console.log(`\n${tableOf(comparison)}\n`);
		const { ownNodes, ourNode } = comparison;
		console.log(
			`Pull Activity: ${times.toFixed(1)} times faster, ` +
				`${(ownNodes.requests / ourNode.requests).toFixed(0)} times fewer requests, ` +
				`${(ownNodes.points / ourNode.points).toFixed(1)} times fewer API points.`,
		);
		const faults = faultsOf(comparison);
		if (times < TARGETS.timesFaster) {
			faults.push(`It should be at least ${TARGETS.timesFaster} times faster.`);
		}
		for (const fault of faults) console.error(fault);
		return faults.length === 0;
	} finally {
		say('Stopping');
		await trial.stop();
	}
}

function readOptions(): { seats: number; seed: number; latency: number } {
	const { values } = parseArgs({
		options: {
			seats: { type: 'string', default: '10000' },
			seed: { type: 'string', default: '7' },
			latency: { type: 'string', default: '50' },
		},
	});
	return {
		seats: wholeNumber('seats', values.seats),
		seed: wholeNumber('seed', values.seed),
		latency: wholeNumber('latency', values.latency),
	};
}

process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));

compare().then(
	(isGood) => process.exit(isGood ? 0 : 1),
	(error: unknown) => {
		console.error(
			`\nThe comparison failed: ${error instanceof Error ? error.message : String(error)}`,
		);
		process.exit(1);
	},
);
