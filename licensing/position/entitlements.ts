import { SettingRow, UnreadableRow, type RowList } from '../settingRow';
import { isEmptyValue, readText, type Row } from '../tableValues';
import { DAY_MS } from '../times';
import { itIs, truncate } from '../truncate';
import { BILLING_CYCLE_NAMES, dayText, type BillingCycle, type BillingDates } from './billing';
import { readCurrency } from './money';
import { nameKey } from './models';
import { readPrices, type Prices } from './prices';

/** What is paid for: each subscription, or each person once over all profiles. D */
export const COUNT_BY = ['subscription', 'person'] as const;
export type CountBy = (typeof COUNT_BY)[number];

/** Seats bought. Moments are milliseconds since the epoch. */
export interface Entitlement extends BillingDates {
	model: string;
	/** '' when every profile that uses the model shares it. */
	profile: string;
	/** null for a monthly plan that is billed by the largest count of the period. D */
	purchased: number | null;
	prices: Prices;
	currency: string;
	/** null where nobody said: people for Enterprise, else subscriptions. D */
	countBy: CountBy | null;
	/** The model whose number of users prices this one, or "site"; '' for seats of its own. */
	countsWith: string;
	/** Whether somebody ordered the lower tier: annual plans save nothing by themselves. I */
	lowerTierOrdered: boolean;
	priceSource: string | null;
	/** An ISO date. */
	priceAsOf: string | null;
}

/** The fields of an entitlement, and the columns of its table. */
export const ENTITLEMENT_FIELDS = [
	'model',
	'purchased',
	'unitPrice',
	'bands',
	'currency',
	'billingCycle',
	'startsAt',
	'endsAt',
	'nextBillingDate',
	'profile',
	'countBy',
	'countsWith',
	'flatUpTo',
	'flatPrice',
	'tiers',
	'discountPercent',
	'renewalPriceChangePercent',
	'lowerTierOrdered',
	'priceSource',
	'priceAsOf',
] as const;

/** What an app counts with where it follows everybody on the site. */
export const WHOLE_SITE = 'site';

/** Fields without which a row is only what the editor or a table fills in by itself. */
const OWN_FIELDS = ['model', 'purchased', 'startsAt', 'endsAt', 'nextBillingDate'] as const;

const DATE_ALONE = /^\s*\d{4}-\d{2}-\d{2}\s*$/;

/** How a row is read that does not say how often it is billed. */
export interface EmptyCycle {
	/**
	 * Of the node's own fields an empty one means its default, as for every parameter. A cell of a
	 * table has no default: a price that may be for a month or for a year has no date and no sum for a
	 * year (null), and nothing is claimed of it.
	 */
	emptyCycle?: BillingCycle | null;
	/** Told of each row that is read so. */
	remark?: (sentence: string) => void;
}

/** Rows of entitlements, read in one way. */
export interface EntitlementList extends RowList, EmptyCycle {}

/**
 * Reads entitlements from the node's own fields or from table rows; empty rows are none.
 *
 * @param source where the rows stand, in words that follow their number
 * @throws UnreadableRow that names the row and the field
 */
export function readEntitlements(
	rows: readonly Row[],
	source: string,
	empty: EmptyCycle = {},
): Entitlement[] {
	const entitlements: Entitlement[] = [];
	for (const [index, row] of rows.entries()) {
		const cells = new SettingRow(row, 'Entitlement', { number: index + 1, source });
		if (!cells.isBlank(OWN_FIELDS)) entitlements.push(readEntitlement(cells, empty));
	}
	return entitlements;
}

/**
 * Reads what can be read. A model with an entitlement that cannot be read has none at all, because
 * amounts from half of them would be wrong.
 *
 * @param leave told of each row that cannot be read
 */
export function readableEntitlements(
	lists: readonly EntitlementList[],
	leave: (error: UnreadableRow) => void,
): Entitlement[] {
	const entitlements: Entitlement[] = [];
	const incomplete = new Set<string>();
	for (const { rows, source, ...empty } of lists) {
		for (const [index, row] of rows.entries()) {
			const cells = new SettingRow(row, 'Entitlement', { number: index + 1, source });
			if (cells.isBlank(OWN_FIELDS)) continue;
			try {
				entitlements.push(readEntitlement(cells, empty));
			} catch (error) {
				if (!(error instanceof UnreadableRow)) throw error;
				const model = readText(row.model)?.trim() ?? '';
				incomplete.add(nameKey(model));
				leave(withoutPrice(error, model));
			}
		}
	}
	return entitlements.filter(({ model }) => !incomplete.has(nameKey(model)));
}

