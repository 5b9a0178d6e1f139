import { calculatePosition, type LicensePosition } from '../../../licensing/position/calculate';
import type { ProfileSeats } from '../../../licensing/position/countSeats';
import { readEarlierPosition } from '../../../licensing/position/earlier';
import { readEntitlements } from '../../../licensing/position/entitlements';
import { ModelIndex } from '../../../licensing/position/models';
import { positionItem, type Position } from '../../../licensing/position/positionItem';
import { withInactiveDays } from '../../../licensing/position/idleSeats';
import { shareItem } from '../../../licensing/position/savingShares';
import { readSeatReceipt } from '../../../licensing/position/takenBack';
import { readPerson } from '../../../licensing/person';
import type { Row } from '../../../licensing/tableValues';
import { DAY_MS } from '../../../licensing/times';

/** The moment that all samples are judged at. */
export const NOW = Date.parse('2026-06-10T06:00:00Z');
export const NOW_ISO = new Date(NOW).toISOString();

export function daysAgo(days: number): string {
	return new Date(NOW - days * DAY_MS).toISOString();
}

/** Somebody in use: active five days ago, whom nothing protects. */
export function activePerson(accountId: string, fields: Row = {}): Row {
	return {
		profile: 'acme.atlassian.net',
		accountId,
		displayName: `Person ${accountId}`,
		subscriptionIdentifier: 'confluence-users',
		isAdmin: false,
		activityStatus: 'known',
		inactiveDays: 5,
		decision: 'retained',
		reasonCode: 'active',
		reason: 'In use.',
		excludedFromCost: false,
		protectedFromReclamation: false,
		exclusionRule: null,
		exclusionReason: null,
		...fields,
	};
}

/** Somebody who can be taken back: inactive for a number of days. */
export function idlePerson(accountId: string, inactiveDays = 100, fields: Row = {}): Row {
	return activePerson(accountId, {
		inactiveDays,
		decision: 'candidate',
		reasonCode: 'inactive',
		reason: `No activity for ${inactiveDays} days.`,
		...fields,
	});
}

/** Several people of one kind. */
export function people(
	count: number,
	make: (accountId: string, place: number) => Row,
	prefix = 'p',
): Row[] {
	return Array.from({ length: count }, (_, place) => make(`${prefix}-${place}`, place));
}

/** People in use and people who can be taken back. */
export function team(active: number, idle: number, fields: Row = {}): Row[] {
	return [
		...people(active, (id) => activePerson(id, fields), 'active'),
		...people(idle, (id) => idlePerson(id, 100, fields), 'idle'),
	];
}

/** The model that the identifier of the samples belongs to. */
export const STANDARD: Row = {
	identifier: 'confluence-users',
	model: 'Confluence Standard',
	product: 'Confluence Cloud',
	edition: 'Standard',
};

export function entitlement(fields: Row = {}): Row {
	return {
		model: 'Confluence Standard',
		purchased: 10,
		unitPrice: 6,
		currency: 'USD',
		billingCycle: 'monthly',
		nextBillingDate: '2026-07-01',
		...fields,
	};
}

/** A finished removal, of somebody who is gone. */
export function receipt(accountId: string, fields: Row = {}): Row {
	return {
		receiptId: `receipt-${accountId}`,
		profile: 'acme.atlassian.net',
		cloudId: 'cloud-1',
		accountId,
		plannedGroups: [{ id: 'g-1', name: 'confluence-users' }],
		removedGroups: [{ id: 'g-1', name: 'confluence-users' }],
		receiptState: 'done',
		performedAt: daysAgo(20),
		...fields,
	};
}

export interface Sources {
	people: readonly Row[];
	models?: readonly Row[];
	entitlements?: readonly Row[];
	receipts?: readonly Row[];
	/** Stored positions. */
	earlier?: readonly Row[];
	staleAfterDays?: number;
	now?: number;
}

/** The profiles of people, all with the same models and entitlements. */
export function profilesOf({
	people: rows,
	models = [STANDARD],
	entitlements = [],
	staleAfterDays = 60,
	now = NOW,
}: Sources): ProfileSeats[] {
	const index = new ModelIndex(models, 'in the test');
	const read = readEntitlements(entitlements, 'in the test');
	const profiles = new Map<string, ProfileSeats>();
	const seats = rows.map((row) => withInactiveDays(readPerson(row).person, now));
	for (const { profile } of seats) {
		if (profiles.has(profile)) continue;
		const own = seats.filter((seat) => seat.profile === profile);
		const source = { profile, models: index, entitlements: read, staleAfterDays, seats: own };
		profiles.set(profile, source);
	}
	return [...profiles.values()];
}

export function calculated(sources: Sources): LicensePosition {
	const receipts = (sources.receipts ?? []).map((row) => readSeatReceipt(row).receipt);
	const earlier = (sources.earlier ?? []).flatMap(
		(row) => readEarlierPosition(row).position ?? [],
	);
	const now = sources.now ?? NOW;
	return calculatePosition({ profiles: profilesOf(sources), receipts, earlier, now });
}

/** The positions and totals as items. */
export function positionsOf(sources: Sources): { positions: Position[]; totals: Position[] } {
	const { positions, totals } = calculated(sources);
	return {
		positions: positions.map((figures) => positionItem(figures, NOW_ISO)),
		totals: totals.map((figures) => positionItem(figures, NOW_ISO)),
	};
}

/** The only position of the sources. */
export function onlyPosition(sources: Sources): Position {
	const [first, ...others] = positionsOf(sources).positions;
	if (first === undefined || others.length > 0) throw new Error('There is not one position');
	return first;
}

/** A stored position of the model of the samples. */
export function earlierPosition(day: string, used: number, fields: Row = {}): Row {
	return {
		kind: 'position',
		profile: 'acme.atlassian.net',
		model: 'Confluence Standard',
		used,
		calculatedAt: `${day}T06:00:00.000Z`,
		...fields,
	};
}

/** The shares of one calculation as they are stored with the receipts. */
export function storedWith(receipts: readonly Row[], { shares }: LicensePosition): Row[] {
	return receipts.map((row) => {
		const share = shares.find(({ receiptId }) => receiptId === row.receiptId);
		return share?.isToStore ? { ...row, ...shareItem(share) } : row;
	});
}

/** The receipts once one of them was restored. */
export function restoredOf(receipts: readonly Row[], restored: Row | undefined): Row[] {
	return receipts.map((row) =>
		row === restored
			? {
					...row,
					receiptState: 'restored',
					reclaimedAt: row.performedAt,
					performedAt: NOW_ISO,
				}
			: row,
	);
}
