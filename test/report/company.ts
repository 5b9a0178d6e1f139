import type { Candidate } from '../../licensing/candidates/candidate';
import { readCandidate } from '../../licensing/candidates/candidate';
import { readTrendRow, type TrendRow } from '../../licensing/position/trendRows';
import { calculatePosition } from '../../licensing/position/calculate';
import { withGroups, type GroupBy } from '../../licensing/position/groups';
import { reportFacts } from '../../licensing/position/report/facts';
import { reportPage } from '../../licensing/position/report/page';
import { readSeatReceipt } from '../../licensing/position/takenBack';
import type { Row } from '../../licensing/tableValues';
import {
	activePerson,
	daysAgo,
	entitlement,
	idlePerson,
	NOW,
	NOW_ISO,
	people,
	profilesOf,
	receipt,
	STANDARD,
} from '../licensing/position/samples';

const BETA = 'beta-works.atlassian.net';
const GAMMA = 'gamma.atlassian.net';

/** A display name that would run and show itself, if the page let it. */
export const HOSTILE_NAME =
	'<img src=x onerror="document.title=\'owned\'"><script>alert(1)</script>';

/** What a company of three sites looks like: two currencies, monthly and annual plans. */
export function company(more: readonly Row[] = []): Row[] {
	const admin = { isAdmin: true, ...excluded('protectedAdmin') };
	const bot = { excludedFromCost: true, ...byRule(2, 'bots.example.com', 'Service accounts') };
	const board = byRule(1, 'board', 'The board keeps its access');
	const atGamma = (subscriptionIdentifier: string) => ({
		profile: GAMMA,
		subscriptionIdentifier,
	});
	const premium = { profile: BETA, subscriptionIdentifier: 'beta-premium-users' };
	return [
		...people(640, (id, place) => activePerson(id, { inactiveDays: place % 58 }), 'a'),
		...people(118, (id, place) => idlePerson(id, 60 + ((place * 7) % 240)), 'b'),
		...people(30, neverActive, 'n'),
		...people(12, (id) => activePerson(id, admin), 'admin'),
		...people(25, (id) => idlePerson(id, 200, bot), 'bot'),
		...people(9, (id) => idlePerson(id, 90, board), 'board'),
		...people(14, (id) => activePerson(id, { ...unknown, inactiveDays: null }), 'u'),
		...people(22, newPerson, 'new'),
		...people(6, keptPerson, 'kept'),
		...people(
			210,
			(id, place) => activePerson(id, { ...premium, inactiveDays: place % 45 }),
			'c',
		),
		...people(64, (id, place) => idlePerson(id, 61 + ((place * 11) % 200), premium), 'd'),
		...people(46, (id) => activePerson(id, atGamma('gamma-users')), 'e'),
		...people(17, (id) => activePerson(id, atGamma('partners')), 'f'),
		...more,
	];
}

export const MODELS: Row[] = [
	STANDARD,
	{
		identifier: 'beta-premium-users',
		model: 'Confluence Premium',
		product: 'Confluence Cloud',
		edition: 'Premium',
	},
	{
		identifier: 'gamma-users',
		model: 'Confluence Standard (annual)',
		product: 'Confluence Cloud',
		edition: 'Standard',
	},
];

export const ENTITLEMENTS: Row[] = [
	entitlement({
		purchased: 850,
		unitPrice: null,
		bands: [
			{ from: 1, price: '6.05' },
			{ from: 101, price: '5.16' },
			{ from: 251, price: '4.32' },
		],
	}),
	entitlement({
		model: 'Confluence Premium',
		currency: 'EUR',
		purchased: 250,
		unitPrice: '11.55',
	}),
	entitlement({
		model: 'Confluence Standard (annual)',
		purchased: 100,
		unitPrice: null,
		billingCycle: 'annual',
		nextBillingDate: '2027-02-01',
		endsAt: '2027-01-31',
		bands: [
			{ from: 1, price: 72 },
			{ from: 51, price: 66 },
		],
	}),
];

export const RECEIPTS: Row[] = [
	...people(41, (id) => receipt(id), 'gone'),
	...people(3, (id) => receipt(id, { receiptState: 'restored' }), 'back'),
];

