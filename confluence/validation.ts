import { brief } from '../licensing/brief';
import { listGroups, type Group } from './api/groups';
import { currentUser } from './api/people';
import { searchPage } from './api/search';
import type { AccessibleSite } from './api/sites';
import { ConfluenceError, FAILURES } from './errors';
import type { ConfluenceClient } from './http/client';
import { missingScopes, PROCESS_NAMES, type ProcessName } from './scopes';
import { looksLikeSiteAdmin } from './siteAdmin';

/** Whether a process would work on a site, tried without changing anything. */
export interface ProcessValidation {
	process: ProcessName;
	ok: boolean;
	/** True when the process works, or may work, but somebody should look. */
	warning: boolean;
	message: string;
	/** What to do; '' when there is nothing to do. */
	remedy: string;
}

/** Tries each process harmlessly: a group page, a one-hit search, and the rights for a removal. */
export async function validateProcesses(
	client: ConfluenceClient,
	site: AccessibleSite,
	accessGroups: readonly string[],
): Promise<ProcessValidation[]> {
	const results: ProcessValidation[] = [];
	for (const process of PROCESS_NAMES) {
		results.push(await validate(process, site, () => TRIALS[process](client, accessGroups)));
	}
	return results;
}

async function validate(
	process: ProcessName,
	site: AccessibleSite,
	trial: () => Promise<Finding>,
): Promise<ProcessValidation> {
	const missing = missingScopes(process, site.scopes);
	if (missing.length > 0) {
		return {
			process,
			ok: false,
			warning: false,
			message: `The scopes ${missing.join(', ')} were not granted.`,
			remedy: FAILURES.scopeMissing,
		};
	}
	try {
		return { process, ok: true, ...(await trial()) };
	} catch (error) {
		if (!(error instanceof ConfluenceError)) throw error;
		const { message, remedy } = error;
		return { process, ok: false, warning: false, message, remedy };
	}
}

type Finding = Pick<ProcessValidation, 'warning' | 'message' | 'remedy'>;

const TRIALS: Record<
	ProcessName,
	(client: ConfluenceClient, accessGroups: readonly string[]) => Promise<Finding>
> = {
	async downloadSubscriptions(client) {
		const groups = await listGroups(client, 'user');
		if (groups.length > 0) return fine(`${groups.length} groups give access to Confluence.`);
		return {
			warning: true,
			message: 'No group is listed as giving access to Confluence.',
			remedy: 'Enter the access groups of the profile by their ids.',
		};
	},

	async pullActivity(client) {
		const { entries } = await searchPage(
			client,
			'type = page order by lastmodified desc',
			null,
			1,
		);
		if (entries.length > 0) return fine('The search answers.');
		return {
			warning: true,
			message: 'The search answers, but the connected account sees no page.',
			remedy: 'Connect an account that sees what people work on: search shows only what it may see.',
		};
	},

	async reclaimLicense(client, accessGroups) {
		const unchangeable = await groupsThatCannotChange(client, accessGroups);
		if (unchangeable.length > 0) {
			throw new ConfluenceError('groupUnknown', unchangeable.join(' '));
		}
		const { accountId, displayName } = await currentUser(client);
		if (await looksLikeSiteAdmin(client, accountId)) {
			return fine(`The connected account ${displayName} looks like a site admin.`);
		}
		return {
			warning: true,
			message: `The connected account ${displayName} does not look like a site admin.`,
			remedy: FAILURES.notSiteAdmin,
		};
	},
};

/** One sentence for each access group that a removal could not change. */
async function groupsThatCannotChange(
	client: ConfluenceClient,
	accessGroups: readonly string[],
): Promise<string[]> {
	if (accessGroups.length === 0) return [];
	const known = new Map<string, Group>();
	for (const group of await listGroups(client)) known.set(group.groupId, group);
	const admin = new Set<string>();
	for (const accessType of ['admin', 'site-admin'] as const) {
		for (const { groupId } of await listGroups(client, accessType)) admin.add(groupId);
	}
	const sentences: string[] = [];
	for (const groupId of accessGroups) {
		const group = known.get(groupId);
		if (!group) sentences.push(`There is no group "${brief(groupId)}" on this site.`);
		else if (admin.has(groupId))
			sentences.push(`The group "${group.name}" gives admin rights and is never changed.`);
		else if (group.managedExternally) {
			sentences.push(
				`The group "${group.name}" is filled by an identity provider and is never changed here.`,
			);
		}
	}
	return sentences;
}

function fine(message: string): Finding {
	return { warning: false, message, remedy: '' };
}
