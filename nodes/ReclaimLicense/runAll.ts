import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { truncate } from '../../licensing/truncate';
import type { ConfluenceClient } from '../../confluence/http/client';
import type { ProfileOutcome } from '../../confluence/reclaim/jobs';
import type { RunProgress } from '../../confluence/reclaim/handleEach';
import { totalUsage } from '../../licensing/jobResult';
import { untouched } from '../../licensing/reclaim/personResult';
import { announce, failureOf } from '../shared/connection';
import { byProfile, inInputOrder, inputItems, type ProfileItems } from '../shared/inputItems';
import { errorSentence, hint, JobReport, type JobSoFar } from '../shared/jobs';
import { carryOut, openRun, type OpenRun } from './openRun';
import { countsOf, emitPeople, summaryOf, type PeopleOutputs } from './emit';
import { readSettings, type ReclaimSettings } from './reclaimSettings';

/** One profile on its way through a run. */
interface ProfileRun {
	group: ProfileItems;
	job: JobReport;
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
	for (const group of byProfile(inputItems(context))) {
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
		job: new JobReport(context, 'reclaimLicense', group.first, () => knownOf(run)),
		settings: null,
		client: null,
		open: null,
	};
	try {
		run.settings = readSettings(context, group.first.itemIndex);
		run.open = await openRun(context, group, run.settings, progress, (client) => {
			run.client = client;
		});
		for (const warning of run.open.site.warnings) hint(context, warning);
		return run;
	} catch (error) {
		if (!context.continueOnFail()) throw failureOf(context, error, group.first.itemIndex);
		outputs.jobResults.push(run.job.failed(error));
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
			if (!context.continueOnFail()) throw failureOf(context, error, group.first.itemIndex);
			outputs.jobResults.push(run.job.failed(error));
			return;
		}
		// An earlier profile was changed already: nothing may be thrown, and nobody is lost.
		errorMessage = errorSentence(error);
		outcome = nobodyReached(open, errorMessage);
	}
	emitPeople(group, outcome, settings, outputs);
	const counts = countsOf(outcome);
	outputs.jobResults.push(run.job.ended(counts, errorMessage));
	hint(context, summaryOf(group.profile, settings, counts, errorMessage));
}

function nobodyReached({ people }: OpenRun, errorMessage: string): ProfileOutcome {
	const byItem: ProfileOutcome['byItem'] = new Map();
	const read = [...people.reclaim, ...people.restore].map(({ index }) => index);
	for (const index of [...read, ...people.broken.keys()]) {
		byItem.set(index, untouched('notReached', errorMessage));
	}
	return { byItem, settled: [], stoppedBy: null };
}

function knownOf({ settings, open, client, group }: ProfileRun): JobSoFar {
	const chosen = settings === null || settings.site.isUrl ? '' : settings.site.value;
	return {
		profile: group.profile,
		cloudId: open?.site.cloudId ?? chosen,
		usage: totalUsage([client?.usage(), open?.organization?.client.usage()]),
		tableRows: settings?.tableRows,
	};
}
