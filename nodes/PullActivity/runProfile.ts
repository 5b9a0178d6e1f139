import type { IExecuteFunctions } from 'n8n-workflow';

import type { ActivitySources } from '../../confluence/activity/readActivity';
import { ConfluenceError } from '../../confluence/errors';
import type { ConfluenceClient } from '../../confluence/http/client';
import { jobResult, totalUsage, type JobFacts } from '../../licensing/jobResult';
import {
	openOrganization,
	openSite,
	ORGANIZATION_CREDENTIAL_TYPE,
	type NetworkSettings,
} from '../shared/connection';
import { cloudIdOf } from '../shared/cloudId';
import { itemFieldError } from '../shared/failures';
import { outputItem } from '../shared/inputItems';
import { errorSentence, failedJob, hint, jobFields } from '../shared/jobs';
import { wantsTableRows } from '../shared/tableRows';
import type { ActivityOutputs } from './outputs';
import { pullActivity, summaryOf } from './pullActivity';
import type { ProfileSite } from './profileSites';
import { readSettings, type ActivitySettings } from './settings';

/**
 * Looks at the people of one profile, with its job result. A run that fails adds nothing but a
 * failed job result.
 *
 * @returns the failure, or null
 */
export async function runProfile(
	context: IExecuteFunctions,
	run: ProfileSite,
	outputs: ActivityOutputs,
): Promise<unknown> {
	const startedAt = Date.now();
	let sources: ActivitySources | null = null;
	let settings: ActivitySettings | null = null;
	const facts = (counts: JobFacts['counts']): Omit<JobFacts, 'errorMessage'> => ({
		job: 'pullActivity',
		profile: run.profile,
		cloudId: run.cloudId,
		startedAt,
		finishedAt: Date.now(),
		counts,
		usage: totalUsage([sources?.site?.usage(), sources?.organization?.client.usage()]),
	});
	try {
		settings = readSettings(context, run.first);
		requireOrganization(context, settings);
		sources = await openSources(context, run, settings);
		const counts = await pullActivity(sources, run, settings, outputs);
		const job = jobResult({ ...facts(counts), errorMessage: null });
		outputs.jobResults.push(outputItem(jobFields(job, settings.tableRows), run.first));
		hint(context, summaryOf(run.profile, counts, job.points));
		return null;
	} catch (error) {
		const job = failedJob(facts({}), error);
		context.logger.warn(`${context.getNode().name}: ${errorSentence(error)}`);
		const asRow = settings?.tableRows ?? wantsTableRows(context, run.first.itemIndex);
		outputs.jobResults.push(outputItem(jobFields(job, asRow), run.first));
		return error;
	}
}

/** The credential is optional, so n8n asks for none where the signal is an expression. */
function requireOrganization(context: IExecuteFunctions, { signal }: ActivitySettings): void {
	const credentials = context.getNode().credentials ?? {};
	if (signal === 'edits' || ORGANIZATION_CREDENTIAL_TYPE in credentials) return;
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
