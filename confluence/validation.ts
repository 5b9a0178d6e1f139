import { isManagedByAdmins } from '../licensing/reclaim/removalPlan';
import { givesAdmin, type AccessGroup } from '../licensing/snapshot/accessGroups';
import { currentUser } from './api/people';
import { searchPage } from './api/search';
import type { AccessibleSite } from './http/answers';
import { ConfluenceError, type FailureKind } from './errors';
import { GroupLookup } from './snapshot/siteGroups';
import type { ConfluenceClient } from './http/client';
import { missingScopes, PROCESS_NAMES, type ProcessName } from './scopes';
import { looksLikeAdmin } from './adminAccount';

/** What to do about a finding; the nodes put it into words. */
export type Advice = FailureKind | 'leaveOutGroups' | 'enterGroups' | 'seeMore';

/** Whether a process would work on a site, tried without changing anything. */
export interface ProcessValidation {
	process: ProcessName;
	ok: boolean;
	/** True when the process works, or may work, but somebody should look. */
	warning: boolean;
	message: string;
	/** What kind of thing to do; null when there is nothing to do. */
	advice: Advice | null;
}

/** Tries each process harmlessly: a group page, a one-hit search, and the rights for a removal. */
export async function validateProcesses(
	client: ConfluenceClient,
	site: AccessibleSite,
	accessGroups: readonly string[],
): Promise<ProcessValidation[]> {
	const results: ProcessValidation[] = [];
	const groups = new GroupLookup(client, accessGroups);
	for (const process of PROCESS_NAMES) {
		results.push(await validate(process, site, () => TRIALS[process](client, groups)));
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
			message: `The ${missing.length === 1 ? 'scope' : 'scopes'} ${missing.join(', ')} ${missing.length === 1 ? 'was' : 'were'} not granted.`,
			advice: 'scopeMissing',
		};
	}
	try {
		return { process, ...(await trial()) };
	} catch (error) {
		if (!(error instanceof ConfluenceError)) throw error;
		return { process, ...failed([error.message], error.kind) };
	}
}

type Finding = Omit<ProcessValidation, 'process'>;

const TRIALS: Record<
	ProcessName,
	(client: ConfluenceClient, groups: GroupLookup) => Promise<Finding>
> = {
	async downloadSubscriptions(_, groups) {
		const { found, unknown } = await groups.chosen();
		if (unknown.length > 0) return failed(unknown, 'groupUnknown');
		const listed = (await groups.listed()).filter(({ accessTypes }) =>
			accessTypes.includes('user'),
		);
		if (listed.length > 0) return fine(`${listed.length} groups give access to Confluence.`);
		if (found.length > 0) return fine(`All ${found.length} access groups exist.`);
		return doubtful('No group is listed as giving access to Confluence.', 'enterGroups');
	},

	async pullActivity(client) {
		const { entries } = await searchPage(
			client,
			'type = page order by lastmodified desc',
			null,
			1,
		);
		if (entries.length > 0) return fine('The search works.');
		return doubtful('The search works, but the connected account sees no pages.', 'seeMore');
	},

	async reclaimLicense(client, groups) {
		const { found, unknown } = await groups.chosen();
		const unchangeable = found.map(whyUnchangeable).filter((why) => why !== null);
		if (unknown.length > 0) return failed([...unknown, ...unchangeable], 'groupUnknown');
		if (unchangeable.length > 0) return failed(unchangeable, 'leaveOutGroups');
		const { accountId, displayName } = await currentUser(client);
		const siteAdmin = (await groups.listed()).filter(({ accessTypes }) =>
			accessTypes.includes('site-admin'),
		);
		if (await looksLikeAdmin(client, accountId, siteAdmin)) {
			return fine(`The connected account ${displayName} looks like an admin.`);
		}
		return doubtful(
			`The connected account ${displayName} does not look like an admin.`,
			'notSiteAdmin',
		);
	},
};

/** Why a removal could not change a group; null when it could. */
function whyUnchangeable(group: AccessGroup): string | null {
	if (givesAdmin(group)) {
		return `The group "${group.name}" gives admin rights and is never changed.`;
	}
	if (group.managedExternally) {
		return `The group "${group.name}" is managed by an identity provider and is never changed here.`;
	}
	return isManagedByAdmins(group)
		? null
		: `The group "${group.name}" is managed by its own members and is never changed here.`;
}

function fine(message: string): Finding {
	return { ok: true, warning: false, message, advice: null };
}

function doubtful(message: string, advice: Advice): Finding {
	return { ok: true, warning: true, message, advice };
}

function failed(sentences: readonly string[], advice: Advice): Finding {
	return { ok: false, warning: false, message: sentences.join(' '), advice };
}
