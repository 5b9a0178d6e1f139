import {
	addGroup,
	addPage,
	addPerson,
	addToGroup,
	emptyWorld,
	firstSite,
	startSimulator,
	type Group,
	type Simulator,
	type SimulatorOptions,
	type World,
} from '../../simulator';

/** The moment that the tests take as now. */
export const NOW = Date.parse('2026-06-01T06:00:00Z');
export const DAY = 86_400_000;

/** A small company made by hand: its groups, and the simulator that plays its site. */
export interface Company {
	world: World;
	cloudId: string;
	/** Both give access to users and belong to the profile. */
	users: Group;
	contractors: Group;
	/** Gives access and admin rights. */
	admins: Group;
	/** Gives access and is filled by an identity provider. */
	synced: Group;
	/** Gives access and belongs to no profile here. */
	guestsOfHr: Group;
	/** Gives nothing on this site. */
	readers: Group;
}

export function makeCompany(): Company {
	const world = emptyWorld({ siteName: 'harbour' });
	const company: Company = {
		world,
		cloudId: firstSite(world).cloudId,
		users: addGroup(world, { name: 'confluence-users-harbour', access: ['user'] }),
		contractors: addGroup(world, { name: 'contractors', access: ['user'] }),
		admins: addGroup(world, { name: 'site-admins', access: ['user', 'admin', 'site-admin'] }),
		synced: addGroup(world, { name: 'synced-staff', access: ['user'], managedBy: 'EXTERNAL' }),
		guestsOfHr: addGroup(world, { name: 'hr-helpers', access: ['user'] }),
		readers: addGroup(world, { name: 'jira-software-users' }),
	};
	addToGroup(world, company.admins, world.connectedAccountId);
	return company;
}

/** The groups of the profile that the tests work on. */
export function profileGroups({ users, contractors }: Company): string[] {
	return [users.id, contractors.id];
}

/** Somebody in some groups, last active (one page) so many days before now; null: never. */
export function addColleague(
	{ world }: Company,
	accountId: string,
	groups: readonly Group[],
	inactiveDays: number | null = 100,
): string {
	addPerson(world, { accountId, displayName: `Name of ${accountId}` });
	for (const group of groups) addToGroup(world, group, accountId);
	if (inactiveDays !== null) {
		addPage(world, { createdBy: accountId, createdAt: NOW - inactiveDays * DAY });
	}
	return accountId;
}

/** The groups that a person is in, by name. */
export function namesOfGroups({ world }: Company, accountId: string): string[] {
	return world.groups
		.filter(({ members }) => members.includes(accountId))
		.map(({ name }) => name);
}

/** Starts a simulator of the company whose clock stands near the tests' now. */
export async function playCompany(
	company: Company,
	options: SimulatorOptions = {},
): Promise<Simulator> {
	return await startSimulator({ population: company.world, now: () => NOW, ...options });
}
