import type { IExecuteFunctions } from 'n8n-workflow';

import { truncate } from '../../licensing/truncate';
import {
	downloadSnapshot,
	type DownloadedSnapshot,
} from '../../confluence/snapshot/downloadSnapshot';
import { SUBSCRIPTION_FIELDS, type Change } from '../../licensing/subscription';
import { listOfGroups, proposeGroups } from '../../licensing/snapshot/proposeGroups';
import { readPreviousSnapshot, type PreviousRow } from '../../licensing/snapshot/previousSnapshot';
import type { Row } from '../../licensing/tableValues';
import { inputItems, outputItem, type InputItem } from '../shared/inputItems';
import { hint } from '../shared/jobs';
import { tableRow } from '../shared/tableRows';
import type { DownloadOutputs, SiteRun } from './siteRun';
import { memberTotal } from '../../confluence/api/groups';
import { mapConcurrent } from '../../confluence/http/mapConcurrent';
import { siteGroups } from '../../confluence/snapshot/siteGroups';

/** The second input: the last snapshot. */
const PREVIOUS_INPUT = 1;

/** Downloads one profile and adds its items to the outputs; answers the counts of its job result. */
export async function download(
	context: IExecuteFunctions,
	run: SiteRun,
	outputs: DownloadOutputs,
): Promise<Record<string, number>> {
	const previous = readPreviousSnapshot(previousRows(context), run.profile);
	const snapshot = await downloadSnapshot(run.client, {
		...run.settings,
		profile: run.profile,
		cloudId: run.cloudId,
		accessGroups: run.accessGroups,
		siteNames: run.siteNames,
		previous,
		snapshotAt: new Date(run.settings.now).toISOString(),
	});
	emitSubscriptions(run, snapshot, previous, outputs);
	emitRetired(run, snapshot.retired, outputs);
	if (snapshot.leftOut.length > 0) {
		const groups = listOfGroups(snapshot.leftOut);
		hint(context, `Left out for ${truncate(run.profile)}, with all their people: ${groups}`);
	}
	if (snapshot.doubtful.length > 0) {
		const groups = listOfGroups(snapshot.doubtful);
		hint(context, `Check the access groups of ${truncate(run.profile)}: ${groups}`);
	}
	const counts = countsOf(snapshot);
	hint(
		context,
		`${truncate(run.profile)}: ${counts.subscriptions} subscriptions (${counts.new} new, ${counts.changed} changed), ${counts.retired} retired, ${run.client.usage().points} API points.`,
	);
	return counts;
}

function* previousRows(context: IExecuteFunctions): Generator<readonly [number, Row]> {
	for (const { itemIndex, row } of inputItems(context, PREVIOUS_INPUT)) yield [itemIndex, row];
}

function emitSubscriptions(
	run: SiteRun,
	{ subscriptions }: DownloadedSnapshot,
	previous: ReadonlyMap<string, PreviousRow>,
	outputs: DownloadOutputs,
): void {
	for (const subscription of subscriptions) {
		const before = previous.get(subscription.accountId);
		const fields = run.settings.tableRows
			? tableRow(subscription, SUBSCRIPTION_FIELDS)
			: subscription;
		const sources = before ? [run.item, sourceOf(before)] : [run.item];
		outputs.subscriptions.push(outputItem(fields, ...sources));
	}
}

function emitRetired(
	run: SiteRun,
	retired: readonly PreviousRow[],
	outputs: DownloadOutputs,
): void {
	const retiredAt = new Date(run.settings.now).toISOString();
	for (const gone of retired) {
		const row = { ...gone.row, retiredAt };
		const fields = run.settings.tableRows
			? tableRow(row, [...SUBSCRIPTION_FIELDS, 'retiredAt'])
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
	run: SiteRun,
	outputs: DownloadOutputs,
): Promise<Record<string, number>> {
	const { client } = run;
	const proposals = proposeGroups(await siteGroups(client), run.siteNames);
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
		const fields = run.settings.tableRows ? tableRow(group, Object.keys(group)) : group;
		outputs.subscriptions.push(outputItem(fields, run.item));
	}
	return { groups: counted.length };
}
