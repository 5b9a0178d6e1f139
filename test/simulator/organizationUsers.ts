import type { Simulation } from './context';
import { groupsOfPerson } from './memberships';
import type { Settings } from './settings';
import { lastMomentUntil, type Person, type ProductView } from './world';

/** A person as one of the directories lists them. */
export function userJson(
	simulation: Simulation,
	person: Person,
	{ expand, directory }: { expand: readonly string[]; directory: number },
): Record<string, unknown> {
	const { accountId, displayName, organizationEmail, suspended, addedAt } = person;
	const { world, settings } = simulation;
	const withholds = directory > 0 && settings.laterDirectoriesWithhold;
	return {
		accountId,
		accountType: 'atlassian',
		status: suspended ? 'suspended' : 'active',
		accountStatus: 'active',
		membershipStatus: suspended ? 'suspended' : 'active',
		...(settings.addedToOrgTold ? { addedToOrg: new Date(addedAt).toISOString() } : {}),
		name: displayName,
		nickname: displayName,
		email: organizationEmail,
		emailVerified: true,
		claimStatus: 'managed',
		...(expand.includes('productAccess') && !withholds
			? {
					// Each directory knows of other products.
					productAccess: shownViews(simulation, person)
						.filter((_, index) => index % settings.directories === directory)
						.map(({ id, key, at }) => ({
							...(id === '' ? {} : { id }),
							key,
							lastActiveTimestamp: at,
						})),
				}
			: {}),
		...(expand.includes('platformRoles')
			? {
					platformRoles: settings.platformAdmins.includes(accountId)
						? ['atlassian/org-admin']
						: [],
				}
			: {}),
		...(expand.includes('groups')
			? {
					groups: groupsOfPerson(world, accountId).map(({ id, name }) => ({
						id: `ari:cloud:identity::group/${id}`,
						name,
						description: null,
					})),
				}
			: {}),
	};
}

/** An entry of the list of products as either endpoint shows it. */
interface ShownView {
	id: string;
	key: string;
	at: string;
}

/** The last view of each product that is known by now: views appear late (D). */
export function shownViews(
	{ world, settings, clock }: Simulation,
	{ accountId }: Person,
): ShownView[] {
	const until = clock.now() - settings.viewsLateMs;
	return (world.views.get(accountId) ?? []).flatMap((view) => {
		const at = lastMomentUntil(view.at, until);
		return at === null ? [] : [shownView(view, at, settings)];
	});
}

/** Jira's entries hold the Cloud ID of their site as Confluence's do (M). */
function shownView({ product, cloudId }: ProductView, at: number, settings: Settings): ShownView {
	const isConfluence = product === 'confluence';
	const id = { ari: `ari:cloud:${product}::site/${cloudId}`, bare: cloudId, none: '' };
	return {
		id: id[settings.productIds],
		key: isConfluence ? settings.confluenceKey : product,
		at: (isConfluence ? settings.standInDate : null) ?? new Date(at).toISOString(),
	};
}
