import type { Row } from '../../licensing/tableValues';
import { readTrendRow } from '../../licensing/position/trendRows';
import {
	activePerson,
	daysAgo,
	entitlement,
	idlePerson,
	people,
	receipt,
	STANDARD,
	team,
} from '../licensing/position/samples';
import { company, earlierYear, ENTITLEMENTS, MODELS, type PageSources } from './company';

const NOTHING = { models: [], entitlements: [], receipts: [], candidates: [] };

const unknown: Row = {
	activityStatus: 'unknown',
	reasonCode: 'activityUnknown',
	inactiveDays: null,
	reason: 'The seat is kept because nobody has looked at its activity yet.',
};
const nothingFound: Row = {
	activityStatus: 'none',
	activityCheckedFrom: '2025-06-10T00:00:00.000Z',
	inactiveDays: null,
	reasonCode: 'neverActive',
};

/** A model with its own identifier for each name, and what each costs. */
function several(names: readonly string[], priceOf: (place: number) => Row): PageSources {
	const own = (place: number) => ({
		subscriptionIdentifier: `group-${place}`,
		profile: `site-${place}.atlassian.net`,
	});
	return {
		...NOTHING,
		people: names.flatMap((_, place) => [
			...people(30, (id) => activePerson(id, own(place)), `in-use-${place}`),
			...people(12, (id) => idlePerson(id, 60 + place, own(place)), `idle-${place}`),
		]),
		models: names.map((model, place) => ({ ...STANDARD, identifier: `group-${place}`, model })),
		entitlements: names.map((model, place) =>
			entitlement({ model, purchased: 40, ...priceOf(place) }),
		),
		receipts: names.flatMap((_, place) =>
			people(
				4,
				(id) => receipt(id, { ...own(place), performedAt: daysAgo(90) }),
				`gone-${place}`,
			),
		),
		earlier: names
			.flatMap((model, place) =>
				Array.from({ length: 300 }, (__, day) =>
					readTrendRow({
						kind: 'position',
						...own(place),
						model,
						calculatedAt: daysAgo(day + 1),
						used: 40 + (day % 4),
						candidates: 12,
						owned: 40,
						actualSavingsThisYear: day > 160 ? 900 : Math.max(0, 120 - day),
						...priceOf(place),
					}),
				),
			)
			.filter((row) => row !== null),
	};
}

const names = (count: number, of: (place: number) => string) =>
	Array.from({ length: count }, (_, place) => of(place));

const CURRENCIES = ['USD', 'EUR', 'JPY', 'KWD', 'GBP'];

const LONG = 'Long-Name-Without-A-Blank-'.repeat(12);
const ARABIC = 'فريق المحتوى والتوثيق (الرياض) <b>';

/** Companies that a page is hard to draw for. */
export const HARD_CASES: ReadonlyArray<[name: string, sources: PageSources]> = [
	['no seat', { ...NOTHING, people: [], models: MODELS, entitlements: ENTITLEMENTS }],
	['one seat in use', { ...NOTHING, people: team(1, 0), entitlements: [entitlement()] }],
	['one idle seat', { ...NOTHING, people: team(0, 1), entitlements: [entitlement()] }],
	[
		'a site of which nothing is known',
		{ ...NOTHING, people: people(40, (id) => activePerson(id, unknown)) },
	],
	[
		'a site without any activity',
		{ ...NOTHING, people: people(40, (id) => idlePerson(id, 0, nothingFound)) },
	],
	['one day of the past', { earlier: earlierYear(1) }],
	[
		'weeks without a position',
		{ earlier: earlierYear().filter((_, place) => place < 80 || place > 150) },
	],
	[
		'five currencies',
		several(
			names(5, (place) => `Plan ${place}`),
			(place) => ({ currency: CURRENCIES[place] }),
		),
	],
	[
		'twenty profiles',
		several(
			names(20, (place) => `Confluence ${place % 2 ? 'Standard' : 'Premium'}, part ${place}`),
			() => ({}),
		),
	],
	[
		'amounts of a billion',
		several(
			names(2, (place) => `Plan ${place}`),
			(place) => ({ currency: CURRENCIES[place], unitPrice: 999_999_999 }),
		),
	],
	[
		'names of 300 letters',
		{
			...several(
				names(3, (place) => `${place}-${LONG}`),
				() => ({}),
			),
			groupBy: 'department',
		},
	],
	[
		'names from right to left',
		several(
			names(3, (place) => `${ARABIC} ${place}`),
			() => ({}),
		),
	],
	[
		'sentences about what is missing',
		{ people: company(), leftOut: names(3, (place) => `Entitlement ${place}: ${LONG}`) },
	],
];
