import type { ProfileOutcome } from '../../confluence/reclaim/jobs';
import { reclaimProfile } from '../../confluence/reclaim/reclaimProfile';
import { restoreProfile } from '../../confluence/reclaim/restoreProfile';
import { untouched } from '../../licensing/reclaim/personResult';
import { unfinishedReceipts } from '../../licensing/reclaim/receipts';
import type { OpenRun } from './openRun';
import type { ReclaimSettings } from './reclaimSettings';

/** @throws ConfluenceError when the run must end before its first write: nothing was changed */
export async function carryOut(
	profile: string,
	run: OpenRun,
	settings: ReclaimSettings,
): Promise<ProfileOutcome> {
	const outcome =
		settings.operation === 'restore'
			? await restore(run, settings)
			: await reclaim(profile, run, settings);
	for (const [index, problem] of run.people.broken) {
		outcome.byItem.set(index, untouched('brokenItem', problem));
	}
	return outcome;
}

async function reclaim(
	profile: string,
	{ client, site, progress, people, organization }: OpenRun,
	settings: ReclaimSettings,
) {
	const { dryRun, maxPerRun, acknowledgeEditsOnly, now, recheckActivity } = settings;
	const recheck = {
		whyNot: recheckActivity ? null : 'The option "Recheck Activity" is off.',
		canSearch: site.canSearch,
		canReadVersions: site.canReadVersions,
		organization,
		cloudId: site.cloudId,
		now,
	};
	return await reclaimProfile(
		{ client, site, recheck, dryRun, now: new Date(now).toISOString(), progress },
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
	{ client, site, progress, people }: OpenRun,
	{ dryRun, accessGroups }: ReclaimSettings,
) {
	const job = { client, site, accessGroups, dryRun, progress, knownGroups: new Map() };
	return await restoreProfile(job, people.restore);
}
