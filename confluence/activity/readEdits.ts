import { AskPlan, forEachLikelihood, type Likelihood } from '../../licensing/activity/askPlan';
import {
	chanceToHide,
	crawlPageSize,
	vouchRuleFor,
	type Crowd,
	type VouchRule,
} from '../../licensing/activity/crawlPlan';
import type { Wanted } from '../../licensing/activity/changeReading';
import { laterEvidence, type Evidence } from '../../licensing/activity/evidence';
import { commonFrom, type Seat } from '../../licensing/activity/people';
import { askFrom, toVerify, vouchFor, type VouchFacts } from '../../licensing/activity/vouching';
import type { ConfluenceClient } from '../http/client';
import { askPeople, type AskCounts } from './askPeople';
import { crawlChanges, type Crawl } from './crawlChanges';
import { SharedEdits } from './sharedEdits';
import { Spending } from './spending';

export interface EditSettings {
	/** Milliseconds since the epoch. */
	now: number;
	lookbackDays: number;
	pointsBudget: number;
	resolveSharedEdits: boolean;
}

/** What was found of one person's edits. */
export interface EditLook {
	/** Where the look began (milliseconds since the epoch). */
	from: number;
	evidence: Evidence | null;
	/** A sentence; null when the look is complete. */
	error: string | null;
	/** True when only the list of changes vouches for the person. */
	byChangesOnly: boolean;
}

/** What a run read, and why it read it that way. */
export interface EditCounts extends AskCounts {
	method: 'nothing' | 'asking' | 'changes' | 'changes, then asking';
	reason: string;
	changesRead: number;
	settledByChanges: number;
	sharedContentRead: number;
}

export interface Edits {
	looks: Map<string, EditLook>;
	counts: EditCounts;
}

/**
 * Looks at what people created and changed: from the list of recent changes where that is cheaper
 * and says enough, and by asking for them, alone or in groups, otherwise.
 *
 * @param seats each person once
 * @throws ConfluenceError for failures of the site; what fails for one person is in their look
 */
export async function readEdits(
	client: ConfluenceClient,
	seats: readonly Seat[],
	settings: EditSettings,
): Promise<Edits> {
	const looks = new Map<string, EditLook>();
	const spending = new Spending(client, settings.pointsBudget);
	const rule = vouchRuleFor(seats.length);
	const crawl = await crawlIfCheaper(client, seats, { ...settings, rule, spending });
	const asked =
		crawl === null
			? seats
			: settleByCrawl(seats, { ...settings, ...crawl, rule }, spending.spent, looks);
	const settledByChanges = looks.size;
	const sharedEdits = settings.resolveSharedEdits
		? new SharedEdits(client, oldestAskFrom(asked), spending)
		: null;
	const counts = await askPeople(client, planFor(asked, seats.length, crawl), {
		spending,
		sharedEdits,
		exclusion: {
			creatorsFor: (people) => crawl?.reading.explainedCreators(people) ?? [],
			works: true,
		},
		settle: (person, { evidence, error }) =>
			looks.set(person.accountId, {
				from: person.from,
				evidence: laterEvidence(evidence, listed(person, crawl, sharedEdits !== null)),
				error,
				byChangesOnly: false,
			}),
	});
	return {
		looks,
		counts: {
			...counts,
			...methodOf(crawl, asked.length, seats.length),
			changesRead: crawl?.changes ?? 0,
			settledByChanges,
			sharedContentRead: sharedEdits?.contents ?? 0,
		},
	};
}

/**
 * What the list of changes says of a person who was asked for: it counts whatever the answer was,
 * but for an upper bound that the question was to resolve.
 */
function listed(person: Wanted, crawl: Crawl | null, resolves: boolean): Evidence | null {
	const found = crawl?.reading.foundOf(person) ?? null;
	return resolves && found?.type === 'sharedEdit' ? null : found;
}

