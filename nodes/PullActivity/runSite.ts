import type { IExecuteFunctions } from 'n8n-workflow';

import type { ActivitySources } from '../../confluence/activity/readActivity';
import { ConfluenceError } from '../../confluence/errors';
import type { ConfluenceClient } from '../../confluence/http/client';
import { totalUsage } from '../../licensing/jobResult';
import { openOrganization, openSite, type NetworkSettings } from '../shared/connection';
import { cloudIdOf } from '../shared/cloudId';
import { itemFieldError } from '../shared/failures';
import { hint, JobReport } from '../shared/jobs';
import { pullActivity, summaryOf, type ActivityOutputs } from './pullActivity';
import type { ProfileSite } from './profileSites';
import { hasOrganizationKey, readSettings, type ActivitySettings } from './settings';

/**
 * Looks at the people of one profile on a site, with its job result. A run that fails adds nothing but a
 * failed job result.
 *
 * @returns the failure, or null
 */
export async function runSite(
	context: IExecuteFunctions,
	site: ProfileSite,
	outputs: ActivityOutputs,
): Promise<unknown> {
	let sources: ActivitySources | null = null;
	let settings: ActivitySettings | null = null;
	const usage = () => totalUsage([sources?.site?.usage(), sources?.organization?.client.usage()]);
	const job = new JobReport(context, 'pullActivity', site.first, () => ({
		profile: site.profile,
		cloudId: site.cloudId,
		usage: usage(),
		tableRows: settings?.tableRows,
	}));
	try {
		settings = readSettings(context, site.first);
		requireOrganization(context, settings);
		sources = await openSources(context, site, settings);
		const counts = await pullActivity(sources, site, settings, outputs);
		outputs.jobResults.push(job.ended(counts));
		hint(context, summaryOf(site.profile, counts, usage().points));
		return null;
	} catch (error) {
		outputs.jobResults.push(job.failed(error));
		return error;
	}
}

/** The credential is optional, so n8n asks for none where the signal is an expression. */
function requireOrganization(context: IExecuteFunctions, { signal }: ActivitySettings): void {
	if (signal === 'edits' || hasOrganizationKey(context)) return;
	throw new ConfluenceError(
		'organizationKey',
		`The signal "${signal}" needs the credential "Atlassian Organization API", but this node has none. Choose one in the node, or set "Signal" to edits.`,
	);
}

async function openSources(
	context: IExecuteFunctions,
	{ cloudId, first }: ProfileSite,
	{ signal, network }: ActivitySettings,
): Promise<ActivitySources> {
	const { itemIndex } = first;
	if (cloudId === '') {
		throw itemFieldError(context, 'cloudId', 'is missing, which names the site', itemIndex);
	}
	return {
		cloudId,
		site: signal === 'views' ? null : await openNamedSite(context, cloudId, network, itemIndex),
		organization:
			signal === 'edits' ? null : await openOrganization(context, network, itemIndex),
	};
}

/** The client of the site that the items name, whatever the case of their Cloud ID. */
async function openNamedSite(
	context: IExecuteFunctions,
	cloudId: string,
	network: NetworkSettings,
	itemIndex: number,
): Promise<ConfluenceClient> {
	const client = await openSite(context, '', network, itemIndex);
	client.selectSite(await cloudIdOf(client, { value: cloudId }));
	return client;
}
