import { addGroup, addPage, addPerson, addToGroup, emptyWorld, type World } from '../simulator';

const DAY_MS = 86_400_000;

/** How many people of each kind have a seat on the only site; nobody else has. */
export const IDLE_COMPANY = { active: 20, inactive: 12, neverSeen: 3, admins: 1 } as const;

/** Its seats, and those of them that nobody uses. The admin is idle too, and protected. */
export const SEATS = 36;
export const IDLE = 15;

/** Two of them, who may turn out to read. */
export const READERS = ['idle-1', 'idle-2'] as const;

/** A company of which everything is known: who edited a page lately, long ago, and never. */
export function idleCompany(now: number): World {
	const world = emptyWorld({ siteName: 'harbour' });
	const users = addGroup(world, { name: 'confluence-users', access: ['user'] });
	const admins = addGroup(world, { name: 'site-admins', access: ['site-admin'] });
	addToGroup(world, users, world.connectedAccountId);
	addToGroup(world, admins, world.connectedAccountId);
	const { active, inactive, neverSeen } = IDLE_COMPANY;
	const edits = [
		...Array.from({ length: active }, (_, place) => 1 + place),
		...Array.from({ length: inactive }, (_, place) => 100 + 10 * place),
		...Array.from({ length: neverSeen }, () => null),
	];
	for (const [place, daysAgo] of edits.entries()) {
		const idle = place - active + 1;
		const person = addPerson(world, {
			accountId: idle < 1 ? `active-${place}` : `idle-${idle}`,
		});
		addToGroup(world, users, person);
		if (daysAgo === null) continue;
		addPage(world, { createdBy: person.accountId, createdAt: now - daysAgo * DAY_MS });
	}
	return world;
}
