import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { JOB_RESULT_FIELDS, jobResult, type JobFacts } from '../../licensing/jobResult';
import { outputItem, type InputItem } from './inputItems';
import { sentenceOf } from './remedies';
import { tableRow, wantsTableRows } from './tableRows';

/** What is known of a job so far. */
export interface JobSoFar extends Pick<JobFacts, 'profile' | 'cloudId' | 'usage'> {
	/** Undefined while the settings could not be read. */
	tableRows?: boolean;
}

/** Writes the job result of one run of a process, whichever way it ends. */
export class JobReport {
	private readonly startedAt = Date.now();

	/**
	 * @param item the one that the result is paired with
	 * @param soFar asked when the job ends: what it cost until a failure counts too
	 */
	constructor(
		private readonly context: IExecuteFunctions,
		private readonly job: JobFacts['job'],
		private readonly item: InputItem,
		private readonly soFar: () => JobSoFar,
	) {}

	/** @param errorMessage of a job that ended early, but did something */
	ended(counts: JobFacts['counts'], errorMessage: string | null = null): INodeExecutionData {
		const { context, item, job, startedAt } = this;
		const { tableRows = wantsTableRows(context, item.itemIndex), ...facts } = this.soFar();
		const finishedAt = Date.now();
		const result = jobResult({ ...facts, job, startedAt, finishedAt, counts, errorMessage });
		return outputItem(tableRows ? tableRow(result, JOB_RESULT_FIELDS) : result, item);
	}

	/** Also puts a warning in n8n's log. */
	failed(error: unknown): INodeExecutionData {
		const sentence = errorSentence(error);
		this.context.logger.warn(`${this.context.getNode().name}: ${sentence}`);
		return this.ended({}, sentence);
	}
}

/** One sentence about an error: what happened and what to do. */
export function errorSentence(error: unknown): string {
	const remedy =
		error instanceof Error && 'description' in error && typeof error.description === 'string'
			? ` ${error.description}`
			: '';
	return `${sentenceOf(error)}${remedy}`;
}

/** A hint below the node, shown once it has ended. */
export function hint(context: IExecuteFunctions, message: string): void {
	context.addExecutionHints({ message, location: 'outputPane' });
}
