import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { truncate } from '../../licensing/truncate';
import type { ConfluenceClient } from '../../confluence/http/client';
import type { ProfileOutcome } from '../../confluence/reclaim/jobs';
import type { RunProgress } from '../../confluence/reclaim/handleEach';
import { jobResult, totalUsage, type JobFacts } from '../../licensing/jobResult';
import { untouched } from '../../licensing/reclaim/personResult';
import { announce, failureOf } from '../shared/connection';
import { outputItem, type ProfileItems } from '../shared/inputItems';
import { errorSentence, failedJob, hint, jobFields } from '../shared/jobs';
import { wantsTableRows } from '../shared/tableRows';
import { carryOut } from './carryOut';
import { countsOf, emitPeople, inInputOrder, summaryOf, type PeopleOutputs } from './emit';
import { openRun, type OpenRun } from './openRun';
import { profilesOf, readSettings, type ReclaimSettings } from './reclaimSettings';

/** One profile on its way through a run. */
interface ProfileRun {
	group: ProfileItems;
	startedAt: number;
	settings: ReclaimSettings | null;
	client: ConfluenceClient | null;
	open: OpenRun | null;
}

interface Outputs extends PeopleOutputs {
	jobResults: INodeExecutionData[];
}

/**
 * Runs all profiles of the input. First everything is checked for each of them, then they are
 * carried out one after the other: from the first write on nothing is thrown, whichever profile
 * fails.
 */
export async function runAll(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const progress: RunProgress = {
		wrote: false,
		isStopped: () => context.getExecutionCancelSignal()?.aborted === true,
		report: (message) => announce(context, message),
	};
	const outputs: Outputs = { results: [], jobResults: [], receipts: [] };
	const runs: ProfileRun[] = [];
	for (const group of profilesOf(context)) {
		const run = await prepare(context, group, progress, outputs);
		if (run !== null) runs.push(run);
	}
	for (const run of runs) await perform(context, run, progress, outputs);
	const { results, jobResults, receipts } = outputs;
	return [inInputOrder(results), jobResults, inInputOrder(receipts)];
}

async function prepare(
	context: IExecuteFunctions,
	group: ProfileItems,
	progress: RunProgress,
	outputs: Outputs,
): Promise<ProfileRun | null> {
	const run: ProfileRun = {
		group,
		startedAt: Date.now(),
		settings: null,
		client: null,
		open: null,
	};
	try {
		run.settings = readSettings(context, group.firstIndex);
		run.open = await openRun(context, group, run.settings, progress, (client) => {
			run.client = client;
		});
		for (const warning of run.open.site.warnings) hint(context, warning);
		return run;
	} catch (error) {
		if (!context.continueOnFail()) throw failureOf(context, error, group.firstIndex);
		emitFailure(context, run, error, outputs);
		return null;
	}
}

async function perform(
	context: IExecuteFunctions,
	run: ProfileRun,
	progress: RunProgress,
	outputs: Outputs,
): Promise<void> {
	const { open, settings, group } = run;
	if (open === null || settings === null) return;
	announce(
		context,
		`${truncate(group.profile)}: ${settings.operation} of ${group.items.length} items`,
	);
	let outcome: ProfileOutcome;
	let errorMessage: string | null = null;
	try {
		outcome = await carryOut(group.profile, open, settings);
		const { stoppedBy } = outcome;
		if (stoppedBy !== null) errorMessage = `The run ended early. ${errorSentence(stoppedBy)}`;
	} catch (error) {
		if (!progress.wrote) {
			if (!context.continueOnFail()) throw failureOf(context, error, group.firstIndex);
			emitFailure(context, run, error, outputs);
			return;
		}
		// An earlier profile was changed already: nothing may be thrown, and nobody is lost.
		errorMessage = errorSentence(error);
		outcome = nobodyReached(group, errorMessage);
	}
	emitPeople(group, outcome, settings, outputs);
	const counts = countsOf(outcome);
	const job = jobResult({ ...factsOf(run, counts), errorMessage });
	pushJob(context, run, job, outputs);
	hint(context, summaryOf(group.profile, settings, counts, errorMessage));
}

function nobodyReached({ items }: ProfileItems, errorMessage: string): ProfileOutcome {
	const byItem: ProfileOutcome['byItem'] = new Map();
	for (const { itemIndex } of items) byItem.set(itemIndex, untouched('notReached', errorMessage));
	return { byItem, settled: [], stoppedBy: null };
}

function emitFailure(
	context: IExecuteFunctions,
	run: ProfileRun,
	error: unknown,
	outputs: Outputs,
): void {
	context.logger.warn(`${context.getNode().name}: ${errorSentence(error)}`);
	pushJob(context, run, failedJob(factsOf(run, {}), error), outputs);
}

function factsOf(run: ProfileRun, counts: JobFacts['counts']): Omit<JobFacts, 'errorMessage'> {
	const { settings, open, client, group, startedAt } = run;
	const chosen = settings === null || settings.site.isUrl ? '' : settings.site.value;
	return {
		job: 'reclaimLicense',
		profile: group.profile,
		cloudId: open?.site.cloudId ?? chosen,
		startedAt,
		finishedAt: Date.now(),
		counts,
		usage: totalUsage([client?.usage(), open?.organization?.client.usage()]),
	};
}

function pushJob(
	context: IExecuteFunctions,
	{ group, settings }: ProfileRun,
	job: ReturnType<typeof jobResult>,
	{ jobResults }: Outputs,
): void {
	const first = group.items[0];
	const asRow = settings?.tableRows ?? wantsTableRows(context, group.firstIndex);
	const fields = jobFields(job, asRow);
	jobResults.push(first ? outputItem(fields, first) : { json: {}, pairedItem: [] });
}
