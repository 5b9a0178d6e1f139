import type { INodeExecutionData } from 'n8n-workflow';

import { truncate } from '../../licensing/truncate';
import { whyContentMayBeBlocked } from '../../confluence/activity/blockedContent';
import {
	readActivity,
	type Activity,
	type ActivitySources,
} from '../../confluence/activity/readActivity';
import {
	bothRecords,
	mergeLook,
	type CheckedActivity,
	type LookResult,
} from '../../licensing/activity/merge';
import { readPerson } from '../../licensing/person';
import {
	ACTIVITY_STATUSES,
	activityOf,
	type ActivityRecord,
	type ActivityStatus,
	type Subscription,
} from '../../licensing/subscription';
import { NOT_EVALUATED, SUBSCRIPTION_COLUMNS } from '../../licensing/subscriptionTable';
import { readId, textOrNull, type Row } from '../../licensing/tableValues';
import { readTime } from '../../licensing/times';
import { outputItem, type InputItem, type PlacedItem } from '../shared/inputItems';
import { tableRow } from '../shared/tableRows';
import type { ProfileSite } from './profileSites';
import type { ActivitySettings } from './settings';

const NO_ACCOUNT_ID =
	'The item has no accountId, so nobody could be checked. Pass on the items of Confluence Download Subscriptions unchanged.';

/** The items of the two outputs, filled site by site. */
export interface ActivityOutputs {
	subscriptions: PlacedItem[];
	jobResults: INodeExecutionData[];
}

/** Looks at the people of one profile on a site and adds their items to the outputs; answers the counts. */
export async function pullActivity(
	sources: ActivitySources,
	ofProfile: ProfileSite,
	settings: ActivitySettings,
	outputs: ActivityOutputs,
): Promise<Record<string, number>> {
	const { site, cloudId } = sources;
	const known = recordsOf(ofProfile, settings);
	const people = [...known].map(([accountId, record]) => ({ accountId, record }));
	const activity = await readActivity(sources, people, {
		...settings,
		whyContentMayBeBlocked: async () =>
			site === null ? null : await whyContentMayBeBlocked(site, cloudId),
	});
	const counts = emptyCounts();
	for (const item of ofProfile.items) {
		const row = withActivity(item, known, activity, settings);
		note(counts, item, row);
		const fields = settings.tableRows
			? tableRow({ ...readPerson(row).person, ...NOT_EVALUATED }, SUBSCRIPTION_COLUMNS)
			: row;
		outputs.subscriptions.push({ place: item.itemIndex, item: outputItem(fields, item) });
	}
	return { ...counts, ...activity.counts };
}

/** What is known of each person. Whoever comes twice is one person, and both rows tell the same. */
function recordsOf(
	{ items }: ProfileSite,
	{ now }: ActivitySettings,
): ReadonlyMap<string, ActivityRecord> {
	const records = new Map<string, ActivityRecord>();
	for (const { row } of items) {
		const accountId = accountIdOf(row);
		if (accountId === '') continue;
		const record = recordOf(row);
		const other = records.get(accountId);
		records.set(accountId, other === undefined ? record : bothRecords(other, record, now));
	}
	return records;
}

type ActivityRow = Row & CheckedActivity & Pick<Subscription, 'email' | 'productAccess'>;

function withActivity(
	{ row }: InputItem,
	known: ReadonlyMap<string, ActivityRecord>,
	{ looks }: Activity,
	{ now }: ActivitySettings,
): ActivityRow {
	const accountId = accountIdOf(row);
	const record = known.get(accountId) ?? recordOf(row);
	const look = looks.get(accountId);
	const result = look ?? NOBODY;
	const from = look?.from ?? now;
	return {
		...row,
		email: textOrNull(row.email) ?? look?.email ?? null,
		// Whoever was not asked for keeps what was read before.
		productAccess: look?.productAccess ?? readPerson(row).person.productAccess,
		...mergeLook(record, result, { from, now }),
	};
}

const NOBODY: LookResult = {
	evidence: null,
	error: NO_ACCOUNT_ID,
	isComplete: false,
	viewsChecked: false,
};

function recordOf(row: Row): ActivityRecord {
	return activityOf(readPerson(row).person);
}

function accountIdOf(row: Row): string {
	return readId(row.accountId);
}

type Counts = Record<ActivityStatus | 'people' | 'moved' | 'sharedEdits' | 'viewsChecked', number>;

function emptyCounts(): Counts {
	return { people: 0, known: 0, none: 0, unknown: 0, moved: 0, sharedEdits: 0, viewsChecked: 0 };
}

function note(counts: Counts, { row: before }: InputItem, after: CheckedActivity): void {
	counts.people++;
	for (const status of ACTIVITY_STATUSES) if (after.activityStatus === status) counts[status]++;
	if (readTime(before.lastActivityAt) !== readTime(after.lastActivityAt)) counts.moved++;
	if (after.lastActivityType === 'sharedEdit') counts.sharedEdits++;
	if (after.viewsChecked) counts.viewsChecked++;
}

/** What a person reads below the node once it has ended. */
export function summaryOf(profile: string, counts: Record<string, number>, points: number): string {
	const name = profile === '' ? 'Activity' : truncate(profile);
	return (
		`${name}: ${counts.people} people, of whom ${counts.notAsked} were recently active and not checked again; ` +
		`${counts.known} with activity, ${counts.none} without, ` +
		`${counts.unknown} unknown, ${points} API points.`
	);
}
