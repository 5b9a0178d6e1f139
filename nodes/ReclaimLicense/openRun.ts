import type { IExecuteFunctions } from 'n8n-workflow';

import type { ConfluenceClient } from '../../confluence/http/client';
import type { Organization } from '../../confluence/organization/readViews';
import type { RunProgress } from '../../confluence/reclaim/handleEach';
import { openReclaimSite, type ReclaimSite } from '../../confluence/reclaim/site';
import { cloudIdOf } from '../shared/cloudId';
import { openOrganization, openSite, ORGANIZATION_CREDENTIAL_TYPE } from '../shared/connection';
import type { ProfileItems } from '../shared/inputItems';
import { readEarlierRuns, type EarlierRuns } from './earlierRuns';
import { readPeople, type People } from './people';
import type { ReclaimSettings } from './reclaimSettings';
import type { ProfileOutcome } from '../../confluence/reclaim/jobs';
import { reclaimProfile } from '../../confluence/reclaim/reclaimProfile';
import { restoreProfile } from '../../confluence/reclaim/restoreProfile';
import { untouched } from '../../licensing/reclaim/personResult';
import { settledTimes, unfinishedReceipts } from '../../licensing/reclaim/unfinishedReceipts';

/** A run whose checks before the first write have passed. */
export interface OpenRun {
	people: People;
	/** Receipts and answers; null for a restore, which needs none. */
	earlier: EarlierRuns | null;
	client: ConfluenceClient;
	site: ReclaimSite;
	progress: RunProgress;
	/** For a fresh look at views; null without the credential, or where nobody's views count. */
	organization: Organization | null;
}

/**
 * Everything before the first write: reads the items and the earlier receipts, finds the site,
 * checks scopes, connected account and groups. Nothing is changed.
 *
 * @throws NodeOperationError for a broken item or parameter
 * @throws ConfluenceError when the site or the credential does not allow the run
 */
export async function openRun(
	context: IExecuteFunctions,
	group: ProfileItems,
	settings: ReclaimSettings,
	progress: RunProgress,
	onClient: (client: ConfluenceClient) => void,
): Promise<OpenRun> {
	const people = readPeople(context, group, settings.operation);
	const isReclaim = settings.operation === 'reclaim';
	const earlier = isReclaim ? readEarlierRuns(context, group.profile) : null;
	const client = await openSite(context, '', settings.network, group.first.itemIndex);
	onClient(client);
	const cloudId = await cloudIdOf(client, settings.site);
	client.selectSite(cloudId);
	// A restore asks only about the groups of its receipts: that another one is gone must not stop it.
	const accessGroups = isReclaim ? settings.accessGroups : [];
	const site = await openReclaimSite(client, cloudId, accessGroups);
	const organization = await openViews(context, people, settings, group.first.itemIndex);
	return { people, earlier, client, site, progress, organization };
}

async function openViews(
	context: IExecuteFunctions,
	{ reclaim }: People,
	{ network, recheckActivity }: ReclaimSettings,
	itemIndex: number,
): Promise<Organization | null> {
	const needed = recheckActivity && reclaim.some(({ viewsChecked }) => viewsChecked);
	const chosen = context.getNode().credentials?.[ORGANIZATION_CREDENTIAL_TYPE] !== undefined;
	return needed && chosen ? await openOrganization(context, network, itemIndex) : null;
}

/** @throws ConfluenceError when the run must end before its first write: nothing was changed */
export async function carryOut(
	profile: string,
	run: OpenRun,
	settings: ReclaimSettings,
): Promise<ProfileOutcome> {
	const { earlier } = run;
	const outcome =
		earlier === null
			? await restore(run, settings)
			: await reclaim(profile, run, settings, earlier);
	for (const [index, problem] of run.people.broken) {
		outcome.byItem.set(index, untouched('brokenItem', problem));
	}
	return outcome;
}

async function reclaim(
	profile: string,
	{ client, site, progress, people, organization }: OpenRun,
	settings: ReclaimSettings,
	{ receipts, unreadableReceipts, needsPlan, answers }: EarlierRuns,
) {
	const { dryRun, maxPerRun, acknowledgeEditsOnly, now, recheckActivity } = settings;
	const scope = { profile, cloudId: site.cloudId, now };
	const recheck = {
		whyNot: recheckActivity ? null : 'The option "Recheck Activity" is off.',
		canSearch: site.canSearch,
		canReadVersions: site.canReadVersions,
		organization,
		cloudId: site.cloudId,
		now,
	};
	return await reclaimProfile(
		{ client, site, recheck, needsPlan, dryRun, now: new Date(now).toISOString(), progress },
		{
			items: people.reclaim,
			unfinished: unfinishedReceipts(receipts, scope),
			settledAt: settledTimes(receipts, scope),
			unreadableReceipts,
			answers,
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
