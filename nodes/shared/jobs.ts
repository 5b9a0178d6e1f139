import type { IExecuteFunctions } from 'n8n-workflow';

import {
	JOB_RESULT_FIELDS,
	jobResult,
	type JobFacts,
	type JobResult,
} from '../../licensing/jobResult';
import { jsonOf } from './inputItems';
import { sentenceOf } from './remedies';
import { tableRow } from './tableRows';

/** The job result of a run that failed; what it cost until then still counts. */
export function failedJob(facts: Omit<JobFacts, 'errorMessage'>, error: unknown): JobResult {
	return jobResult({ ...facts, errorMessage: errorSentence(error) });
}

/** One sentence about an error: what happened and what to do. */
export function errorSentence(error: unknown): string {
	const remedy =
		error instanceof Error && 'description' in error && typeof error.description === 'string'
			? ` ${error.description}`
			: '';
	return `${sentenceOf(error)}${remedy}`;
}

/** The fields of a job result to emit: as they are, or as a row of its table. */
export function jobFields(job: JobResult, asTableRow: boolean): object {
	return asTableRow ? tableRow(job, JOB_RESULT_FIELDS) : jsonOf(job);
}

/** A hint below the node, shown once it has ended. */
export function hint(context: IExecuteFunctions, message: string): void {
	context.addExecutionHints({ message, location: 'outputPane' });
}
