import type { IExecuteFunctions } from 'n8n-workflow';

import { truncate } from '../../licensing/truncate';
import { ConfluenceError } from '../../confluence/errors';
import type { ConfluenceClient } from '../../confluence/http/client';
import { confluenceSites, hostOf, siteNamesOf } from '../../confluence/siteDirectory';
import { jobResult, type JobFacts, type Usage } from '../../licensing/jobResult';
import { cloudIdOf } from '../shared/cloudId';
import { openSite } from '../shared/connection';
import { outputItem } from '../shared/inputItems';
import { errorSentence, failedJob, jobFields } from '../shared/jobs';
import { wantsTableRows } from '../shared/tableRows';
import { download, listAccessGroups } from './download';
import { downloadSettings, type DownloadOutputs, type SiteRun } from './siteRun';
import type { DownloadRequest, RequestsDone, Unreadable } from './downloadRequests';

const NOTHING_SPENT: Usage = { requests: 0, points: 0, retries: 0, waitedMs: 0 };

/**
 * Carries out one request, with its job result. One that fails adds nothing but a failed job result;
 * one that turns out to be done already adds nothing at all.
 *
 * @returns the failure, or null
 */
export async function runProfile(
	context: IExecuteFunctions,
	request: DownloadRequest,
	outputs: DownloadOutputs,
	done: RequestsDone,
): Promise<unknown> {
	const startedAt = Date.now();
	let site: SiteRun | null = null;
	const facts = (counts: JobFacts['counts']): Omit<JobFacts, 'errorMessage'> => ({
		job: 'downloadSubscriptions',
		profile: site?.profile ?? request.profile,
		cloudId: site?.cloudId ?? (request.site.isUrl ? '' : request.site.value),
		startedAt,
		finishedAt: Date.now(),
		counts,
		usage: site?.client.usage() ?? NOTHING_SPENT,
	});
	try {
		site = await openRequest(context, request);
		if (!done.isNew(site.cloudId, site.profile, site.accessGroups)) return null;
		const counts =
			request.operation === 'download'
				? await download(context, site, outputs)
				: await listAccessGroups(site, outputs);
		const job = jobResult({ ...facts(counts), errorMessage: null });
		outputs.jobResults.push(outputItem(jobFields(job, site.settings.tableRows), request.item));
		return null;
	} catch (error) {
		const job = failedJob(facts({}), error);
		context.logger.warn(`${context.getNode().name}: ${errorSentence(error)}`);
		const asRow = site?.settings.tableRows ?? wantsTableRows(context, request.item.itemIndex);
		outputs.jobResults.push(outputItem(jobFields(job, asRow), request.item));
		return error;
	}
}

/** Adds the failed job result of items whose parameters cannot be read. */
export function reportUnreadable(
	context: IExecuteFunctions,
	{ item, error }: Unreadable,
	outputs: DownloadOutputs,
): void {
	const at = Date.now();
	const facts: Omit<JobFacts, 'errorMessage'> = {
		job: 'downloadSubscriptions',
		profile: '',
		cloudId: '',
		startedAt: at,
		finishedAt: at,
		counts: {},
		usage: NOTHING_SPENT,
	};
	context.logger.warn(`${context.getNode().name}: ${errorSentence(error)}`);
	const asRow = wantsTableRows(context, item.itemIndex);
	outputs.jobResults.push(outputItem(jobFields(failedJob(facts, error), asRow), item));
}

async function openRequest(context: IExecuteFunctions, request: DownloadRequest): Promise<SiteRun> {
	const { itemIndex } = request.item;
	const settings = downloadSettings(request.options);
	const client = await openSite(context, '', settings.network, itemIndex);
	const cloudId = await cloudIdOf(client, request.site);
	client.selectSite(cloudId);
	const hosts = await hostsOf(client, request, cloudId);
	const profile = request.profile === '' ? hosts.siteHost : request.profile;
	return { ...request, ...hosts, profile, client, cloudId, settings };
}

/** The site's host name is its default profile, and tells other sites' groups apart. */
async function hostsOf(
	client: ConfluenceClient,
	request: DownloadRequest,
	cloudId: string,
): Promise<Pick<SiteRun, 'siteHost' | 'siteNames'>> {
	const needed =
		request.profile === '' ||
		request.operation === 'accessGroups' ||
		request.accessGroups.length === 0;
	if (!needed) return { siteHost: '', siteNames: { own: '', others: [] } };
	const sites = await confluenceSites(client);
	const own = sites.find((site) => site.cloudId === cloudId);
	if (!own) {
		throw new ConfluenceError(
			'siteNotFound',
			`The credential does not cover the site "${truncate(cloudId)}".`,
		);
	}
	const others = sites.filter((site) => site !== own);
	return { siteHost: hostOf(own.url), siteNames: siteNamesOf(own, others) };
}
