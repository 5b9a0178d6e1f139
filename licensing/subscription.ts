import { isoOrNull } from './times';
import {
	holdsDamagedId,
	isEmptyValue,
	readBoolean,
	readId,
	readOrderedTextList,
	readText,
	textOrNull,
	type Row,
} from './tableValues';

/** What a look at a person's activity ended with; `none` only after a complete, successful look. */
export const ACTIVITY_STATUSES = ['known', 'none', 'unknown'] as const;
export type ActivityStatus = (typeof ACTIVITY_STATUSES)[number];

/** How a subscription differs from the previous snapshot. */
export const CHANGES = ['new', 'changed', 'unchanged'] as const;
export type Change = (typeof CHANGES)[number];

/** What is known of a person's activity; carried over from one snapshot to the next. */
export interface ActivityRecord {
	lastActivityAt: string | null;
	lastActivityType: string | null;
	lastActivitySource: string | null;
	activityStatus: ActivityStatus;
	activityCheckedAt: string | null;
	/** The earliest moment covered without a gap. */
	activityCheckedFrom: string | null;
	viewsChecked: boolean;
}

/** One person's seat in one profile, whatever number of access groups gives it. */
export interface Subscription extends ActivityRecord {
	profile: string;
	cloudId: string;
	accountId: string;
	displayName: string;
	email: string | null;
	accountType: string;
	/** What was bought: the first of the profile's access groups that the person is in. */
	subscriptionIdentifier: string;
	groupIds: string[];
	groupNames: string[];
	managedExternally: boolean;
	isAdmin: boolean;
	isConnectedAccount: boolean;
	firstSeenAt: string;
	lastSeenAt: string;
	snapshotAt: string;
	change: Change;
}

/** The columns of a subscription, in the order in which tables show them. */
export const SUBSCRIPTION_FIELDS = [
	'profile',
	'cloudId',
	'accountId',
	'displayName',
	'email',
	'accountType',
	'subscriptionIdentifier',
	'groupIds',
	'groupNames',
	'managedExternally',
	'isAdmin',
	'isConnectedAccount',
	'firstSeenAt',
	'lastSeenAt',
	'snapshotAt',
	'change',
	'lastActivityAt',
	'lastActivityType',
	'lastActivitySource',
	'activityStatus',
	'activityCheckedAt',
	'activityCheckedFrom',
	'viewsChecked',
] as const satisfies ReadonlyArray<keyof Subscription>;

/** A person whom nobody has looked at yet. */
export const UNKNOWN_ACTIVITY: ActivityRecord = {
	lastActivityAt: null,
	lastActivityType: null,
	lastActivitySource: null,
	activityStatus: 'unknown',
	activityCheckedAt: null,
	activityCheckedFrom: null,
	viewsChecked: false,
};

/** The key of a subscription; a JSON list, so that no profile name can imitate another's key. */
export function subscriptionKey(profile: string, accountId: string): string {
	return JSON.stringify([profile, accountId]);
}

/** Whether two Cloud IDs are the same; upper and lower case are. */
export function isSameSite(cloudId: string, other: string): boolean {
	return cloudId.toLowerCase() === other.toLowerCase();
}

/** Reads the activity fields of a row that may come from a table; what cannot be read is missing. */
export function readActivityRecord(row: Row): ActivityRecord {
	const status = readText(row.activityStatus);
	return {
		lastActivityAt: isoOrNull(row.lastActivityAt),
		lastActivityType: textOrNull(row.lastActivityType),
		lastActivitySource: textOrNull(row.lastActivitySource),
		activityStatus: ACTIVITY_STATUSES.find((known) => known === status) ?? 'unknown',
		activityCheckedAt: isoOrNull(row.activityCheckedAt),
		activityCheckedFrom: isoOrNull(row.activityCheckedFrom),
		viewsChecked: readBoolean(row.viewsChecked) ?? false,
	};
}

/** A subscription as it was read, and what stands in the way of deciding about the person. */
export interface SubscriptionReading {
	subscription: Subscription;
	/** The fields without which nobody knows whose seat it is: empty, or no text. */
	missing: string[];
	/** The fields that hold an id which a sheet made a number of: no rule can be held against it. */
	damaged: string[];
}

/** Reads a subscription from an item or a table row. */
export function readSubscription(row: Row): SubscriptionReading {
	const missing: string[] = [];
	if (isEmptyValue(readText(row.profile))) missing.push('profile');
	if (readId(row.accountId) === '') missing.push('accountId');
	const damaged = ['accountId', 'groupIds'].filter((field) => holdsDamagedId(row[field]));
	const subscription: Subscription = {
		profile: readText(row.profile)?.trim() ?? '',
		cloudId: readText(row.cloudId)?.trim() ?? '',
		accountId: readId(row.accountId),
		displayName: readText(row.displayName) ?? '',
		email: textOrNull(row.email),
		accountType: readText(row.accountType) ?? '',
		subscriptionIdentifier: readText(row.subscriptionIdentifier) ?? '',
		groupIds: readOrderedTextList(row.groupIds),
		groupNames: readOrderedTextList(row.groupNames),
		managedExternally: readProtection(row.managedExternally),
		isAdmin: readProtection(row.isAdmin),
		isConnectedAccount: readProtection(row.isConnectedAccount),
		firstSeenAt: isoOrNull(row.firstSeenAt) ?? '',
		lastSeenAt: isoOrNull(row.lastSeenAt) ?? '',
		snapshotAt: isoOrNull(row.snapshotAt) ?? '',
		change: CHANGES.find((known) => known === row.change) ?? 'unchanged',
		...readActivityRecord(row),
	};
	return { subscription, missing, damaged };
}

/** A protection that is there but cannot be read protects: in doubt the seat is kept. */
function readProtection(value: unknown): boolean {
	return readBoolean(value) ?? !isEmptyValue(value);
}
