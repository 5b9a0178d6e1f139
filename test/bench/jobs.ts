import { readFileSync, writeFileSync } from 'node:fs';

import type { ConfluenceClient } from '../../confluence/http/client';
import { downloadSnapshot } from '../../confluence/snapshot/downloadSnapshot';
import { readPerson } from '../../licensing/person';
import type { Subscription } from '../../licensing/subscription';
import { askEachPerson, clientFor, lookAtAll, type Cost, type SiteAddress } from './looking';

/** What one measured process does. */
export type BenchJob = 'download' | 'look' | 'eachPerson';

export interface JobOrder extends SiteAddress {
	job: BenchJob;
	siteNames: { own: string; others: string[] };
	/** Holds the subscriptions; a job reads them and writes what came out. */
	file: string;
	/** For `eachPerson`: since when (milliseconds since the epoch). */
	from: number;
}

/** What one process measured of itself. */
export interface JobFigures extends Cost {
	peakMegabytes: number;
}

/** Carries one order out and measures it; the file is read and written outside the measured time. */
export async function carryOut(order: JobOrder): Promise<JobFigures> {
	const client = clientFor(order);
	const people = order.job === 'download' ? [] : readPeople(order.file);
	const startedAt = performance.now();
	const result = await WORK[order.job](client, people, order);
	const milliseconds = Math.round(performance.now() - startedAt);
	const peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1_024);
	if (result !== null) writeFileSync(order.file, JSON.stringify(result));
	const { requests, points } = client.usage();
	return { requests, points, milliseconds, peakMegabytes };
}

/** Answers what is to be kept; null: nothing new. */
type Work = (
	client: ConfluenceClient,
	people: Subscription[],
	order: JobOrder,
) => Promise<Subscription[] | null>;

const WORK: Record<BenchJob, Work> = {
	async download(client, _people, { cloudId, siteNames, now }) {
		const { subscriptions } = await downloadSnapshot(client, {
			profile: 'bench',
			cloudId,
			accessGroups: [],
			siteNames,
			previous: new Map(),
			includeGuests: false,
			includeAppAccounts: false,
			maxShrinkPercent: 100,
			snapshotAt: new Date(now).toISOString(),
		});
		return subscriptions;
	},

	look: async (client, people, { now }) => await lookAtAll(client, people, now),

	async eachPerson(client, people, { from }) {
		await askEachPerson(client, people, from);
		return null;
	},
};

/** @throws Error when the file does not hold a list */
export function readPeople(file: string): Subscription[] {
	const rows: unknown = JSON.parse(readFileSync(file, 'utf8'));
	if (!Array.isArray(rows)) throw new Error('The file of the people is broken.');
	return rows.map((row) => readPerson(Object(row) as Record<string, unknown>).person);
}
