import { sentenceOf } from '../../nodes/shared/remedies';
import { readActivity } from '../../confluence/activity/readActivity';
import { cqlQuoted, searchPage } from '../../confluence/api/search';
import { ConfluenceClient } from '../../confluence/http/client';
import { mapConcurrent } from '../../confluence/http/mapConcurrent';
import { mergeLook } from '../../licensing/activity/merge';
import { readPerson } from '../../licensing/person';
import type { Subscription } from '../../licensing/subscription';
import { DAY_MS } from '../../licensing/times';
import { httpTransport } from '../confluence/httpTransport';
import { ACTIVITY_TYPES } from '../simulator';

/** How far back a first look reaches, as the node's default. */
export const LOOKBACK_DAYS = 365;
/** Whose last activity is younger is active anyway, as the node's default. */
export const REFRESH_AFTER_DAYS = 14;
/** More than any look costs. */
const POINTS_BUDGET = 10_000_000;
/** A query names a moment in the time zone of whoever asks (D), so it begins a day early. */
const TIME_ZONE_MARGIN_MS = DAY_MS;

/** Where the simulator is, and what time it is there. */
export interface SiteAddress {
	url: string;
	token: string;
	cloudId: string;
	/** Milliseconds since the epoch. */
	now: number;
}

/** What a job cost. */
export interface Cost {
	requests: number;
	/** API points. */
	points: number;
	milliseconds: number;
}

/** A client of the simulator with the node's own number of requests under way. */
export function clientFor({ url, token, cloudId, now }: SiteAddress): ConfluenceClient {
	const startedAt = Date.now();
	return new ConfluenceClient(
		{ apiUrl: url, cloudId, concurrency: 5, waitForQuotaMs: 24 * 3_600_000, timeoutMs: 60_000 },
		{
			transport: httpTransport(token),
			now: () => now + (Date.now() - startedAt),
			random: () => 0.5,
			sentenceOf,
			sleep: async (milliseconds) =>
				await new Promise((resolve) => setTimeout(resolve, milliseconds)),
			report: () => undefined,
		},
	);
}

/** Looks at everybody's edits once, as Pull Activity does, and adds what was found to their rows. */
export async function lookAtAll(
	client: ConfluenceClient,
	people: readonly Subscription[],
	now: number,
): Promise<Subscription[]> {
	const asked = people.map((person) => ({
		accountId: person.accountId,
		record: readPerson({ ...person }).person,
	}));
	const settings = {
		now,
		lookbackDays: LOOKBACK_DAYS,
		refreshAfterDays: REFRESH_AFTER_DAYS,
		pointsBudget: POINTS_BUDGET,
		resolveSharedEdits: false,
	};
	const { cloudId } = client.settings;
	const sources = { site: client, organization: null, cloudId };
	const { looks } = await readActivity(sources, asked, settings);
	return people.map((person) => {
		const look = looks.get(person.accountId);
		if (!look) throw new Error(`Nobody looked at ${person.accountId}.`);
		const { activityError: _, ...record } = mergeLook(person, look, { from: look.from, now });
		return { ...person, ...record };
	});
}

/**
 * The plain way: one search with one hit for each person, as n8n's own nodes would do it. It asks
 * for what changed since `from` (milliseconds since the epoch).
 */
export async function askEachPerson(
	client: ConfluenceClient,
	people: readonly Subscription[],
	from: number,
): Promise<void> {
	const types = ACTIVITY_TYPES.join(', ');
	const since = new Date(from - TIME_ZONE_MARGIN_MS).toISOString().slice(0, 16).replace('T', ' ');
	await mapConcurrent(people, client.settings.concurrency, async ({ accountId }) => {
		const cql = `contributor = ${cqlQuoted(accountId)} and type in (${types}) and lastmodified >= "${since}" order by lastmodified desc`;
		await searchPage(client, cql, null, 1);
	});
}
