import { addGroup, addSite, view } from '../company';
import { randomUuid, seededRandom, shuffled, type Random } from '../random';
import type { Group, Person, Site, World } from '../world';
import { addChanges } from './changes';
import { between, kindAt, type Kind } from './kinds';
import { personName } from './names';
import { addWork, type Worker } from './work';

const DAY_MS = 86_400_000;

export interface CompanyOptions {
	/** People with a seat on the first site. */
	seats: number;
	seed: number;
	/** Milliseconds since the epoch. */
	now: number;
	/** Pieces of content changed in the last 24 hours; a tenth of the seats by default. */
	changesPerDay?: number;
}

/**
 * A made-up company, the same for the same options: one main site and a smaller one, several
 * access groups that overlap, admins, guests, apps, suspended people, a group filled by an
 * identity provider, and people who use Confluence much, little, only to read, or never.
 */
export function companyWorld(options: CompanyOptions): World {
	const { seats, seed, now } = options;
	const random = seededRandom(seed);
	const world: World = {
		organization: { id: randomUuid(random), directoryId: randomUuid(random) },
		sites: [],
		people: new Map(),
		groups: [],
		content: [],
		spaces: new Map(),
		views: new Map(),
		connectedAccountId: '',
		activeEditors: [],
	};
	const main = addSite(world, {
		cloudId: randomUuid(random),
		name: 'Harbour Lane',
		hasJira: true,
	});
	const labs = addSite(world, { cloudId: randomUuid(random), name: 'Harbour Lane Labs' });
	const groups = addGroups(world, main, labs, random);
	const people = addPeople(world, { seats, now, random, main, labs }, groups);
	addWork(world, people.main, { cloudId: main.cloudId, now, random });
	addWork(world, people.labs, { cloudId: labs.cloudId, now, random });
	addChanges(world, {
		changes: options.changesPerDay ?? Math.round(seats / 10),
		from: now - DAY_MS + 1,
		to: now,
		seed,
	});
	return world;
}

type Groups = ReturnType<typeof addGroups>;

function addGroups(world: World, main: Site, labs: Site, random: Random) {
	const on = (site: Site, ...types: ('user' | 'admin' | 'site-admin')[]) => ({
		[site.cloudId]: types,
	});
	const add = (name: string, more: Partial<Group> = {}): Group =>
		addGroup(world, { name, id: randomUuid(random), ...more });
	return {
		users: add('confluence-users-harbour-lane', { accessTypes: on(main, 'user') }),
		contractors: add('contractors', { accessTypes: on(main, 'user') }),
		editors: add('research-editors', { accessTypes: on(main, 'user') }),
		staff: add('all-staff', { accessTypes: on(main, 'user'), managedBy: 'EXTERNAL' }),
		admins: add('confluence-admins-harbour-lane', { accessTypes: on(main, 'admin') }),
		siteAdmins: add('site-admins', { accessTypes: on(main, 'admin', 'site-admin') }),
		guests: add('confluence-guests-harbour-lane'),
		jira: add('jira-users-harbour-lane'),
		team: add('team-lighthouse', {
			usageType: 'TEAM_COLLABORATION',
			managedBy: 'TEAM_MEMBERS',
		}),
		labsUsers: add('confluence-users-harbour-lane-labs', { accessTypes: on(labs, 'user') }),
		labsAdmins: add('confluence-admins-harbour-lane-labs', { accessTypes: on(labs, 'admin') }),
	};
}

interface Hiring {
	seats: number;
	now: number;
	random: Random;
	main: Site;
	labs: Site;
}

