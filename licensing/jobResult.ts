/** The processes that report a job result: one for each run and profile. */
export const JOBS = ['downloadSubscriptions', 'pullActivity', 'reclaimLicense'] as const;
export type Job = (typeof JOBS)[number];

/** What the requests of a run cost. */
export interface Usage {
	requests: number;
	points: number;
	retries: number;
	/** Milliseconds spent waiting for a rate limit. */
	waitedMs: number;
}

/** What a run of a process did, what it cost and how it ended. */
export interface JobResult extends Usage {
	job: Job;
	profile: string;
	cloudId: string;
	status: 'succeeded' | 'failed';
	startedAt: string;
	finishedAt: string;
	durationMs: number;
	counts: Record<string, number | string>;
	/** A sentence that says what went wrong and what to do; null when the run succeeded. */
	errorMessage: string | null;
}

/** The columns of the job results table, in order. */
export const JOB_RESULT_FIELDS = [
	'job',
	'profile',
	'cloudId',
	'status',
	'startedAt',
	'finishedAt',
	'durationMs',
	'counts',
	'requests',
	'points',
	'retries',
	'waitedMs',
	'errorMessage',
] as const satisfies ReadonlyArray<keyof JobResult>;

/** What a job result is made of; moments are milliseconds since the epoch. */
export interface JobFacts
	extends Pick<JobResult, 'job' | 'profile' | 'cloudId' | 'counts' | 'errorMessage'> {
	startedAt: number;
	finishedAt: number;
	usage: Usage;
}

/** The job result of a run that has ended. */
export function jobResult(facts: JobFacts): JobResult {
	const { job, profile, cloudId, startedAt, finishedAt, counts, usage, errorMessage } = facts;
	return {
		job,
		profile,
		cloudId,
		status: errorMessage === null ? 'succeeded' : 'failed',
		startedAt: new Date(startedAt).toISOString(),
		finishedAt: new Date(finishedAt).toISOString(),
		durationMs: finishedAt - startedAt,
		counts,
		...usage,
		errorMessage,
	};
}

/** What several clients spent together; those that were never made spent nothing. */
export function totalUsage(usages: ReadonlyArray<Usage | undefined>): Usage {
	const total: Usage = { requests: 0, points: 0, retries: 0, waitedMs: 0 };
	for (const usage of usages) {
		total.requests += usage?.requests ?? 0;
		total.points += usage?.points ?? 0;
		total.retries += usage?.retries ?? 0;
		total.waitedMs += usage?.waitedMs ?? 0;
	}
	return total;
}
