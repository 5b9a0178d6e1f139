import { addContent, addGroup, addPerson, addToGroup, edit, emptyWorld, view } from '../company';
import type { Random } from '../random';
import type { ContentType, World } from '../world';

/** How somebody uses Confluence. A reader only views; a leaver was last here months ago. */
const HABITS = ['never', 'reader', 'leaver', 'occasional', 'weekly', 'daily'] as const;
export type Habit = (typeof HABITS)[number];

/** How often somebody of a habit changes and views something in a day that goes by. */
const IN_A_DAY: Record<Habit, { edits: number; views: number }> = {
	never: { edits: 0.02, views: 0.02 },
	reader: { edits: 0.01, views: 0.5 },
	leaver: { edits: 0.04, views: 0.04 },
	occasional: { edits: 0.04, views: 0.2 },
	weekly: { edits: 0.2, views: 0.5 },
	daily: { edits: 0.7, views: 0.8 },
};

const DAY_MS = 86_400_000;
/** Where things are; the last two are the ones that quirks archive and block. */
export const SPACES = ['TEAM', 'TEAM', 'TEAM', 'OLD', 'SECRET'] as const;
const TYPES: readonly ContentType[] = [
	'page',
	'page',
	'page',
	'comment',
	'blogpost',
	'attachment',
	'whiteboard',
	'database',
];

/** A company of 10 to 60 people who hold a seat, the same for the same generator. */
export interface SmallCompany {
	world: World;
	/** Everybody with a seat but the connected admin, by account id. */
	habits: Map<string, Habit>;
}

interface Act {
	accountId: string;
	at: number;
}

export function smallCompany(now: number, random: Random): SmallCompany {
	const world = emptyWorld();
	const users = addGroup(world, { name: 'confluence-users-harbour', access: ['user'] });
	const contractors = addGroup(world, { name: 'contractors', access: ['user'] });
	const admins = addGroup(world, { name: 'site-admins', access: ['user', 'admin'] });
	addToGroup(world, admins, world.connectedAccountId);
	const habits = new Map<string, Habit>();
	// Mostly small, because a run looks at everybody of many such companies.
	const size = random.chance(0.9) ? 10 + random.below(15) : 25 + random.below(36);
	for (let number = 0; number < size; number++) {
		const accountId = `712020:p${number}`;
		const person = addPerson(world, {
			accountId,
			...(random.chance(0.3) ? { email: '' } : {}),
			addedAt: now - (100 + random.below(900)) * DAY_MS,
		});
		addToGroup(world, random.chance(0.8) ? users : contractors, person);
		if (random.chance(0.15)) addToGroup(world, contractors, person);
		habits.set(accountId, random.pick(HABITS));
	}
	// Somebody who left the organization and whose name stands under shared content.
	addPerson(world, { accountId: '712020:former' });
	const acts = [...habits].flatMap(([accountId, habit]) =>
		pastEdits(habit, random).map((days) => ({ accountId, at: now - days * DAY_MS })),
	);
	for (let number = 0; number < 3; number++) {
		acts.push({ accountId: '712020:former', at: now - (20 + random.below(200)) * DAY_MS });
	}
	for (const act of acts.sort((a, b) => a.at - b.at)) change(world, act, random);
	for (const [accountId, habit] of habits) {
		for (const days of pastViews(habit, random)) view(world, accountId, now - days * DAY_MS);
	}
	return { world, habits };
}

/** Lets time go by: people do what is their habit, and now and then somebody comes back. */
export function letTimePass(
	{ world, habits }: SmallCompany,
	{ from, to, random }: { from: number; to: number; random: Random },
): void {
	const days = (to - from) / DAY_MS;
	const acts: Act[] = [];
	for (const [accountId, habit] of habits) {
		if (!world.people.has(accountId)) continue;
		const at = Math.floor(from + random.next() * (to - from - 1));
		if (random.chance(IN_A_DAY[habit].views * days)) view(world, accountId, at);
		if (random.chance(IN_A_DAY[habit].edits * days)) acts.push({ accountId, at });
	}
	for (const act of acts.sort((a, b) => a.at - b.at)) change(world, act, random);
}

/**
 * Somebody makes something, or changes what is there. Half of the time that is no view: a view takes
 * two seconds in a browser (D), and integrations write without one.
 */
function change(world: World, { accountId, at }: Act, random: Random): void {
	const there = world.content.filter(({ versions }) => (versions.at(-1)?.at ?? at) < at);
	if (there.length === 0 || random.chance(0.6)) {
		addContent(world, {
			type: random.pick(TYPES),
			createdBy: accountId,
			createdAt: at,
			spaceKey: random.pick(SPACES),
		});
	} else edit(world, random.pick(there), accountId, at);
	if (random.chance(0.5)) view(world, accountId, at);
}

/** Days ago, whole minutes apart. */
function pastEdits(habit: Habit, random: Random): number[] {
	const some = (count: number, from: number, span: number) =>
		Array.from({ length: count }, () => from + random.next() * span);
	switch (habit) {
		case 'never':
		case 'reader':
			return [];
		case 'leaver':
			return some(1 + random.below(3), 62, 400);
		case 'occasional':
			return some(1 + random.below(3), 1, 120);
		case 'weekly':
			return [...some(1, 0.01, 9), ...some(random.below(3), 7, 60)];
		case 'daily':
			return [...some(1, 0.01, 1.5), ...some(1 + random.below(3), 1, 10)];
	}
}

function pastViews(habit: Habit, random: Random): number[] {
	const once = (from: number, span: number) => [from + random.next() * span];
	switch (habit) {
		case 'never':
			return [];
		case 'reader':
			return once(0.01, 50);
		case 'leaver':
			return random.chance(0.15) ? once(1, 50) : random.chance(0.5) ? once(62, 300) : [];
		default:
			return random.chance(0.5) ? once(0.1, 20) : [];
	}
}
