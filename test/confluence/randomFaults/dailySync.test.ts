import { readActivity } from '../../../confluence/activity/readActivity';
import { ConfluenceError } from '../../../confluence/errors';
import type { Transport } from '../../../confluence/http/transport';
import { downloadSnapshot } from '../../../confluence/snapshot/downloadSnapshot';
import { mergeLook } from '../../../licensing/activity/merge';
import { DAY_MS, readTime } from '../../../licensing/times';
import {
	firstSite,
	lastEditOf,
	seatHolders,
	startSimulator,
	type Fault,
	type Simulator,
} from '../../simulator';
import { atLeast } from '../../testScale';
import { connectedClient } from '../connectedClient';
import { httpTransport } from '../httpTransport';

const RUNS = atLeast(200);
const SEATS = 90;
const LOOKBACK_DAYS = 60;
const START = Date.UTC(2026, 4, 1, 9);
/** One call in twenty is spoilt. */
const SHARE = 0.05;

/** Faults that pass by themselves, in the ways that the real site has. */
const PASSING: readonly Fault[] = [
	{ kind: 'status', status: 429, headers: { 'Retry-After': '2' } },
	{
		kind: 'status',
		status: 429,
		headers: { 'X-RateLimit-Reset': new Date(START + 60_000).toISOString() },
	},
	{ kind: 'status', status: 429 },
	{ kind: 'status', status: 500 },
	{ kind: 'status', status: 502 },
	{ kind: 'status', status: 503 },
	{ kind: 'status', status: 504 },
	{ kind: 'reset' },
	{ kind: 'truncate' },
	{ kind: 'malformed' },
	{ kind: 'expireTokens' },
];

/** Like n8n: a token that was refused is renewed once, and the request is sent again. */
function renewingTransport(simulator: Simulator): Transport {
	let transport = httpTransport(simulator.issueToken().accessToken);
	return async (request) => {
		const response = await transport(request);
		if (response.status !== 401) return response;
		transport = httpTransport(simulator.issueToken().accessToken);
		return await transport(request);
	};
}

/** A download and a look at everybody's activity; answers what is wrong with the result. */
async function dailySync(simulator: Simulator): Promise<string[]> {
	const transport = renewingTransport(simulator);
	const client = connectedClient(simulator, { concurrency: 3, transport });
	const { cloudId } = firstSite(simulator.world);
	const now = simulator.clock.now();
	const { subscriptions } = await downloadSnapshot(client, {
		profile: 'harbour-lane',
		cloudId,
		accessGroups: [],
		siteNames: { own: 'harbour-lane', others: ['harbour-lane-labs'] },
		previous: new Map(),
		includeGuests: false,
		includeAppAccounts: false,
		maxShrinkPercent: 20,
		snapshotAt: new Date(now).toISOString(),
	});
	const people = subscriptions.map((record) => ({ accountId: record.accountId, record }));
	const settings = {
		now,
		lookbackDays: LOOKBACK_DAYS,
		refreshAfterDays: 14,
		pointsBudget: 20_000,
		resolveSharedEdits: false,
	};
	const { looks } = await readActivity(
		{ site: client, organization: null, cloudId },
		people,
		settings,
	);
	const wrong: string[] = [];
	const found = new Set(subscriptions.map(({ accountId }) => accountId));
	for (const holder of seatHolders(simulator.world))
		if (!found.delete(holder)) wrong.push(`${holder} is lost`);
	for (const nobody of found) wrong.push(`${nobody} holds no seat`);
	for (const { accountId, record } of people) {
		const look = looks.get(accountId);
		if (!look) wrong.push(`${accountId} was not looked at`);
		else if (
			isOlder(simulator, accountId, mergeLook(record, look, { from: look.from, now }), now)
		) {
			wrong.push(`${accountId} was active later than known`);
		}
	}
	return wrong;
}

function isOlder(
	simulator: Simulator,
	accountId: string,
	known: { activityStatus: string; lastActivityAt: string | null },
	now: number,
): boolean {
	const truth = lastEditOf(simulator.world, accountId, { until: now });
	if (
		truth === null ||
		truth < now - LOOKBACK_DAYS * DAY_MS ||
		known.activityStatus === 'unknown'
	)
		return false;
	const at = readTime(known.lastActivityAt);
	return at === null || at < truth;
}

interface Tally {
	right: number;
	wrong: string[];
	failed: string[];
}

async function tallyOf(seed: number, faults: readonly Fault[], tally: Tally): Promise<void> {
	const simulator = await startSimulator({
		seats: SEATS,
		seed,
		now: () => START,
		accessTokenSeconds: 1e6,
	});
	try {
		for (const fault of faults) simulator.addFault(fault);
		const wrong = await dailySync(simulator);
		if (wrong.length === 0) tally.right++;
		else tally.wrong.push(`seed ${seed}: ${wrong.slice(0, 3).join(', ')}`);
	} catch (error) {
		if (!(error instanceof ConfluenceError) || error.message === '') throw error;
		tally.failed.push(error.message);
	} finally {
		await simulator.stop();
	}
}

describe('a daily sync under faults', () => {
	it(`of ${RUNS} runs with random passing faults on one call in twenty nearly all complete, and all of those are right`, async () => {
		const tally: Tally = { right: 0, wrong: [], failed: [] };
		for (let seed = 1; seed <= RUNS; seed++) {
			const faults = PASSING.map((fault, index) => ({
				...fault,
				probability: SHARE / PASSING.length,
				seed: seed * 100 + index,
			}));
			await tallyOf(seed, faults, tally);
		}
		console.log(
			`Random passing faults: ${tally.right} complete and right, ${tally.wrong.length} complete and wrong, ${tally.failed.length} failed with a clear error, of ${RUNS}.`,
		);
		expect(tally.wrong).toEqual([]);
		expect(tally.right).toBeGreaterThanOrEqual(0.9 * RUNS);
	}, 900_000);

	const LASTING: readonly Fault[] = [
		...PASSING.filter(({ kind }) => kind !== 'expireTokens'),
		{ kind: 'html' },
		{ kind: 'wrongShape' },
		{ kind: 'emptyPage' },
		{ kind: 'repeatCursor' },
		{ kind: 'redirect', location: 'https://elsewhere.example/' },
		{ kind: 'status', status: 401 },
		{ kind: 'status', status: 403 },
		{ kind: 'status', status: 404 },
	];

	it('with a fault that lasts it never completes and is wrong', async () => {
		const tally: Tally = { right: 0, wrong: [], failed: [] };
		const places = ['/group', 'membersByGroupId', 'user/current', '/search'];
		for (const path of places) {
			for (const [index, fault] of LASTING.entries()) {
				await tallyOf(
					index + 1,
					[{ ...fault, match: { path }, nth: 2, count: Infinity }],
					tally,
				);
			}
		}
		console.log(
			`Lasting faults: ${tally.right} complete and right, ${tally.wrong.length} complete and wrong, ${tally.failed.length} failed with a clear error, of ${places.length * LASTING.length}.`,
		);
		expect(tally.wrong).toEqual([]);
		expect(tally.failed.length).toBeGreaterThan(0);
	}, 900_000);
});
