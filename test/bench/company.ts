import {
	addPage,
	edit,
	firstSite,
	seatHolders,
	touch,
	type ContentItem,
	type World,
} from '../simulator';
import { companyWorld } from '../simulator/population/companyWorld';
import { newItem } from '../simulator/population/work';
import { seededRandom, shuffled, type Random } from '../simulator/random';
import { calendarAt, nextGap, workingShare, type Calendar } from './habits';

const DAY_MS = 86_400_000;

/** People who share a page. */
const TEAM_SIZE = 8;
/** How many changes of somebody in a team are made to the team's page. */
const ON_TEAM_PAGE = 0.25;
/** How many changes are made to content of somebody else. */
const ON_OTHERS_PAGE = 0.02;
/** How many of the other changes are made to content of one's own; the rest is new content. */
const ON_OWN_PAGE = 0.5;
/** Somebody changes what they made lately: one of so many pieces. */
const OWN_KEPT = 4;

/** How far back people have worked, in days. */
const HISTORY_DAYS = 365;
/** Of each person's history so many working days leave a trace: later changes hide the others. */
const TRACES = 3;
/** The last days before the first look are whole: a look reaches a little further back than the one before. */
const WHOLE_DAYS = 3;

/** How many of those who do not work come back on a day. */
const RETURNING = 0.001;

export interface CompanyOptions {
	/** People with a seat. */
	seats: number;
	seed: number;
	/** The moment of the first look (milliseconds since the epoch). */
	now: number;
	/** Changes of content for each person and day, over all people. */
	changesPerPersonDay?: number;
	/** How many of those who work are in a team that shares a page. */
	teamShare?: number;
}

interface Worker extends Calendar {
	accountId: string;
	/** The next working day; null: none. */
	nextDay: number | null;
	/** What the person made lately, oldest first. */
	own: ContentItem[];
	teamPage: ContentItem | null;
}

/**
 * An ordinary company, the same for the same options: a third never edits, some left, the others
 * edit now and then, weekly or daily, and many share pages. Of the past only so much is made as
 * a look can tell apart; each day that goes by is made whole.
 */
export class OrdinaryCompany {
	readonly world: World;
	private readonly random: Random;
	private readonly workers: Worker[] = [];
	private readonly start: number;
	private readonly changesPerWorkingDay: number;
	/** The day that comes next; the first look is at the beginning of day 0. */
	private day = -WHOLE_DAYS;

	constructor({ seats, seed, now, changesPerPersonDay = 0.5, teamShare = 0.5 }: CompanyOptions) {
		this.world = companyWithoutContent(seats, seed, now);
		this.random = seededRandom(seed ^ 0x0c0ffee);
		this.start = now;
		this.changesPerWorkingDay = Math.max(1, changesPerPersonDay / workingShare());
		this.hire();
		this.formTeams(teamShare);
		this.addHistory();
		while (this.day < 0) this.addDay();
	}

	/** The moment at which the next day begins. */
	get now(): number {
		return this.start + this.day * DAY_MS;
	}

	/**
	 * One more day goes by.
	 *
	 * @returns how many changes were made
	 */
	addDay(): number {
		const changes: Change[] = [];
		for (const worker of this.workers) {
			if (worker.nextDay === this.day) {
				for (let count = this.changesOnADay(); count > 0; count--) {
					changes.push({ worker, at: this.momentOf(this.day), isTrace: false });
				}
				this.schedule(worker, this.day);
			} else if (worker.nextDay === null && this.random.chance(RETURNING)) {
				changes.push({ worker, at: this.momentOf(this.day), isTrace: false });
			}
		}
		this.make(changes);
		this.day++;
		return changes.length;
	}

	private hire(): void {
		const ids = shuffled([...seatHolders(this.world)], this.random);
		for (const [at, accountId] of ids.entries()) {
			const calendar = calendarAt((at + 0.5) / ids.length, this.random);
			this.workers.push({ ...calendar, accountId, nextDay: null, own: [], teamPage: null });
		}
		shuffled(this.workers, this.random);
	}

	/** Each team has a page that one of them made before anybody's history begins. */
	private formTeams(teamShare: number): void {
		let team: Worker[] = [];
		for (const worker of this.workers) {
			if (worker.habit.gapDays === null || !this.random.chance(teamShare)) continue;
			team.push(worker);
			const [founder] = team;
			if (team.length < TEAM_SIZE || founder === undefined) continue;
			const page = addPage(this.world, {
				cloudId: firstSite(this.world).cloudId,
				createdBy: founder.accountId,
				createdAt: this.momentOf(-HISTORY_DAYS * 2),
			});
			for (const member of team) member.teamPage = page;
			team = [];
		}
	}

	private addHistory(): void {
		const changes: Change[] = [];
		for (const worker of this.workers) {
			for (const [trace, day] of this.workingDaysBefore(worker).entries()) {
				// Whoever is in a team has changed its page at least once.
				changes.push({ worker, at: this.momentOf(day), isTrace: trace === 0 });
			}
		}
		this.make(changes);
	}

	/** The last working days before the whole ones, oldest first; the one after them is noted. */
	private workingDaysBefore(worker: Worker): number[] {
		const days: number[] = [];
		const firstGap = nextGap(worker.habit, this.random);
		if (firstGap === null) return days;
		worker.nextDay = -HISTORY_DAYS + this.random.below(firstGap);
		while (worker.nextDay !== null && worker.nextDay < this.day) {
			days.push(worker.nextDay);
			if (days.length > TRACES) days.shift();
			this.schedule(worker, worker.nextDay);
		}
		return days;
	}

	private schedule(worker: Worker, day: number): void {
		const next = day + (nextGap(worker.habit, this.random) ?? Infinity);
		worker.nextDay = next < (worker.stopsOn ?? Infinity) ? next : null;
	}

	private changesOnADay(): number {
		const mean = this.changesPerWorkingDay;
		return Math.max(1, Math.round(0.5 + this.random.next() * (2 * mean - 1)));
	}

	private momentOf(day: number): number {
		return Math.floor(this.start + (day + this.random.next()) * DAY_MS);
	}

	/** Makes changes in the order of time, so that versions are in order too. */
	private make(changes: Change[]): void {
		for (const { worker, at, isTrace } of changes.sort((a, b) => a.at - b.at)) {
			const item = this.itemFor(worker, isTrace);
			if (item === null) this.addItem(worker, at);
			else edit(this.world, item, worker.accountId, at);
		}
	}

	/** What is changed; null: something new is made. */
	private itemFor({ own, teamPage }: Worker, isTrace: boolean): ContentItem | null {
		if (teamPage !== null && (isTrace || this.random.chance(ON_TEAM_PAGE))) return teamPage;
		if (this.random.chance(ON_OTHERS_PAGE))
			return this.random.pick(this.workers).own[0] ?? null;
		return own.length > 0 && this.random.chance(ON_OWN_PAGE) ? this.random.pick(own) : null;
	}

	private addItem({ accountId, own }: Worker, at: number): void {
		const { world, random } = this;
		const { cloudId } = firstSite(world);
		own.push(newItem(world, { cloudId, accountId, at, random, restrictedShare: 0 }));
		if (own.length > OWN_KEPT) own.shift();
	}
}

interface Change {
	worker: Worker;
	at: number;
	/** True for the change that a team's page must have seen. */
	isTrace: boolean;
}

/** The people and groups of the simulator's made-up company, who have not done anything yet. */
function companyWithoutContent(seats: number, seed: number, now: number): World {
	const world = companyWorld({ seats, seed, now, changesPerDay: 0 });
	world.content = [];
	world.views = new Map();
	touch(world);
	return world;
}
