/**
 * How long the license position of 150,000 subscriptions of 20 profiles takes, and how large its
 * report with a year of earlier positions is. Run it with
 * `npx tsx test/licensing/position/speed.bench.ts`; it prints and asserts nothing.
 */
import { calculatePosition, oneForEachSubscription } from '../../../licensing/position/calculate';
import { dayText } from '../../../licensing/position/billing';
import { readEarlierPosition } from '../../../licensing/position/earlier';
import { readEntitlements } from '../../../licensing/position/entitlements';
import { ModelIndex } from '../../../licensing/position/models';
import { reportFacts } from '../../../licensing/position/report/facts';
import { reportPage } from '../../../licensing/position/report/page';
import { withInactiveDays } from '../../../licensing/position/idleSeats';
import { positionItem } from '../../../licensing/position/positionItem';
import { readTrendRow } from '../../../licensing/position/trendRows';
import { readPerson } from '../../../licensing/person';
import { readSeatReceipt } from '../../../licensing/position/takenBack';
import { DAY_MS } from '../../../licensing/times';
import {
	activePerson,
	daysAgo,
	earlierPosition,
	entitlement,
	idlePerson,
	NOW,
	receipt,
} from './samples';

const SUBSCRIPTIONS = 150_000;
const RECEIPTS = 20_000;
const PROFILES = 20;
const DAYS = 365;
const IDENTIFIERS = 400;

/** Seconds that an action takes, printed with what it made. */
function timed<Made>(what: string, action: () => Made): Made {
	const started = performance.now();
	const made = action();
	console.log(`${what}: ${((performance.now() - started) / 1000).toFixed(2)} s`);
	return made;
}

const rows = Array.from({ length: SUBSCRIPTIONS }, (_, place) => {
	const fields = {
		profile: `site-${place % PROFILES}.atlassian.net`,
		subscriptionIdentifier: `group-${place % IDENTIFIERS}`,
		displayName: `Person ${place} of the Company`,
		lastSeenAt: '2026-06-10T01:00:00.000Z',
	};
	return place % 4 === 0
		? idlePerson(`account-${place}`, 60 + (place % 300), fields)
		: activePerson(`account-${place}`, { ...fields, inactiveDays: place % 60 });
});
const receiptRows = Array.from({ length: RECEIPTS }, (_, place) =>
	receipt(`gone-${place}`, { profile: `site-${place % PROFILES}.atlassian.net` }),
);
const models = Array.from({ length: IDENTIFIERS }, (_, place) => ({
	identifier: `group-${place}`,
	model: `Model ${place % 40}`,
}));
const bands = [
	{ from: 1, price: '6.05' },
	{ from: 101, price: '5.16' },
	{ from: 1001, price: '4.02' },
];
const entitlements = Array.from({ length: 40 }, (_, place) =>
	entitlement({ model: `Model ${place}`, purchased: 4_000, unitPrice: null, bands }),
);

const profiles = timed(`${SUBSCRIPTIONS} subscriptions read`, () => {
	const index = new ModelIndex(models, 'in the bench');
	const read = readEntitlements(entitlements, 'in the bench');
	const people = rows.map((row) => withInactiveDays(readPerson(row).person, NOW));
	const seats = oneForEachSubscription(people);
	return Array.from({ length: PROFILES }, (_, place) => {
		const profile = `site-${place}.atlassian.net`;
		const own = seats.filter((seat) => seat.profile === profile);
		return { profile, models: index, entitlements: read, staleAfterDays: 60, seats: own };
	});
});
const receipts = timed(`${RECEIPTS} receipts read`, () =>
	receiptRows.map((row) => readSeatReceipt(row).receipt),
);
const calculated = timed('position calculated', () =>
	calculatePosition({ profiles, receipts, now: NOW }),
);
timed('position calculated with a year of positions, and people counted once', () => {
	const earlierRows = Array.from({ length: DAYS * PROFILES }, (_, place) =>
		earlierPosition(dayText(NOW - (place % DAYS) * DAY_MS), 100 + (place % 50), {
			profile: `site-${Math.floor(place / DAYS)}.atlassian.net`,
			model: 'Model 1',
		}),
	);
	const earlier = earlierRows.flatMap((row) => readEarlierPosition(row).position ?? []);
	const plans = readEntitlements(
		entitlements.map((row) => ({ ...row, purchased: '', countBy: 'person' })),
		'in the bench',
	);
	const byPerson = profiles.map((profile) => ({ ...profile, entitlements: plans }));
	return calculatePosition({ profiles: byPerson, receipts, earlier, now: NOW });
});
const positionRows = calculated.positions.flatMap((figures) => {
	const item = positionItem(figures, '');
	return Array.from({ length: DAYS }, (_, place) => ({
		...item,
		used: item.used - (place % 20),
		calculatedAt: daysAgo(place + 1),
	}));
});
const earlier = timed(`${positionRows.length} earlier positions read`, () =>
	positionRows.map((row) => readTrendRow(row)).filter((row) => row !== null),
);
const page = timed('report drawn', () =>
	reportPage(reportFacts({ calculated, profiles, candidates: [], leftOut: [], earlier }, NOW)),
);
console.log(
	`${calculated.positions.length} positions; the page has ${(Buffer.byteLength(page) / 1000).toFixed(0)} kB`,
);