async function crawlIfCheaper(
	client: ConfluenceClient,
	seats: readonly Seat[],
	{ now, rule, spending }: EditSettings & { rule: VouchRule; spending: Spending },
): Promise<Crawl | null> {
	const pageSize = crawlPageSize(crowdOf(seats));
	if (pageSize === null || pageSize >= spending.left) return null;
	return await crawlChanges(client, {
		seats: new Map(seats.map((seat) => [seat.accountId, seat])),
		rule,
		pageSize,
		until: commonFrom(seats),
		now,
		spending,
	});
}

/**
 * Adds what the list of changes settles to the looks.
 *
 * @returns everybody who is to be asked for
 */
function settleByCrawl(
	seats: readonly Seat[],
	facts: VouchFacts & { resolveSharedEdits: boolean },
	points: number,
	looks: Map<string, EditLook>,
): Seat[] {
	const asked: Seat[] = [];
	const unproven: Seat[] = [];
	for (const seat of seats) {
		const vouched = vouchFor(seat, facts);
		const unresolved = facts.resolveSharedEdits && vouched?.evidence?.type === 'sharedEdit';
		if (vouched === null || unresolved) {
			asked.push(seat);
			continue;
		}
		const from = lookedFrom(seat, facts);
		looks.set(seat.accountId, { ...vouched, from, error: null });
		if (vouched.byChangesOnly && vouched.evidence === null) unproven.push(seat);
	}
	for (const seat of toVerify(unproven, facts, points)) {
		looks.delete(seat.accountId);
		asked.push(seat);
	}
	return asked;
}

/** The list may end before a look begins: then only what it read counts as looked at. */
function lookedFrom({ from }: Seat, { reading }: VouchFacts): number {
	return reading.covers(from) ? from : Math.max(from, reading.oldest);
}

/** Who was never looked at, or longest ago, comes first: a budget may end before everybody is asked. */
function planFor(seats: readonly Seat[], people: number, crawl: Crawl | null): AskPlan {
	const inOrder = [...seats].sort((a, b) => (a.checkedAt ?? 0) - (b.checkedAt ?? 0));
	const unnamed = crawl === null ? 0 : unnamedChance(crawl, people);
	return new AskPlan(
		inOrder.map((seat) => {
			const likelihood = likelihoodAfter(seat, crawl, unnamed);
			return { accountId: seat.accountId, from: askFrom(seat), likelihood };
		}),
	);
}

/** How likely somebody who was never looked at, and whom the whole list does not name, hides. */
function unnamedChance({ reading, changes }: Crawl, people: number): number {
	const whole = { now: 0, oldest: 0, until: 0, totalChanges: 0 };
	return chanceToHide({ ...whole, hiddenVersions: reading.hiddenVersions, people, changes });
}

/** Above this chance they are no different from anybody else who was never looked at. */
const FEW_HIDE = 0.1;

function likelihoodAfter(seat: Seat, crawl: Crawl | null, unnamed: number): Likelihood {
	if (askFrom(seat) < seat.from) return 'recent';
	const isUnnamed =
		crawl !== null && crawl.reading.covers(seat.from) && crawl.reading.foundOf(seat) === null;
	if (!isUnnamed || (seat.likelihood === 'fresh' && unnamed > FEW_HIDE)) return seat.likelihood;
	return 'unnamed';
}

function oldestAskFrom(seats: readonly Seat[]): number {
	let oldest = Infinity;
	for (const seat of seats) oldest = Math.min(oldest, askFrom(seat));
	return oldest;
}

function crowdOf(seats: readonly Seat[]): Crowd {
	const crowd: Crowd = forEachLikelihood(() => 0);
	for (const { likelihood } of seats) crowd[likelihood]++;
	return crowd;
}

function methodOf(
	crawl: Crawl | null,
	asked: number,
	people: number,
): Pick<EditCounts, 'method' | 'reason'> {
	if (people === 0) return { method: 'nothing', reason: 'There was nobody to look at.' };
	if (crawl === null) {
		return {
			method: 'asking',
			reason: 'Asking for so few people is cheaper than reading changes.',
		};
	}
	const reason = `${crawl.why.charAt(0).toUpperCase()}${crawl.why.slice(1)}.`;
	return { method: asked === 0 ? 'changes' : 'changes, then asking', reason };
}
