import { ConfluenceError, type FailureKind } from '../../confluence/errors';
import { AnswerShapeError } from '../../confluence/http/answers';

/** What a try may find, with the words that are printed for it. */
export const VERDICTS = {
	asAssumed: 'as assumed',
	differs: 'differs',
	notTried: 'could not be tried',
} as const satisfies Record<string, string>;

export type VerdictKind = keyof typeof VERDICTS;

/**
 * How one assumption came out. `told` holds our own words, figures and names of fields only, never
 * a value of an answer; '' where there is nothing to add.
 */
export interface Verdict {
	kind: VerdictKind;
	told: string;
}

export function asAssumed(told = ''): Verdict {
	return { kind: 'asAssumed', told };
}

export function differs(told: string): Verdict {
	return { kind: 'differs', told };
}

export function notTried(told: string): Verdict {
	return { kind: 'notTried', told };
}

/** As assumed unless there are differences to tell. */
export function unless(differences: readonly string[], told = ''): Verdict {
	return differences.length === 0 ? asAssumed(told) : differs(differences.join('; '));
}

/** A try cannot be made here; the message says why. */
export class NotPossible extends Error {
	override readonly name = 'NotPossible';
}

/** Failures that say nothing about what was assumed, with what the owner of the site can do. */
const OBSTACLES: Partial<Record<FailureKind, string>> = {
	reconnect: 'get a fresh access token and run again',
	scopeMissing: 'the access token lacks a scope for this',
	forbidden: 'the connected account may not read this',
	siteNotFound: 'check the Cloud ID, and that the token covers this site',
	rateLimited: 'run again after the next full hour',
	network: 'check that this machine reaches Atlassian',
	server: 'run again later',
	organizationKey: 'check the API key of the organization',
	organizationScope: 'the API key lacks a scope for this',
	organizationRefused: 'the key belongs to another organization, or the plan leaves this out',
};

/** What a failed try means: an obstacle is no difference, an answer of another form is one. */
export function verdictOfFailure(error: unknown): Verdict {
	if (error instanceof NotPossible) return notTried(error.message);
	if (error instanceof AnswerShapeError) return differs(error.message);
	if (!(error instanceof ConfluenceError)) return notTried(reasonOf(error));
	return OBSTACLES[error.kind] === undefined
		? differs(reasonOf(error))
		: notTried(reasonOf(error));
}

/** Why something failed, without the server's own words: they may name people. */
export function reasonOf(error: unknown): string {
	if (error instanceof NotPossible || error instanceof AnswerShapeError) return error.message;
	if (!(error instanceof ConfluenceError)) {
		return `this command failed by itself (${error instanceof Error ? error.name : typeof error})`;
	}
	const { status } = error.facts;
	const remedy = OBSTACLES[error.kind];
	const happened =
		error.kind === 'badAnswer'
			? 'the answer could not be read'
			: status === undefined
				? 'no answer came'
				: `the answer was ${status}`;
	return remedy === undefined ? happened : `${happened}: ${remedy}`;
}
