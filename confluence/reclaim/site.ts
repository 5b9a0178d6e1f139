import {
	givesAccess,
	givesAdmin,
	otherSiteOf,
	type AccessGroup,
} from '../../licensing/snapshot/accessGroups';
import { isManagedByAdmins, type SiteGroupRules } from '../../licensing/reclaim/removalPlan';
import type { Member } from '../../licensing/snapshot/buildSnapshot';
import { currentUser } from '../api/people';
import type { AccessibleSite } from '../http/answers';
import { ConfluenceError } from '../errors';
import type { ConfluenceClient } from '../http/client';
import { ADMIN_PERSON, missingScopes, PAGE_VERSIONS_SCOPE, PROCESSES } from '../scopes';
import { looksLikeAdmin } from '../adminAccount';
import { confluenceSites, siteNamed, siteNamesOf } from '../siteDirectory';
import { chosenGroups, siteGroups } from '../snapshot/siteGroups';

/** What is known of a site before anybody's groups are changed. */
export interface ReclaimSite {
	cloudId: string;
	/** The account that the credential is connected as. */
	connected: Member;
	rules: SiteGroupRules;
	/** Whether the credential may look for fresh activity, and who changed a page when. */
	canSearch: boolean;
	canReadVersions: boolean;
	/** Sentences about what may go wrong. */
	warnings: string[];
}

/**
 * Looks at everything that would stop a run, before its first write: scopes first, since without
 * them every other call is in vain; then the connected account and the groups.
 *
 * @param accessGroups ids of the profile's access groups; none means those that the site lists as
 *   giving access to its users
 * @throws ConfluenceError
 */
export async function openReclaimSite(
	client: ConfluenceClient,
	cloudId: string,
	accessGroups: readonly string[],
): Promise<ReclaimSite> {
	const sites = await confluenceSites(client);
	const site = siteNamed(sites, cloudId);
	checkScopes(site);
	const connected = await currentUser(client);
	const { rules, adminGroups } = await groupRules(client, sites, site, accessGroups);
	const warnings: string[] = [];
	if (!(await looksLikeAdmin(client, connected.accountId, adminGroups))) {
		warnings.push(
			`The connected account ${connected.displayName} does not look like ${ADMIN_PERSON}. Atlassian may refuse changes.`,
		);
	}
	return {
		cloudId: site.cloudId,
		connected,
		rules,
		canSearch: missingScopes('pullActivity', site.scopes).length === 0,
		canReadVersions: site.scopes.includes(PAGE_VERSIONS_SCOPE),
		warnings,
	};
}

function checkScopes({ name, scopes }: AccessibleSite): void {
	const missing = missingScopes('reclaimLicense', scopes);
	if (missing.length === 0) return;
	const { displayName } = PROCESSES.reclaimLicense;
	throw new ConfluenceError(
		'scopeMissing',
		`"${displayName}" needs the ${missing.length === 1 ? 'scope' : 'scopes'} ${missing.join(', ')} on the site ${name}, which this credential lacks. Nothing was changed.`,
	);
}

async function groupRules(
	client: ConfluenceClient,
	sites: readonly AccessibleSite[],
	site: AccessibleSite,
	accessGroups: readonly string[],
) {
	const groups = await siteGroups(client);
	const names = siteNamesOf(
		site,
		sites.filter((other) => other !== site),
	);
	// Groups of the organization's other sites may be listed here too (M): they give a seat there.
	const namesOther = (group: AccessGroup) => otherSiteOf(group, names.own, names.others);
	const here = groups.filter((group) => {
		const other = namesOther(group);
		return givesAccess(group) && (other === null || !names.others.includes(other));
	});
	const isOfUsers = ({ accessTypes }: AccessGroup) => accessTypes.includes('user');
	const ofUsers = here.filter(isOfUsers);
	// Where all of them have another site's name, this one was renamed. Where only some have, a seat
	// there may be somebody's who works on that site: it is taken only where the group was chosen.
	const ours = ofUsers.filter((group) => namesOther(group) === null);
	const wasRenamed = ours.every(givesAdmin);
	const proposed = wasRenamed ? ofUsers : ours;
	const chosen =
		accessGroups.length > 0 ? await chosenGroups(client, groups, accessGroups) : proposed;
	const all = [...groups, ...chosen];
	const rules: SiteGroupRules = {
		profile: idsOf(chosen),
		ofUsers: idsOf(groups.filter(isOfUsers)),
		access: idsOf(accessGroups.length > 0 ? [...here, ...chosen] : here),
		admin: idsOf(groups.filter(givesAdmin)),
		maybeElsewhere: idsOf(here.filter((group) => namesOther(group) !== null)),
		external: idsOf(all.filter((group) => group.managedExternally)),
		notManaged: idsOf(all.filter((group) => !isManagedByAdmins(group))),
	};
	const adminGroups = groups.filter(({ accessTypes }) => accessTypes.includes('site-admin'));
	return { rules, adminGroups };
}

function idsOf(groups: ReadonlyArray<{ groupId: string }>): Set<string> {
	return new Set(groups.map(({ groupId }) => groupId));
}
