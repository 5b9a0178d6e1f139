import { givesAccess, otherSiteOf, withoutSeatWarning, type AccessGroup } from './accessGroups';

/** Names of sites as the default names of groups hold them. */
export interface SiteNames {
	own: string;
	/** The other sites that are known to exist: those that the credential covers. */
	others: readonly string[];
}

/** A group that gives access, and whether it is proposed for the profile. */
export interface ProposedGroup {
	group: AccessGroup;
	proposed: boolean;
	/** Why it is not proposed, or what to know; '' for nothing. */
	warning: string;
	/** True where the group is proposed although its name makes one wonder. */
	doubtful: boolean;
}

/**
 * The groups that give access. Not proposed are those of another site, if that site is known to exist,
 * and those of roles that give no seat. A name that fits no known site proves nothing: the site may
 * have been renamed, or the credential may not cover the other one.
 */
export function proposeGroups(groups: readonly AccessGroup[], names: SiteNames): ProposedGroup[] {
	return groups.filter(givesAccess).map((group) => {
		const other = otherSiteOf(group, names.own, names.others);
		if (other !== null && names.others.includes(other)) {
			return leftOut(
				group,
				`Going by its name, it seems to belong to another site ("${other}").`,
			);
		}
		const withoutSeat = withoutSeatWarning(group);
		if (withoutSeat !== null) {
			return leftOut(
				group,
				`${withoutSeat} If its members do have seats, choose it yourself.`,
			);
		}
		const warnings = [
			...(other === null ? [] : [unknownSiteWarning(other)]),
			...unchangeableWarning(group),
		];
		return { group, proposed: true, warning: warnings.join(' '), doubtful: other !== null };
	});
}

function leftOut(group: AccessGroup, warning: string): ProposedGroup {
	return { group, proposed: false, warning, doubtful: false };
}

function unknownSiteWarning(site: string): string {
	return `Its name ends in "${site}". That may be an earlier name of this site, or a site that the credential does not cover. If the group belongs to another site, choose the access groups without it.`;
}

function unchangeableWarning({ managedExternally, managedBy }: AccessGroup): string[] {
	if (managedExternally) {
		return ['An identity provider manages it, so nobody can be removed from it here.'];
	}
	if (managedBy === 'TEAM_MEMBERS' || managedBy === 'OPEN') {
		return ['Its own members manage it, so nobody can be removed from it here.'];
	}
	return [];
}

/** How many groups a sentence lists. */
const LISTED = 5;

/** Groups with what is to be said of them, at most five. */
export function listOfGroups(proposals: readonly ProposedGroup[]): string {
	const listed = proposals
		.slice(0, LISTED)
		.map(({ group, warning }) => `"${group.name}": ${warning}`);
	const more = proposals.length - LISTED;
	return more > 0 ? `${listed.join(' ')} And ${more} more.` : listed.join(' ');
}

/**
 * A sentence when the names of groups decided against more memberships than they left, else null.
 *
 * @param taken memberships of the groups that were taken
 * @param leftOut memberships of the groups that were left out
 */
export function nearlyNobody(
	proposals: readonly ProposedGroup[],
	{ taken, leftOut }: { taken: number; leftOut: number },
): string | null {
	if (taken >= leftOut) return null;
	const groups = listOfGroups(proposals.filter(({ proposed }) => !proposed));
	return (
		`No access groups are chosen. Going by the group names, groups with more than half of the members would be left out ` +
		`(${leftOut} members; ${taken} would remain). ${groups}`
	);
}
