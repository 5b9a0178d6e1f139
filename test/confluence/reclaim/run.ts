import type { ConfluenceClient } from '../../../confluence/http/client';
import type { RunProgress } from '../../../confluence/reclaim/handleEach';
import type { Organization } from '../../../confluence/organization/readViews';
import { reclaimProfile } from '../../../confluence/reclaim/reclaimProfile';
import { restoreProfile } from '../../../confluence/reclaim/restoreProfile';
import { openReclaimSite } from '../../../confluence/reclaim/site';
import type { ConfluenceError } from '../../../confluence/errors';
import { readAnswers } from '../../../licensing/reclaim/answers';
import { resultFields, type ResultFields } from '../../../licensing/reclaim/personResult';
import { readReceipt, type PlacedReceipt } from '../../../licensing/reclaim/receipts';
import { settledTimes, unfinishedReceipts } from '../../../licensing/reclaim/unfinishedReceipts';
import { readReclaimItem } from '../../../licensing/reclaim/reclaimItem';
import type { Row } from '../../../licensing/tableValues';
import type { Simulator } from '../../simulator';
import { connectedClient, type ClientOptions } from '../connectedClient';
import { NOW, profileGroups, type Company } from './company';

/** A client whose waits take no time; a rate limit ends a run at once. */
export function clientFor(simulator: Simulator, options: ClientOptions = {}): ConfluenceClient {
	return connectedClient(simulator, {
		...options,
		waitForQuotaMs: 0,
		timeoutMs: 5_000,
		now: () => NOW,
		sleep: async () => await Promise.resolve(),
	});
}

export interface ReclaimOptions {
	dryRun?: boolean;
	maxPerRun?: number;
	acknowledgeEditsOnly?: boolean;
	/** Rows of earlier receipts, as a table gives them back. */
	receipts?: readonly Row[];
	/** Whether nobody is removed without a receipt that planned it. */
	needsPlan?: boolean;
	/** Rows of the events table. */
	events?: readonly Row[];
	accessGroups?: string[];
	scopes?: string[];
	recheck?: boolean;
	/** Stop the run once so many people were handled. */
	stopAfter?: number;
	/** Whether the organization API may be asked for views. */
	organization?: boolean;
	now?: number;
}

/** A result as the node emits it: the row of the item and what became of it. */
export type Result = Row & ResultFields;

export interface Run {
	results: Result[];
	/** Receipts about people who were not among the items. */
	settled: Result[];
	stoppedBy: ConfluenceError | null;
}

/** Reclaims in one profile as the node does it; live unless said otherwise. */
export async function reclaim(
	company: Company,
	simulator: Simulator,
	rows: readonly Row[],
	options: ReclaimOptions = {},
): Promise<Run> {
	const { now = NOW, receipts = [] } = options;
	const client = clientFor(simulator, { scopes: options.scopes });
	const accessGroups = options.accessGroups ?? profileGroups(company);
	const site = await openReclaimSite(client, company.cloudId, accessGroups);
	const progress = newProgress(options.stopAfter);
	const moment = new Date(now).toISOString();
	const run = {
		client,
		site,
		recheck: {
			whyNot: options.recheck === false ? 'The run is not to look.' : null,
			canSearch: site.canSearch,
			canReadVersions: site.canReadVersions,
			organization: options.organization === true ? organizationOf(simulator) : null,
			cloudId: site.cloudId,
			now,
		},
		needsPlan: options.needsPlan ?? false,
		dryRun: options.dryRun ?? false,
		now: moment,
		progress,
	};
	const scope = { profile: 'harbour', cloudId: site.cloudId, now };
	const { byItem, settled, stoppedBy } = await reclaimProfile(run, {
		items: rows.map((row, index) => readReclaimItem(row, index).item),
		unfinished: unfinishedReceipts(receipts.map(placed), scope),
		settledAt: settledTimes(receipts.map(placed), scope),
		unreadableReceipts: new Map(),
		answers: readAnswers(options.events ?? []).answers,
		maxPerRun: options.maxPerRun ?? 10,
		acknowledgeEditsOnly: options.acknowledgeEditsOnly ?? true,
	});
	const results = rows.map((row, index) => {
		const outcome = byItem.get(index);
		if (!outcome) throw new Error(`Item ${index} has no outcome.`);
		return { ...row, ...resultFields('reclaim', outcome, moment) };
	});
	return {
		results,
		settled: settled.map(({ unfinished, outcome }) => ({
			...unfinished.receipt,
			...resultFields('reclaim', outcome, moment),
		})),
		stoppedBy,
	};
}

/** Restores receipts as the node does it; live unless said otherwise. */
export async function restore(
	company: Company,
	simulator: Simulator,
	rows: readonly Row[],
	{ dryRun = false, accessGroups = [] }: { dryRun?: boolean; accessGroups?: string[] } = {},
): Promise<Run> {
	const client = clientFor(simulator);
	const site = await openReclaimSite(client, company.cloudId, []);
	const progress = newProgress();
	const { byItem, stoppedBy } = await restoreProfile(
		{ client, site, accessGroups, dryRun, progress, knownGroups: new Map() },
		rows.map((row, index) => ({ index, receipt: readReceipt(row).receipt })),
	);
	const moment = new Date(NOW).toISOString();
	const results = rows.map((row, index) => {
		const outcome = byItem.get(index);
		if (!outcome) throw new Error(`Item ${index} has no outcome.`);
		return { ...row, ...resultFields('restore', outcome, moment) };
	});
	return { results, settled: [], stoppedBy };
}

/** The progress of a run that has not written yet; it is stopped after so many people. */
export function newProgress(stopAfter = Infinity): RunProgress {
	let asked = 0;
	return { wrote: false, isStopped: () => asked++ >= stopAfter, report: () => undefined };
}

/** The organization API with its key, in place of the site's token. */
function organizationOf(simulator: Simulator): Organization {
	const { id, apiKey } = simulator.organization;
	return { client: clientFor(simulator, { token: apiKey }), organizationId: id };
}

/** A candidate as Evaluate Exclusions hands it on. */
export function candidate(company: Company, accountId: string, more: Row = {}): Row {
	const groupIds = company.world.groups
		.filter(({ id, members }) => {
			return profileGroups(company).includes(id) && members.includes(accountId);
		})
		.map(({ id }) => id);
	return {
		profile: 'harbour',
		cloudId: company.cloudId,
		accountId,
		displayName: `Name of ${accountId}`,
		email: `${accountId}@harbour.example`,
		decision: 'candidate',
		reasonCode: 'inactive',
		viewsChecked: false,
		groupIds,
		inactiveDays: 100,
		activityStatus: 'known',
		lastActivityAt: iso(NOW - 100 * 86_400_000),
		activityCheckedAt: iso(NOW - 3_600_000),
		activityCheckedFrom: iso(NOW - 180 * 86_400_000),
		firstSeenAt: '2025-01-01T00:00:00.000Z',
		evaluatedAt: iso(NOW - 600_000),
		...more,
	};
}

export function iso(time: number): string {
	return new Date(time).toISOString();
}

function placed(row: Row, index: number): PlacedReceipt {
	const { receipt, problems } = readReceipt(row);
	if (problems.length > 0) throw new Error(JSON.stringify(problems));
	return { receipt, index };
}