function addPeople(
	world: World,
	{ seats, now, random, main, labs }: Hiring,
	groups: Groups,
): { main: Worker[]; labs: Worker[] } {
	const members = new Map<Group, string[]>();
	const join = (group: Group, { accountId }: Person): void => {
		const list = members.get(group);
		if (list === undefined) members.set(group, [accountId]);
		else list.push(accountId);
	};
	const mainWorkers: Worker[] = [];
	const labsWorkers: Worker[] = [];
	// The kinds come in blocks; drawn in another order they meet all groups alike.
	const order = shuffled([...Array(seats).keys()], random);
	for (let number = 0; number < seats; number++) {
		const isAdmin = number < Math.min(3, Math.ceil(seats / 20));
		const kind = isAdmin ? kindAt(0, seats) : kindAt(order[number] ?? 0, seats);
		const person = hire(world, { kind, now, random });
		person.siteAdmin = isAdmin;
		if (number === 0) world.connectedAccountId = person.accountId;
		joinAccessGroups(person, groups, join, { random, isAdmin });
		if (number % 500 === 7) join(groups.admins, person);
		if (random.chance(0.6)) join(groups.jira, person);
		if (random.chance(0.02)) join(groups.labsUsers, person);
		addViews(world, person, kind, { now, random, main });
		mainWorkers.push({ accountId: person.accountId, kind });
		if (kind.edits >= 4) world.activeEditors.push(person.accountId);
	}
	for (let extra = 0; extra < Math.max(2, Math.round(seats * 0.01)); extra++) {
		const guest = hire(world, { kind: kindAt(0, 2), now, random });
		guest.isGuest = true;
		join(groups.guests, guest);
		if (extra % 2 === 0) join(groups.contractors, guest);
		const suspended = hire(world, { kind: kindAt(1, 2), now, random });
		suspended.suspended = true;
		join(groups.users, suspended);
	}
	for (let number = 1; number <= 3; number++) {
		const app = hire(world, { kind: kindAt(0, 1), now, random });
		app.accountType = 'app';
		app.displayName = `Automation app ${number}`;
		app.email = '';
		join(groups.users, app);
	}
	const inLabs = Math.max(3, Math.round(seats * 0.03));
	for (let number = 0; number < inLabs; number++) {
		const kind = kindAt(number, inLabs);
		const person = hire(world, { kind, now, random });
		join(groups.labsUsers, person);
		if (number === 0) join(groups.labsAdmins, person);
		addViews(world, person, kind, { now, random, main: labs });
		labsWorkers.push({ accountId: person.accountId, kind });
	}
	for (const [group, list] of members) group.members = shuffled(list, random);
	return { main: mainWorkers, labs: labsWorkers };
}

/** Everybody gets a seat by one group at least; many by two. */
function joinAccessGroups(
	person: Person,
	groups: Groups,
	join: (group: Group, person: Person) => void,
	{ random, isAdmin }: { random: Random; isAdmin: boolean },
): void {
	if (isAdmin) {
		join(groups.users, person);
		join(groups.siteAdmins, person);
		return;
	}
	const draw = random.next();
	if (draw < 0.72) join(groups.users, person);
	else if (draw < 0.88) join(groups.staff, person);
	else join(groups.contractors, person);
	if (draw < 0.08) join(groups.staff, person);
	if (random.chance(0.12)) join(groups.editors, person);
	if (random.chance(0.05)) join(groups.team, person);
}

function hire(
	world: World,
	{ kind, now, random }: { kind: Kind; now: number; random: Random },
): Person {
	const displayName = personName(random);
	const number = world.people.size + 1;
	const organizationEmail = `${displayName.toLowerCase().replace(' ', '.')}.${number}@harbourlane.example`;
	const person: Person = {
		accountId: `712020:${randomUuid(random)}`,
		displayName,
		email: random.chance(0.7) ? organizationEmail : '',
		organizationEmail,
		accountType: 'atlassian',
		isGuest: false,
		suspended: false,
		siteAdmin: false,
		addedAt: Math.floor(now - between(random, kind.memberDays) * DAY_MS),
	};
	world.people.set(person.accountId, person);
	return person;
}

function addViews(
	world: World,
	person: Person,
	kind: Kind,
	{ now, random, main }: { now: number; random: Random; main: Site },
): void {
	const { cloudId } = main;
	if (kind.lastViewDays !== null) {
		const last = Math.floor(now - between(random, kind.lastViewDays) * DAY_MS);
		view(world, person, last - 3 * DAY_MS, { cloudId });
		view(world, person, last, { cloudId });
	}
	if (random.chance(0.4)) {
		const at = Math.floor(now - between(random, [0.1, 90]) * DAY_MS);
		view(world, person, at, { product: 'jira-software', cloudId });
	}
}
