import { ADMIN_PERSON } from './scopes';

/**
 * Everything that can go wrong between us and Confluence, by kind. The message says what
 * happened; the remedy, from this table, says what to do.
 */
export const FAILURES = {
	notConnected: 'Open the credential, press "Connect" and accept the access.',
	reconnect:
		'Open the credential and reconnect it: the access was revoked, or was not used for 90 days.',
	siteNotFound:
		'Choose one of the sites that the credential covers: "Confluence Get Cloud ID" lists them when its "Site" is empty. If yours is missing, reconnect the credential and choose it there.',
	scopeMissing:
		'Enable the scope on your Atlassian app, switch the process on in the credential and reconnect it.',
	notSiteAdmin: `Connect the credential as ${ADMIN_PERSON}: nobody else may change group members.`,
	forbidden:
		'Connect the credential as somebody who may use Confluence on this site, or ask its administrator.',
	groupUnknown:
		'Choose the access groups again: "Confluence Download Subscriptions" with the operation "List Access Groups" shows what exists.',
	notFound: 'Check that the group and the person still exist on this site.',
	groupNotManaged:
		'Change the members of this group where it is managed: by its own members, or in the identity provider.',
	conflict:
		'Look at the person and the group in Atlassian Administration, change what is in the way, then run again.',
	licenceLimit: 'Free a seat or buy more before the person can be given access again.',
	rateLimited:
		'Run again at the time named, or let the node wait longer with the option "Wait for Quota (Minutes)".',
	network: 'Check that this machine reaches Atlassian, then run again.',
	server: 'Atlassian answered with a fault of its own. Run again later.',
	badRequest: 'Check the parameters of this node against the documentation of this package.',
	badAnswer:
		'The answer was not what Atlassian documents. Run again; if it stays, report it with the endpoint named.',
	redirected:
		'Check the environment of the credential: requests are never sent on to another address.',
	incomplete: 'Run again when its members are not changing. The previous snapshot is kept.',
	shrinkGuard:
		'If these people really left, raise the option "Max Shrink Percent" for one run. The previous snapshot is kept.',
	organizationKey:
		'Open the credential "Atlassian Organization API" and enter a valid API key with its Organization ID. A key expires: after a week unless you choose otherwise, and after a year at most.',
	organizationScope:
		'Make an API key that has the scopes read:directories:admin and read:accounts:admin, or one without scopes, and enter it in the credential "Atlassian Organization API".',
	organizationRefused:
		'If Atlassian gave a reason, follow it. Otherwise check that the API key belongs to this organization, that its IP allowlist includes this machine, and that its plan includes last-active dates; or judge by edits alone.',
	stopped: 'Run again when you want to go on.',
	parameter: 'Correct the parameter and run again.',
} as const satisfies Record<string, string>;

export type FailureKind = keyof typeof FAILURES;

export interface FailureFacts {
	/** HTTP status, where there was an answer. */
	status?: number;
	/** When it makes sense to go on (milliseconds since the epoch). */
	resumeAt?: number;
	/** True when the server may have acted although we have no good answer. */
	uncertain?: boolean;
}

/** A failure that a person can act on. Holds no token, header or body of a request. */
export class ConfluenceError extends Error {
	override readonly name = 'ConfluenceError';

	constructor(
		readonly kind: FailureKind,
		message: string,
		readonly facts: FailureFacts = {},
	) {
		super(message);
	}

	/** What to do about it. */
	get remedy(): string {
		return FAILURES[this.kind];
	}
}

/** Failures of one call, after which another may succeed. */
const PASSING: ReadonlySet<FailureKind> = new Set([
	'network',
	'server',
	'badAnswer',
	'notFound',
	'badRequest',
	'conflict',
	'groupNotManaged',
	'organizationRefused',
]);

/** True for failures after which asking anything else of this site is pointless. */
export function isFatal(error: unknown): boolean {
	if (!(error instanceof ConfluenceError)) return true;
	return !PASSING.has(error.kind);
}

/** True for faults of the line or of the server, which the next try need not meet. */
export function mayPass({ kind }: ConfluenceError): boolean {
	return kind === 'network' || kind === 'server' || kind === 'badAnswer';
}

/** One sentence for a job result or a log. */
export function sentenceOf(error: unknown): string {
	if (error instanceof ConfluenceError) return `${error.message} ${error.remedy}`;
	return error instanceof Error ? error.message : String(error);
}

/**
 * A fault of any kind as one of ours, for places that must not throw: after the first write
 * everything that happened has to come out.
 */
export function asConfluenceError(error: unknown): ConfluenceError {
	if (error instanceof ConfluenceError) return error;
	const message = error instanceof Error ? error.message : String(error);
	return new ConfluenceError('network', `The change was interrupted: ${message}.`, {
		uncertain: true,
	});
}
