import { seededRandom, type Random } from '../../simulator/random';

/** What people say by the link in their mail. */
export type Word = 'keep' | 'release';

/** A run that is started as its schedule would. */
export type RunName = 'sync' | 'reclaim';

/** Something that people do. `pick` chooses among those who can: 0 is the first, just below 1 the last. */
export type PeopleAct =
	| { kind: 'answer'; word: Word; pick: number }
	/** Somebody who was idle changes a page. */
	| { kind: 'awake'; pick: number }
	/** The administrator decides what is waiting for a decision. */
	| { kind: 'decide'; keep: boolean; pick: number }
	/** The administrator gives a license back from its receipt. */
	| { kind: 'restore'; pick: number };

/** When, while runs are under way, somebody does something. */
export type Moment =
	/** The simulator is asked for something the n-th time. */
	| { at: 'request'; nth: number }
	/** The plan asks for the groups of somebody who was asked; that person answers. */
	| { at: 'planned' }
	/** Somebody is removed; that person answers. */
	| { at: 'removed' };

/** Where n8n is killed: at the n-th request, removal or letter, and so many milliseconds after it. */
export interface Kill {
	at: 'request' | 'removal' | 'letter';
	nth: number;
	afterMs: number;
}

export type Act = { hour: number } & (
	| PeopleAct
	| {
			kind: 'runs';
			/** Started together where there are several. */
			runs: RunName[];
			during: { moment: Moment; act: PeopleAct }[];
			kill: Kill | null;
	  }
	| { kind: 'join' }
	| { kind: 'leave'; pick: number }
	/** Somebody who worked stops. */
	| { kind: 'stop'; pick: number }
	/** The mail server refuses everybody, one person, or nobody any more. */
	| { kind: 'mail'; refuses: 'everybody' | 'somebody' | 'nobody'; pick: number }
	/** The administrator changes whether a wish to keep a license needs an approval. */
	| { kind: 'approval'; needed: boolean }
);

export interface PlannedDay {
	day: number;
	acts: Act[];
}

/** Every kind of thing happens at least once in so many days. */
export const PERIOD_DAYS = 20;

const RECLAIM_KILLED_ON = 7;
const SYNC_KILLED_ON = 13;
const KILLED_ON: readonly number[] = [RECLAIM_KILLED_ON, SYNC_KILLED_ON];

/** What happens on which day, hour by hour: the same for the same seed. */
export function planOf(seed: number, days: number): PlannedDay[] {
	const random = seededRandom(seed);
	return Array.from({ length: days }, (_, day) => ({
		day,
		acts: actsOf(day, random).sort((a, b) => a.hour - b.hour),
	}));
}

function actsOf(day: number, random: Random): Act[] {
	const ofPeriod = day % PERIOD_DAYS;
	const acts: Act[] = [
		runs(random, 2, ['sync'], ofPeriod === SYNC_KILLED_ON),
		runs(random, 9, ['reclaim'], ofPeriod === RECLAIM_KILLED_ON, ofPeriod % 5 === 0),
	];
	for (let answers = 1 + random.below(3); answers > 0; answers--) {
		acts.push({ hour: hourIn(random, 3, 23), ...answer(random) });
	}
	if (random.chance(0.3)) acts.push({ hour: hourIn(random, 0, 23), ...awake(random) });
	if (random.chance(0.5)) acts.push({ hour: hourIn(random, 0, 23), kind: 'join' });
	// Where n8n died over a removal, nobody can tell who removed somebody that leaves just then.
	const isDeadRunSettled = !KILLED_ON.some((killed) => [0, 1].includes(ofPeriod - killed));
	if (isDeadRunSettled && random.chance(0.2))
		acts.push({ hour: hourIn(random, 0, 23), kind: 'leave', pick: random.next() });
	if (random.chance(0.2))
		acts.push({ hour: hourIn(random, 0, 23), kind: 'stop', pick: random.next() });
	if (random.chance(0.25) || ofPeriod === 10 || ofPeriod === 17) {
		acts.push({ hour: hourIn(random, 10, 23), kind: 'restore', pick: random.next() });
	}
	if (random.chance(0.4)) acts.push({ hour: hourIn(random, 0, 23), ...decide(random) });
	if (ofPeriod % 6 === 4) acts.push(runs(random, 15, ['sync', 'reclaim']));
	if (ofPeriod % 9 === 8) acts.push(runs(random, 17, ['reclaim', 'reclaim']));
	if (ofPeriod % 15 === 11) acts.push(runs(random, 19, ['sync', 'sync']));
	if (ofPeriod === 9) acts.push({ hour: 0, kind: 'approval', needed: true });
	if (ofPeriod === 14) acts.push({ hour: 0, kind: 'approval', needed: false });
	if (ofPeriod === 6 || random.chance(0.08)) {
		const whom = ofPeriod === 6 || random.chance(0.5) ? 'everybody' : 'somebody';
		acts.push({ hour: 0, kind: 'mail', refuses: whom, pick: random.next() });
		acts.push({ hour: 20, kind: 'mail', refuses: 'nobody', pick: 0 });
	}
	return acts;
}

/** Runs that are started together at about an hour, with what people do meanwhile. */
function runs(
	random: Random,
	hour: number,
	names: RunName[],
	isKilled = false,
	isCrossed = false,
): Act {
	const during: { moment: Moment; act: PeopleAct }[] = [];
	const removes = names.includes('reclaim');
	if (isCrossed || (removes && random.chance(0.3))) {
		during.push({ moment: { at: 'removed' }, act: { ...answer(random), word: 'keep' } });
	}
	if (removes && random.chance(0.2)) {
		during.push({ moment: { at: 'planned' }, act: { ...answer(random), word: 'keep' } });
	}
	if (random.chance(0.4)) {
		const nth = 1 + random.below(25);
		const act = random.chance(0.75) ? answer(random) : awake(random);
		during.push({ moment: { at: 'request', nth }, act });
	}
	const places = removes ? (['removal', 'request'] as const) : (['letter', 'request'] as const);
	const kill = isKilled
		? {
				at: random.chance(0.75) ? places[0] : places[1],
				nth: 1 + random.below(2),
				afterMs: random.below(250),
			}
		: null;
	return { hour: hour + random.next(), kind: 'runs', runs: names, during, kill };
}

function answer(random: Random): PeopleAct & { kind: 'answer' } {
	return {
		kind: 'answer',
		word: random.chance(0.65) ? 'keep' : 'release',
		pick: random.next(),
	};
}

function awake(random: Random): PeopleAct {
	return { kind: 'awake', pick: random.next() };
}

function decide(random: Random): PeopleAct {
	return { kind: 'decide', keep: random.chance(0.6), pick: random.next() };
}

function hourIn(random: Random, from: number, to: number): number {
	return from + random.next() * (to - from);
}
