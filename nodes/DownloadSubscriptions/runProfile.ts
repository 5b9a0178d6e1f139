import type { IExecuteFunctions } from 'n8n-workflow';

import { brief } from '../../licensing/brief';
import { ConfluenceError } from '../../confluence/errors';
import type { ConfluenceClient } from '../../confluence/http/client';
import { confluenceSites, hostOf } from '../../confluence/siteDirectory';
import { jobResult, type JobFacts, type Usage } from '../../licensing/jobResult';
import { cloudIdOf } from '../shared/cloudId';
import { networkSettings, openSite } from '../shared/connection';
import { outputItem } from '../shared/inputItems';
import { errorSentence, failedJob, jobFields } from '../shared/jobs';
import { booleanOption, nowOf } from '../shared/options';
import { wantsTableRows } from '../shared/tableRows';
import { download } from './download';
import { listAccessGroups } from './listAccessGroups';
import type { DownloadOutputs } from './outputs';
import type { Run, RunsDone, Unreadable } from './runs';
import type { SiteRun } from './siteRun';
import { siteNamesOf } from '../../confluence/siteNames';

const NOTHING_SPENT: Usage = { requests: 0, points: 0, retries: 0, waitedMs: 0 };

/**
 * Carries out one run, with its job result. A run that fails adds nothing but a failed job result;
 * one that turns out to be done already adds nothing at all.
 *
 * @returns the failure, or null
 */
export async function runProfile(
	context: IExecuteFunctions,
	run: Run,
	outputs: DownloadOutputs,
	done: RunsDone,
): Promise<unknown> {
	const startedAt = Date.now();
	let site: SiteRun | null = null;
	const facts = (counts: JobFacts['counts']): Omit<JobFacts, 'errorMessage'> => ({
		job: 'downloadSubscriptions',
		profile: site?.profile ?? run.profile,
		cloudId: site?.cloudId ?? (run.site.isUrl ? '' : run.site.value),
		startedAt,
		finishedAt: Date.now(),
		counts,
		usage: site?.client.usage() ?? NOTHING_SPENT,
	});
	try {
		site = await openRun(context, run);
		if (!done.isNew(site.cloudId, site.profile, site.accessGroups)) return null;
		const counts =
			run.operation === 'download'
				? await download(context, site, outputs)
				: await listAccessGroups(site, outputs);
		const job = jobResult({ ...facts(counts), errorMessage: null });
		outputs.jobResults.push(outputItem(jobFields(job, site.tableRows), run.item));
		return null;
	} catch (error) {
		const job = failedJob(facts({}), error);
		context.logger.warn(`${context.getNode().name}: ${errorSentence(error)}`);
		const asRow = site?.tableRows ?? wantsTableRows(context, run.item.itemIndex);
		outputs.jobResults.push(outputItem(jobFields(job, asRow), run.item));
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

async function openRun(context: IExecuteFunctions, run: Run): Promise<SiteRun> {
	const { itemIndex } = run.item;
	const now = nowOf(context, run.options, itemIndex);
	const tableRows = booleanOption(
		context,
		run.options,
		{ name: 'tableRows', label: 'Output Table Rows' },
		itemIndex,
	);
	const settings = networkSettings(context, run.options, itemIndex);
	const client = await openSite(context, '', settings, itemIndex);
	const cloudId = await cloudIdOf(client, run.site);
	client.selectSite(cloudId);
	const hosts = await hostsOf(client, run, cloudId);
	const profile = run.profile === '' ? hosts.siteHost : run.profile;
	return { ...run, ...hosts, profile, client, cloudId, now, tableRows };
}

/** The site's host name is its default profile, and tells other sites' groups apart. */
async function hostsOf(
	client: ConfluenceClient,
	run: Run,
	cloudId: string,
): Promise<Pick<SiteRun, 'siteHost' | 'siteNames'>> {
	const needed =
		run.profile === '' || run.operation === 'accessGroups' || run.accessGroups.length === 0;
	if (!needed) return { siteHost: '', siteNames: { own: '', others: [] } };
	const sites = await confluenceSites(client);
	const own = sites.find((site) => site.cloudId === cloudId);
	if (!own) {
		throw new ConfluenceError(
			'siteNotFound',
			`The credential does not cover the site "${brief(cloudId)}".`,
		);
	}
	const others = sites.filter((site) => site !== own);
	return { siteHost: hostOf(own.url), siteNames: siteNamesOf(own, others) };
}
