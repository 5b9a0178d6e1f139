/** Everything that can go wrong between us and Confluence. The nodes say what to do about each kind. */
export type FailureKind =
	| 'notConnected'
	| 'reconnect'
	| 'siteNotFound'
	| 'scopeMissing'
	| 'notSiteAdmin'
	| 'forbidden'
	| 'groupUnknown'
	| 'notFound'
	| 'groupNotManaged'
	| 'conflict'
	| 'licenceLimit'
	| 'rateLimited'
	| 'network'
	| 'server'
	| 'badRequest'
	| 'badAnswer'
	| 'redirected'
	| 'incomplete'
	| 'shrinkGuard'
	| 'organizationKey'
	| 'organizationScope'
	| 'organizationRefused'
	| 'stopped'
	| 'parameter'
	| 'pointsBudget'
	| 'versionsScope'
	| 'waitTooShort';

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
