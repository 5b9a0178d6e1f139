import type { Group, World } from './world';

/** Worlds with fewer memberships are looked through each time, so changes by hand are seen at once. */
const SMALL = 2_000;

interface Memberships {
	/** The lengths of all member lists when the index was made. */
	sizes: string;
	groupsByPerson: Map<string, Group[]>;
	listed: Map<Group, string[]>;
}

const indexes = new WeakMap<World, Memberships>();

/** The groups that a person is in, in the order of the world's groups. */
export function groupsOfPerson(world: World, accountId: string): Group[] {
	if (isSmall(world)) return world.groups.filter(({ members }) => members.includes(accountId));
	return indexOf(world).groupsByPerson.get(accountId) ?? [];
}

/** The members of a group whom pages list: suspended people are missing (M). */
export function listedMembers(world: World, group: Group): string[] {
	if (isSmall(world)) return listed(world, group);
	const index = indexOf(world);
	let members = index.listed.get(group);
	if (members === undefined) {
		members = listed(world, group);
		index.listed.set(group, members);
	}
	return members;
}

/** Adds a person to a group, at the end. False when the person was in it already. */
export function joinGroup(world: World, group: Group, accountId: string): boolean {
	if (groupsOfPerson(world, accountId).includes(group)) return false;
	group.members.push(accountId);
	forgetMemberships(world);
	return true;
}

/** Takes a person out of a group. False when the person was not in it. */
export function leaveGroup(world: World, group: Group, accountId: string): boolean {
	const at = group.members.indexOf(accountId);
	if (at < 0) return false;
	const index = isSmall(world) ? undefined : indexOf(world);
	group.members.splice(at, 1);
	if (index !== undefined) {
		const before = index.groupsByPerson.get(accountId) ?? [];
		index.groupsByPerson.set(
			accountId,
			before.filter((other) => other !== group),
		);
		index.listed.delete(group);
		index.sizes = sizesOf(world);
	}
	return true;
}

export function forgetMemberships(world: World): void {
	indexes.delete(world);
}

function indexOf(world: World): Memberships {
	const sizes = sizesOf(world);
	const known = indexes.get(world);
	if (known?.sizes === sizes) return known;
	const groupsByPerson = new Map<string, Group[]>();
	for (const group of world.groups) {
		for (const accountId of group.members) {
			const groups = groupsByPerson.get(accountId);
			if (groups === undefined) groupsByPerson.set(accountId, [group]);
			else groups.push(group);
		}
	}
	const index = { sizes, groupsByPerson, listed: new Map<Group, string[]>() };
	indexes.set(world, index);
	return index;
}

function listed(world: World, { members }: Group): string[] {
	return members.filter((accountId) => world.people.get(accountId)?.suspended !== true);
}

function isSmall(world: World): boolean {
	let memberships = 0;
	for (const { members } of world.groups) memberships += members.length;
	return memberships <= SMALL;
}

function sizesOf(world: World): string {
	return world.groups.map(({ members }) => members.length).join(',');
}
