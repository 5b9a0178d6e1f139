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

/** Where a person belongs, as the company's own list of people says; null where it is not known. */
export interface Affiliation {
	manager: string | null;
	department: string | null;
	costCenter: string | null;
}

/** Somebody of whom the list of people says nothing. */
export const UNKNOWN_AFFILIATION: Affiliation = {
	manager: null,
	department: null,
	costCenter: null,
};

/** One person's seat in one profile, whatever number of access groups gives it. */
export interface Subscription extends ActivityRecord, Affiliation {
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
	firstSeenAt: string | null;
	lastSeenAt: string | null;
	snapshotAt: string | null;
	change: Change;
	/** Other products that the person has on the site; null where nobody read them. */
	productAccess: string[] | null;
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
	'manager',
	'department',
	'costCenter',
	'productAccess',
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

/** What a row tells of a person's activity, without the rest. */
export function activityOf(person: ActivityRecord): ActivityRecord {
	const { lastActivityAt, lastActivityType, lastActivitySource } = person;
	const { activityStatus, activityCheckedAt, activityCheckedFrom, viewsChecked } = person;
	return {
		lastActivityAt,
		lastActivityType,
		lastActivitySource,
		activityStatus,
		activityCheckedAt,
		activityCheckedFrom,
		viewsChecked,
	};
}

/** The key of a subscription; a JSON list, so that no profile name can imitate another's key. */
export function subscriptionKey(profile: string, accountId: string): string {
	return JSON.stringify([profile, accountId]);
}

/** The key of a person's subscription. */
export function keyOf({ profile, accountId }: Pick<Subscription, 'profile' | 'accountId'>): string {
	return subscriptionKey(profile, accountId);
}

/** Whether two Cloud IDs are the same; upper and lower case are. */
export function isSameSite(cloudId: string, other: string): boolean {
	return cloudId.toLowerCase() === other.toLowerCase();
}
