import type { IExecuteFunctions } from 'n8n-workflow';

import { truncate } from '../../licensing/truncate';
import {
	downloadSnapshot,
	type DownloadedSnapshot,
} from '../../confluence/snapshot/downloadSnapshot';
import { SUBSCRIPTION_FIELDS, type Change } from '../../licensing/subscription';
import { SUBSCRIPTION_COLUMNS } from '../../licensing/subscriptionTable';
import { listOfGroups, proposeGroups } from '../../licensing/snapshot/proposeGroups';
import { readPreviousSnapshot, type PreviousRow } from '../../licensing/snapshot/previousSnapshot';
import type { Row } from '../../licensing/tableValues';
import { inputItems, outputItem, type InputItem } from '../shared/inputItems';
import { hint } from '../shared/jobs';
import { tableRow } from '../shared/tableRows';
import type { DownloadOutputs, SiteRequest } from './siteRequest';
import { memberTotal } from '../../confluence/api/groups';
import { mapConcurrent } from '../../confluence/http/mapConcurrent';
import { siteGroups } from '../../confluence/snapshot/siteGroups';

/** The second input: the last snapshot. */
const PREVIOUS_INPUT = 1;

/** Downloads one profile and adds its items to the outputs; answers the counts of its job result. */
export async function download(
	context: IExecuteFunctions,
	request: SiteRequest,
	outputs: DownloadOutputs,
): Promise<Record<string, number>> {
	const previous = readPreviousSnapshot(previousRows(context), request.profile);
	const snapshot = await downloadSnapshot(request.client, {
		...request.settings,
		profile: request.profile,
		cloudId: request.cloudId,
		accessGroups: request.accessGroups,
		siteNames: request.siteNames,
		previous,
		snapshotAt: new Date(request.settings.now).toISOString(),
	});
	emitSubscriptions(request, snapshot, previous, outputs);
	emitRetired(request, snapshot.retired, outputs);
	if (snapshot.leftOut.length > 0) {
		const groups = listOfGroups(snapshot.leftOut);
		hint(
			context,
			`Groups left out of ${truncate(request.profile)}, with all their members: ${groups}`,
		);
	}
	if (snapshot.doubtful.length > 0) {
		const groups = listOfGroups(snapshot.doubtful);
		hint(context, `Check the access groups of ${truncate(request.profile)}: ${groups}`);
	}
	const counts = countsOf(snapshot);
	hint(
		context,
		`${truncate(request.profile)}: ${counts.subscriptions} subscriptions (${counts.new} new, ${counts.changed} changed), ${counts.retired} retired, ${request.client.usage().points} API points.`,
	);
	return counts;
}

function* previousRows(context: IExecuteFunctions): Generator<readonly [number, Row]> {
	for (const { itemIndex, row } of inputItems(context, PREVIOUS_INPUT)) yield [itemIndex, row];
}

function emitSubscriptions(
	request: SiteRequest,
	{ subscriptions }: DownloadedSnapshot,
	previous: ReadonlyMap<string, PreviousRow>,
	outputs: DownloadOutputs,
): void {
	for (const subscription of subscriptions) {
		const before = previous.get(subscription.accountId);
		const fields = request.settings.tableRows
			? tableRow(subscription, SUBSCRIPTION_COLUMNS)
			: subscription;
		const sources = before ? [request.item, sourceOf(before)] : [request.item];
		outputs.subscriptions.push(outputItem(fields, ...sources));
	}
}

function emitRetired(
	request: SiteRequest,
	retired: readonly PreviousRow[],
	outputs: DownloadOutputs,
): void {
	const retiredAt = new Date(request.settings.now).toISOString();
	for (const gone of retired) {
		const row = { ...gone.row, retiredAt };
		const fields = request.settings.tableRows
			? tableRow({ ...gone.subscription, retiredAt }, [...SUBSCRIPTION_FIELDS, 'retiredAt'])
			: row;
		outputs.retired.push(outputItem(fields, sourceOf(gone)));
	}
}

function sourceOf({ row, index }: PreviousRow): InputItem {
	return { row, input: PREVIOUS_INPUT, itemIndex: index };
}

function countsOf(snapshot: DownloadedSnapshot) {
	const changes: Record<Change, number> = { new: 0, changed: 0, unchanged: 0 };
	for (const { change } of snapshot.subscriptions) changes[change]++;
	return {
		subscriptions: snapshot.subscriptions.length,
		...changes,
		retired: snapshot.retired.length,
		groups: snapshot.groups.length,
		memberships: snapshot.memberships,
		notListed: snapshot.notListed,
		skippedGuests: snapshot.skippedGuests,
		skippedAppAccounts: snapshot.skippedAppAccounts,
	};
}

/** One item for each group that gives access, to choose a profile's access groups from. */
export async function listAccessGroups(
	request: SiteRequest,
	outputs: DownloadOutputs,
): Promise<Record<string, number>> {
	const { client } = request;
	const proposals = proposeGroups(await siteGroups(client), request.siteNames);
	const counted = await mapConcurrent(
		proposals,
		client.settings.concurrency,
		async (proposal) => ({
			...proposal.group,
			proposed: proposal.proposed,
			warning: proposal.warning,
			memberCount: await memberTotal(client, proposal.group.groupId),
		}),
	);
	for (const group of counted) {
		const fields = request.settings.tableRows ? tableRow(group, Object.keys(group)) : group;
		outputs.subscriptions.push(outputItem(fields, request.item));
	}
	return { groups: counted.length };
}