/** Open candidates in several states. */
export function storedCandidates(): Candidate[] {
	const states = [
		'Awaiting User',
		'Awaiting User',
		'Awaiting Approval',
		'Attention Required',
		'Awaiting Revocation',
	];
	return people(
		90,
		(id, place) => ({
			candidateId: `acme:${id}:1`,
			profile: 'acme.atlassian.net',
			accountId: id,
			state: states[place % states.length],
			openedAt: daysAgo(10),
			changedAt: daysAgo(9),
			dueAt: place % 5 < 2 ? daysAgo(-(3 + (place % 4))) : null,
			history: '[]',
		}),
		'b',
	).map((row) => readCandidate(row).candidate);
}

/** Ten months of positions of the first site: it grew, and seats were taken back from March on. */
export function earlierYear(days = 300): TrendRow[] {
	return Array.from({ length: days }, (_, place) => {
		const grown = Math.round(760 + (place / days) * 130);
		const reclaimed = Math.max(0, Math.round(((place - 180) / 120) * 41));
		return readTrendRow({
			kind: 'position',
			profile: 'acme.atlassian.net',
			model: 'Confluence Standard',
			calculatedAt: daysAgo(days - place),
			owned: place < 120 ? 800 : 850,
			used: grown - reclaimed - (place % 7 === 3 ? 3 : 0),
			candidates: Math.round(120 + (place / days) * 70 - reclaimed),
			reclaimed,
		});
	}).filter((position) => position !== null);
}

export interface PageSources {
	people?: readonly Row[];
	models?: readonly Row[];
	entitlements?: readonly Row[];
	receipts?: readonly Row[];
	candidates?: Candidate[];
	leftOut?: string[];
	earlier?: readonly TrendRow[];
	groupBy?: GroupBy;
}

/** The report of a company. */
export function pageOf({
	people: rows = company(),
	models = MODELS,
	entitlements = ENTITLEMENTS,
	receipts = RECEIPTS,
	candidates = storedCandidates(),
	leftOut = [],
	earlier = [],
	groupBy = 'none',
}: PageSources = {}): string {
	const profiles = profilesOf({ people: rows, models, entitlements });
	const read = receipts.map((row) => readSeatReceipt(row).receipt);
	const whole = calculatePosition({ profiles, receipts: read, now: NOW });
	const result = withGroups(whole, { groupBy, profiles, receipts: read });
	const sources = { calculated: result, profiles, candidates, leftOut, earlier, groupBy };
	return reportPage(reportFacts(sources, NOW));
}

const unknown = {
	activityStatus: 'unknown',
	reasonCode: 'activityUnknown',
	reason: 'The seat is kept because nobody has looked at its activity yet.',
};

function excluded(reasonCode: string): Row {
	return { decision: 'excluded', reasonCode, protectedFromReclamation: true };
}

function byRule(number: number, value: string, exclusionReason: string): Row {
	return {
		...excluded('excludedByRule'),
		exclusionRule: `e-mail wildcard "*@${value}" (rule ${number} in the input "Rules")`,
		exclusionReason,
	};
}

function neverActive(id: string): Row {
	return idlePerson(id, 0, {
		inactiveDays: null,
		activityStatus: 'none',
		activityCheckedFrom: '2026-02-01T00:00:00.000Z',
		reasonCode: 'neverActive',
		reason: 'No activity found since 2026-02-01, none is known from before, and the threshold is 60 days. Page views were not checked. Search cannot see content that is in the trash, restricted or blocked by an app access rule.',
	});
}

function newPerson(id: string): Row {
	return activePerson(id, {
		inactiveDays: null,
		activityStatus: 'none',
		activityCheckedFrom: '2026-02-01T00:00:00.000Z',
		reasonCode: 'newUser',
		reason: 'New: first seen on 2026-05-28, within the grace period of 30 days for new people.',
		firstSeenAt: '2026-05-28T06:00:00.000Z',
	});
}

function keptPerson(id: string): Row {
	return activePerson(id, {
		inactiveDays: 140,
		reasonCode: 'coolingDown',
		reason: 'It was decided to keep the seat until 2026-09-01.',
		keepUntil: '2026-09-01T06:00:00.000Z',
	});
}

export { NOW_ISO };
