import {
	addContent,
	addGroup,
	addPerson,
	addSite,
	addToGroup,
	emptyWorld,
	type Group,
	type Site,
	type World,
} from '../../../test/simulator';

const DAY_MS = 86_400_000;

const TEAMS = ['design', 'finance', 'research', 'support'];

/** Every n-th person never changed anything. */
const NEVER_ACTIVE = 6;

/** The others were last active up to so many days ago, evenly. */
const LAST_ACTIVE_DAYS = 150;

/** A company with two sites, and on each four access groups of the same size. */
export function evenCompany(seatsOfEach: number, now: number): World {
	const world = emptyWorld({ siteName: 'harbour' });
	addSite(world, { name: 'lighthouse' });
	for (const site of world.sites) {
		for (const team of TEAMS) {
			const group = addGroup(world, {
				name: `${team}-${site.name}`,
				accessTypes: { [site.cloudId]: ['user'] },
			});
			addTeam(world, site, group, seatsOfEach, now);
		}
	}
	return world;
}

function addTeam(world: World, site: Site, group: Group, seats: number, now: number): void {
	for (let number = 0; number < seats; number++) {
		const person = addPerson(world);
		addToGroup(world, group, person);
		if (number % NEVER_ACTIVE === 0) continue;
		addContent(world, {
			cloudId: site.cloudId,
			createdBy: person.accountId,
			createdAt: now - Math.round(((number + 0.5) / seats) * LAST_ACTIVE_DAYS * DAY_MS),
		});
	}
}
