import { readFileSync, writeFileSync } from 'node:fs';

import { readActivity } from '../../confluence/activity/readActivity';
import { searchPage, cqlQuoted } from '../../confluence/api/search';
import { ConfluenceClient } from '../../confluence/http/client';
import { inLanes } from '../../confluence/http/lanes';
import { downloadSnapshot } from '../../confluence/snapshot/downloadSnapshot';
import { mergeLook } from '../../licensing/activity/merge';
import {
	readActivityRecord,
	readSubscription,
	type Subscription,
} from '../../licensing/subscription';
import { httpTransport } from '../confluence/httpTransport';

/** What one measured process does. */
export const JOBS = ['download', 'activity', 'perPerson'] as const;
export type BenchJob = (typeof JOBS)[number];

export interface JobOrder {
	job: BenchJob;
	url: string;
	token: string;
	cloudId: string;
	siteNames: { own: string; others: string[] };
	/** Holds the subscriptions; a job reads them and writes what came out. */
	file: string;
	/** The moment to take as now (milliseconds since the epoch). */
	now: number;
}

/** What one process measured of itself. */
export interface JobFigures {
	requests: number;
	points: number;
	milliseconds: number;
	peakMegabytes: number;
	people: number;
	method: string;
}

const LOOKBACK_DAYS = 60;
const POINTS_BUDGET = 10_000_000;

/** Carries one order out and measures it; the file is read and written outside the measured time. */
export async function carryOut(order: JobOrder): Promise<JobFigures> {
	const client = clientFor(order);
	const people = order.job === 'download' ? [] : readPeople(order.file);
	const startedAt = performance.now();
	const { result, method } = await WORK[order.job](client, people, order);
	const milliseconds = Math.round(performance.now() - startedAt);
	const peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1_024);
	if (order.job !== 'perPerson') writeFileSync(order.file, JSON.stringify(result));
	const { requests, points } = client.usage();
	return { requests, points, milliseconds, peakMegabytes, people: result.length, method };
}

type Work = (
	client: ConfluenceClient,
	people: Subscription[],
	order: JobOrder,
) => Promise<{ result: Subscription[]; method: string }>;

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
		return { result: subscriptions, method: 'pages of 200' };
	},

	async activity(client, people, { cloudId, now }) {
		const asked = people.map((person) => ({
			accountId: person.accountId,
			record: readActivityRecord({ ...person }),
		}));
		const { looks, counts } = await readActivity(
			{ site: client, organization: null, cloudId },
			asked,
			{
				now,
				lookbackDays: LOOKBACK_DAYS,
				pointsBudget: POINTS_BUDGET,
				resolveSharedEdits: false,
			},
		);
		const result = people.map((person) => {
			const look = looks.get(person.accountId);
			if (!look) throw new Error(`Nobody looked at ${person.accountId}.`);
			const { activityError: _, ...record } = mergeLook(person, look, {
				from: look.from,
				now,
			});
			return { ...person, ...record };
		});
		return { result, method: String(counts.method) };
	},

	/** The plain way: one search for each person, as n8n's own nodes would do it. */
	async perPerson(client, people) {
		await inLanes(people, client.settings.concurrency, async ({ accountId }) => {
			const cql = `contributor = ${cqlQuoted(accountId)} order by lastmodified desc`;
			await searchPage(client, cql, null, 1);
		});
		return { result: people, method: 'one search each' };
	},
};

function readPeople(file: string): Subscription[] {
	const rows: unknown = JSON.parse(readFileSync(file, 'utf8'));
	if (!Array.isArray(rows)) throw new Error('The file of the people is broken.');
	return rows.map((row) => readSubscription(Object(row) as Record<string, unknown>).subscription);
}

function clientFor({ url, token, cloudId, now }: JobOrder): ConfluenceClient {
	const startedAt = Date.now();
	return new ConfluenceClient(
		{ apiUrl: url, cloudId, concurrency: 5, waitForQuotaMs: 24 * 3_600_000, timeoutMs: 60_000 },
		{
			transport: httpTransport(token),
			now: () => now + (Date.now() - startedAt),
			random: () => 0.5,
			sleep: async (milliseconds) =>
				await new Promise((resolve) => setTimeout(resolve, milliseconds)),
			report: () => undefined,
		},
	);
}