function withoutPrice({ message }: UnreadableRow, model: string): UnreadableRow {
	if (model === '') return new UnreadableRow(message);
	return new UnreadableRow(
		`${message}; until it is corrected, "${truncate(model)}" is shown without a price`,
	);
}

/** What an entitlement is paid for; where nobody said, people for Enterprise alone. D */
export function countByOf({ countBy }: Entitlement, edition: string): CountBy {
	return countBy ?? (nameKey(edition) === 'enterprise' ? 'person' : 'subscription');
}

/** True between the start and the end, both included; without a date there is no limit. */
export function isActive({ startsAt, endsAt }: Entitlement, now: number): boolean {
	return (startsAt === null || startsAt <= now) && (endsAt === null || endsAt >= now);
}

/** True for entitlements of a profile of their own. */
export function isOwnOf({ profile }: Entitlement, other: string): boolean {
	return profile !== '' && nameKey(profile) === nameKey(other);
}

function readEntitlement(
	cells: SettingRow,
	{ emptyCycle = null, remark }: EmptyCycle,
): Entitlement {
	const isCycleEmpty = isEmptyValue(cells.value('billingCycle'));
	const billingCycle = isCycleEmpty
		? emptyCycle
		: cells.word('billingCycle', BILLING_CYCLE_NAMES);
	const priceAsOf = cells.time('priceAsOf');
	const entitlement: Entitlement = {
		model: cells.filledText('model', 'enter the software model that was bought'),
		profile: cells.text('profile'),
		purchased: readPurchased(cells, billingCycle),
		prices: readPrices(cells, billingCycle),
		currency: readCurrencyCell(cells),
		billingCycle,
		startsAt: readStart(cells),
		endsAt: cells.time('endsAt'),
		nextBillingDate: cells.time('nextBillingDate'),
		countBy: isEmptyValue(cells.value('countBy')) ? null : cells.word('countBy', COUNT_BY),
		countsWith: cells.text('countsWith'),
		lowerTierOrdered: cells.flag('lowerTierOrdered', false),
		priceSource: cells.text('priceSource') || null,
		priceAsOf: priceAsOf === null ? null : dayText(priceAsOf),
	};
	checkDates(cells, entitlement);
	if (billingCycle === null) remark?.(cells.sentence('billingCycle', WITHOUT_CYCLE));
	const { purchased, prices, model, countsWith } = entitlement;
	const largest = prices.tiers.at(-1)?.upTo;
	if (largest !== undefined && purchased !== null && purchased > largest) {
		cells.fail(
			'tiers',
			`end at ${largest} seats, but ${purchased} were bought: add their tier`,
		);
	}
	if (nameKey(countsWith) === nameKey(model)) {
		cells.fail('countsWith', 'names its own model: enter the one whose users are counted');
	}
	return entitlement;
}

const WITHOUT_CYCLE =
	'is empty, so what it saves has no date and no sum for a year: enter monthly or annual';

function readPurchased(cells: SettingRow, cycle: BillingCycle | null): number | null {
	if (!isEmptyValue(cells.value('purchased'))) return cells.count('purchased');
	if (cycle !== 'annual') return null;
	return cells.fail(
		'purchased',
		'is empty: enter how many seats were bought; only a monthly plan can go without',
	);
}

function checkDates(cells: SettingRow, { startsAt, endsAt }: Entitlement): void {
	if (startsAt !== null && endsAt !== null && endsAt < startsAt) {
		cells.fail('endsAt', 'is before the start: correct one of the two dates');
	}
}

function readCurrencyCell(cells: SettingRow): string {
	const given = cells.text('currency');
	const problem = `must be a three-letter currency code such as EUR, but ${itIs(given)}`;
	return readCurrency(given) ?? cells.fail('currency', problem);
}

/** Seats that start on a day are there from its beginning, not only from its end. */
function readStart(cells: SettingRow): number | null {
	const time = cells.time('startsAt');
	const given = cells.value('startsAt');
	const isDay = typeof given === 'string' && DATE_ALONE.test(given);
	return time !== null && isDay ? time - DAY_MS + 1 : time;
}
