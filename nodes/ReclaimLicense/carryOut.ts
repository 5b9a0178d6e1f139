import { sentenceOf } from '../../confluence/errors';
import { reclaimProfile } from '../../confluence/reclaim/reclaimProfile';
import { restoreProfile } from '../../confluence/reclaim/restoreProfile';
import { untouched, type PersonOutcome } from '../../licensing/reclaim/personResult';
import { unfinishedReceipts, type UnfinishedReceipt } from '../../licensing/reclaim/receipts';
import type { OpenRun } from './openRun';
import type { ReclaimSettings } from './reclaimSettings';

/** What became of everybody of one profile. */
export interface RunOutcome {
	/** By the index of the item in the first input. */
	byItem: Map<number, PersonOutcome>;
	/** Receipts of earlier runs about people who are not in the input. */
	settled: Array<{ unfinished: UnfinishedReceipt; outcome: PersonOutcome }>;
	/** A sentence; null when the run came to its end. */
	errorMessage: string | null;
}

/** @throws ConfluenceError when the run must end before its first write: nothing was changed */
export async function carryOut(
	profile: string,
	run: OpenRun,
	settings: ReclaimSettings,
): Promise<RunOutcome> {
	const { byItem, settled, stoppedBy } =
		settings.operation === 'restore'
			? { settled: [], ...(await restore(run, settings)) }
			: await reclaim(profile, run, settings);
	for (const [index, problem] of run.people.broken) {
		byItem.set(index, untouched('brokenItem', problem));
	}
	return {
		byItem,
		settled,
		errorMessage: stoppedBy === null ? null : `The run ended early. ${sentenceOf(stoppedBy)}`,
	};
}

async function reclaim(
	profile: string,
	{ client, site, course, people, organization }: OpenRun,
	settings: ReclaimSettings,
) {
	const { dryRun, maxPerRun, acknowledgeEditsOnly, now, recheckActivity } = settings;
	const recheck = {
		enabled: recheckActivity,
		canSearch: site.canSearch,
		canReadVersions: site.canReadVersions,
		organization,
		cloudId: site.cloudId,
		now,
	};
	return await reclaimProfile(
		{ client, site, recheck, dryRun, now: new Date(now).toISOString(), course },
		{
			items: people.reclaim,
			unfinished: unfinishedReceipts(people.receipts, {
				profile,
				cloudId: site.cloudId,
				now,
			}),
			maxPerRun,
			acknowledgeEditsOnly,
		},
	);
}

async function restore(
	{ client, site, course, people }: OpenRun,
	{ dryRun, accessGroups }: ReclaimSettings,
) {
	const run = { client, site, accessGroups, dryRun, course, knownGroups: new Map() };
	return await restoreProfile(run, people.restore);
}
