import { SettingRow, UnreadableRow, type RowList } from '../settingRow';
import { readText, type Row } from '../tableValues';
import { DAY_MS } from '../times';
import { itIs, truncate } from '../truncate';
import { readBands, type PriceBands } from './bands';
import { BILLING_CYCLE_NAMES, type BillingDates } from './billing';
import { readCurrency } from './money';
import { nameKey } from './models';

/** What is paid for: each subscription, or each person once over all profiles. D */
export const COUNT_BY = ['subscription', 'person'] as const;
export type CountBy = (typeof COUNT_BY)[number];

/** Seats bought. Moments are milliseconds since the epoch. */
export interface Entitlement extends BillingDates {
	model: string;
	/** '' when every profile that uses the model shares it. */
	profile: string;
	purchased: number;
	/** Prices for one seat and one billing cycle. */
	bands: PriceBands;
	currency: string;
}

/** Fields without which a row is only what the editor or a table fills in by itself. */
const OWN_FIELDS = ['model', 'purchased', 'startsAt', 'endsAt', 'nextBillingDate'] as const;

const DATE_ALONE = /^\s*\d{4}-\d{2}-\d{2}\s*$/;

/**
 * Reads entitlements from the node's own fields or from table rows; empty rows are none.
 *
 * @param source where the rows stand, in words that follow their number
 * @throws UnreadableRow that names the row and the field
 */
export function readEntitlements(rows: readonly Row[], source: string): Entitlement[] {
	const entitlements: Entitlement[] = [];
	for (const [index, row] of rows.entries()) {
		const cells = new SettingRow(row, 'Entitlement', { number: index + 1, source });
		if (!cells.isBlank(OWN_FIELDS)) entitlements.push(readEntitlement(cells));
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
	lists: readonly RowList[],
	leave: (error: UnreadableRow) => void,
): Entitlement[] {
	const entitlements: Entitlement[] = [];
	const incomplete = new Set<string>();
	for (const { rows, source } of lists) {
		for (const [index, row] of rows.entries()) {
			const cells = new SettingRow(row, 'Entitlement', { number: index + 1, source });
			if (cells.isBlank(OWN_FIELDS)) continue;
			try {
				entitlements.push(readEntitlement(cells));
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

/** True between the start and the end, both included; without a date there is no limit. */
export function isActive({ startsAt, endsAt }: Entitlement, now: number): boolean {
	return (startsAt === null || startsAt <= now) && (endsAt === null || endsAt >= now);
}

/** True for entitlements of a profile of their own. */
export function isOwnOf({ profile }: Entitlement, other: string): boolean {
	return profile !== '' && nameKey(profile) === nameKey(other);
}

function readEntitlement(cells: SettingRow): Entitlement {
	const entitlement: Entitlement = {
		model: cells.filledText('model', 'enter the software model that was bought'),
		profile: cells.text('profile'),
		purchased: cells.count('purchased'),
		bands: readBands(cells),
		currency: readCurrencyCell(cells),
		billingCycle: cells.word('billingCycle', BILLING_CYCLE_NAMES, 'monthly'),
		startsAt: readStart(cells),
		endsAt: cells.time('endsAt'),
		nextBillingDate: cells.time('nextBillingDate'),
	};
	const { startsAt, endsAt } = entitlement;
	if (startsAt !== null && endsAt !== null && endsAt < startsAt) {
		cells.fail('endsAt', 'is before the start: correct one of the two dates');
	}
	return entitlement;
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
