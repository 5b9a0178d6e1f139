import { ConfluenceError, type FailureKind } from '../../confluence/errors';
import { ADMIN_PERSON } from '../../confluence/scopes';

/** What to do about each kind of failure, in the words of the editor. */
export const REMEDIES = {
	notConnected: 'Open the credential, press "Connect" and allow access.',
	reconnect:
		'Open the credential and reconnect it. Its access was revoked, or it was not used for 90 days.',
	siteNotFound:
		'Choose one of the sites that the credential covers. "Confluence Get Cloud ID" with an empty "Site" lists them. If yours is missing, reconnect the credential and choose it there.',
	scopeMissing:
		'Enable the scope on your Atlassian app, switch the process on in the credential and reconnect it. (A credential of version 0.1.0 has no switches: make a new one.)',
	notSiteAdmin: `Connect the credential as ${ADMIN_PERSON}: nobody else can change group members.`,
	forbidden:
		'Connect the credential as someone who can use Confluence on this site, or ask the administrator of the site.',
	groupUnknown:
		'Choose the access groups again. The operation "List Access Groups" of "Confluence Download Subscriptions" shows which groups exist.',
	notFound: 'Check that the group and the person still exist on this site.',
	groupNotManaged:
		'Change the members where this group is managed: by its own members, or in the identity provider.',
	conflict:
		'Look at the person and the group in Atlassian Administration, solve the conflict, then run again.',
	licenceLimit: 'Free a seat or buy more, then give the person access again.',
	rateLimited:
		'Run again at that time, or let the node wait longer with the option "Wait for Quota (Minutes)".',
	network: 'Check that this machine can reach Atlassian, then run again.',
	server: "The problem is on Atlassian's side. Run again later.",
	badRequest: 'Check the parameters of this node against the documentation of this package.',
	badAnswer:
		'The answer was not what Atlassian documents. Run again. If it happens again, report it with the name of the endpoint.',
	redirected: 'Check the environment of the credential: redirects are never followed.',
	incomplete: 'Run again when its members are not changing. The previous snapshot is kept.',
	shrinkGuard:
		'If these people really left, raise the option "Max Shrink Percent" for one run. The previous snapshot is kept.',
	organizationKey:
		'Open the credential "Atlassian Organization API" and enter a valid API key with its Organization ID. Keys expire after a week unless you choose otherwise, and after a year at most.',
	organizationScope:
		'Make an API key that has the scopes read:directories:admin and read:accounts:admin, or one without scopes, and enter it in the credential "Atlassian Organization API".',
	organizationRefused:
		'If Atlassian gave a reason, follow it. Otherwise check that the API key belongs to this organization, that its IP allowlist includes this machine, and that its plan includes last-active dates; or use edits only.',
	stopped: 'Run again when you are ready.',
	parameter: 'Correct the parameter and run again.',
	pointsBudget:
		'Raise the option "Points Budget", or run again: people who were not reached come first.',
	versionsScope:
		'The option "Resolve Shared Edits" needs it: enter it in the field "Additional Scopes" of the credential, enable it on your Atlassian app and reconnect. Or switch the option off.',
	waitTooShort: 'Set the option "Wait for Quota (Minutes)" to at least that.',
} as const satisfies Record<FailureKind, string>;

/** What happened and what to do, as one sentence for an item, a job result or a log. */
export function sentenceOf(error: unknown): string {
	if (error instanceof ConfluenceError) return `${error.message} ${REMEDIES[error.kind]}`;
	return error instanceof Error ? error.message : String(error);
}
