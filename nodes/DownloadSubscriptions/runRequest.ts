import type { IExecuteFunctions } from 'n8n-workflow';

import { totalUsage } from '../../licensing/jobResult';
import { JobReport } from '../shared/jobs';
import { download, listAccessGroups } from './download';
import type { DownloadRequest, RequestsDone, Unreadable } from './downloadRequests';
import { openSiteOf, type DownloadOutputs, type SiteRequest } from './siteRequest';

/**
 * Carries out one request, with its job result. One that fails adds nothing but a failed job result;
 * one that turns out to be done already adds nothing at all.
 *
 * @returns the failure, or null
 */
export async function runRequest(
	context: IExecuteFunctions,
	request: DownloadRequest,
	outputs: DownloadOutputs,
	done: RequestsDone,
): Promise<unknown> {
	let site: SiteRequest | null = null;
	const job = new JobReport(context, 'downloadSubscriptions', request.item, () => ({
		profile: site?.profile ?? request.profile,
		cloudId: site?.cloudId ?? (request.site.isUrl ? '' : request.site.value),
		usage: totalUsage([site?.client.usage()]),
		tableRows: site?.settings.tableRows,
	}));
	try {
		site = await openSiteOf(context, request);
		if (!done.isNew(site.cloudId, site.profile, site.accessGroups)) return null;
		const counts =
			request.operation === 'download'
				? await download(context, site, outputs)
				: await listAccessGroups(site, outputs);
		outputs.jobResults.push(job.ended(counts));
		return null;
	} catch (error) {
		outputs.jobResults.push(job.failed(error));
		return error;
	}
}

/** Adds the failed job result of items whose parameters cannot be read. */
export function reportUnreadable(
	context: IExecuteFunctions,
	{ item, error }: Unreadable,
	{ jobResults }: DownloadOutputs,
): void {
	const nothing = { profile: '', cloudId: '', usage: totalUsage([]) };
	const job = new JobReport(context, 'downloadSubscriptions', item, () => nothing);
	jobResults.push(job.failed(error));
}
