import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { firstSite, type Simulator } from '../simulator';
import type { Looker } from './days';
import { readPeople, type JobFigures, type JobOrder } from './jobs';
import { siteNames } from './siteNames';

/** Jobs that run in processes of their own, so that the memory measured is their own. */
export interface OwnProcesses extends Looker<JobFigures> {
	download(now: number): Promise<JobFigures>;
}

/** @param file where the jobs keep the people from one day to the next */
export function ownProcesses(simulator: Simulator, file: string): OwnProcesses {
	const { url, world } = simulator;
	const order = {
		url,
		token: simulator.issueToken().accessToken,
		cloudId: firstSite(world).cloudId,
		siteNames: siteNames(world),
		file,
	};
	return {
		download: async (now) => await run({ ...order, job: 'download', now, from: now }),
		look: async (now) => {
			const cost = await run({ ...order, job: 'look', now, from: now });
			return { cost, people: readPeople(file) };
		},
		askEach: async (from, now) => await run({ ...order, job: 'eachPerson', now, from }),
	};
}

async function run(order: JobOrder): Promise<JobFigures> {
	const child = spawn(
		process.execPath,
		[...process.execArgv, join(__dirname, 'job.ts'), JSON.stringify(order)],
		{ stdio: ['ignore', 'pipe', 'inherit'] },
	);
	let output = '';
	child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
	const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
	if (code !== 0) throw new Error(`The process for ${order.job} ended with code ${code}.`);
	return JSON.parse(output.trim().split('\n').at(-1) ?? '') as JobFigures;
}
