import { toIso, DAY_MS } from '../../../licensing/times';
import { UNKNOWN_ACTIVITY, type ActivityRecord } from '../../../licensing/subscription';
import {
	addGroup,
	addPage,
	addPerson,
	addToGroup,
	edit,
	emptyWorld,
	lastEditOf,
	type World,
} from '../../simulator';
import { seededRandom, type Random } from '../../simulator/random';
import { LOOKBACK_DAYS, type Known } from './lookAround';

/** App accounts that change content and hold no seat. */
export const BOTS = ['bot-0', 'bot-1', 'bot-2'] as const;

/** A site of people who all hold a seat, and of bots, without content. */
export function siteOf(people: number): { world: World; ids: string[] } {
	const world = emptyWorld();
	const group = addGroup(world, { name: 'confluence-users-harbour', access: ['user'] });
	const ids = Array.from({ length: people }, (_, index) => `712020:p${index}`);
	for (const accountId of ids) addToGroup(world, group, addPerson(world, { accountId }));
	for (const accountId of BOTS) addPerson(world, { accountId, accountType: 'app' });
	return { world, ids };
}

/** Who saved a version of a page, and how many days ago. */
export type Save = [accountId: string, daysAgo: number];

/** A page by its versions, the first one first. */
export function addHistory(
	world: World,
	now: number,
	[[creator, created], ...edits]: [Save, ...Save[]],
): void {
	const at = (days: number) => Math.round(now - days * DAY_MS);
	const page = addPage(world, { createdBy: creator, createdAt: at(created) });
	for (const [by, days] of edits) edit(world, page, by, at(days));
}

/** Versions saved by bots in turn, evenly between two moments in days ago. */
export function savesOfBots(count: number, [first, last]: [number, number]): Save[] {
	return Array.from({ length: count }, (_, index): Save => {
		const days = first + ((last - first) * index) / Math.max(1, count - 1);
		return [BOTS[index % 2] ?? BOTS[0], days];
	});
}

/** So few people work on the content of a mixed site. */
const EDITORS = 12;

/**
 * A mostly quiet site whose few editors hide behind each other: old pages of one person that
 * another changed once, or that a third changed between two others. Known of people is nothing, an
 * exact look of yesterday or longer ago, or a look that failed; in any order.
 */
export function mixedWorld(seed: number, now: number): { world: World; known: Known } {
	const random = seededRandom(seed);
	const { world, ids } = siteOf(250 + random.below(550));
	const firstEditor = random.below(ids.length - EDITORS);
	const editors = ids.slice(firstEditor, firstEditor + EDITORS);
	const anybody = () => random.pick(editors);
	const bot = () => random.pick(BOTS);
	const changes = random.chance(0.7) ? 2 + random.below(9) : 60;
	for (let count = changes; count > 0; count--) {
		const at = 0.1 + 58 * random.next();
		const [author, other] = [anybody(), anybody()];
		const page = random.pick(['changed once', 'changed often', 'of a bot'] as const);
		if (page === 'changed once')
			addHistory(world, now, [
				[author, 200],
				[other, at],
			]);
		if (page === 'of a bot')
			addHistory(world, now, [
				[bot(), 200],
				[other, at],
				[bot(), at * 0.9],
			]);
		if (page === 'changed often') {
			addHistory(world, now, [
				[author, 200],
				[bot(), 90],
				[other, at],
				[bot(), at * 0.9],
			]);
			addHistory(world, now, [
				[author, 200],
				[bot(), at * 0.5],
			]);
		}
	}
	// Behind a page that bots change all the time the list of changes proves nothing.
	const saves = random.chance(0.5) ? 3 : ids.length;
	addHistory(world, now, [[BOTS[0], 100], ...savesOfBots(saves, [50, 0.05])]);
	const looksDiffer = random.chance(0.5);
	const shareUnknown = random.pick([0.2, 0.6, 1]);
	const known: Known = new Map();
	for (const accountId of inSomeOrder(ids, random)) {
		const checked = looksDiffer ? random.pick([1, 1, 2, 20]) : 1;
		known.set(accountId, recordAt(world, accountId, { now, checked, random, shareUnknown }));
	}
	return { world, known };
}

/** As made, so that editors stand together, in reverse, or shuffled. */
function inSomeOrder(ids: readonly string[], random: Random): string[] {
	const order = random.pick(['made', 'reverse', 'shuffled'] as const);
	const placed = ids.map((id, index) => ({
		id,
		at: { made: index, reverse: -index, shuffled: random.next() }[order],
	}));
	return placed.sort((a, b) => a.at - b.at).map(({ id }) => id);
}

interface RecordFacts {
	now: number;
	/** Days ago. */
	checked: number;
	shareUnknown: number;
	random: Random;
}

function recordAt(
	world: World,
	accountId: string,
	{ now, checked, random, shareUnknown }: RecordFacts,
): ActivityRecord {
	const checkedAt = now - checked * DAY_MS;
	const checkedFrom = checkedAt - LOOKBACK_DAYS * DAY_MS;
	const look = {
		activityCheckedAt: toIso(checkedAt),
		activityCheckedFrom: toIso(checkedFrom),
	};
	if (random.chance(shareUnknown)) {
		return random.chance(0.5) ? UNKNOWN_ACTIVITY : { ...UNKNOWN_ACTIVITY, ...look };
	}
	const edited = lastEditOf(world, accountId, { until: checkedAt });
	return edited === null || edited < checkedFrom
		? { ...UNKNOWN_ACTIVITY, ...look, activityStatus: 'none' }
		: {
				...UNKNOWN_ACTIVITY,
				...look,
				activityStatus: 'known',
				lastActivityAt: toIso(edited),
				lastActivityType: 'edit',
				lastActivitySource: 'search',
			};
}
