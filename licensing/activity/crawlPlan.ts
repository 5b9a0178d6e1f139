import { askCost, LIKELIHOODS, type Likelihood } from './askPlan';

/**
 * When to read the list of changes of everybody, and how far. Costs in points (D): a page is 1 plus
 * 1 for each hit. Asking instead costs each person about `askCost`.
 *
 * Two rules say whom the list may vouch for (see `changeReading.ts` on what it hides):
 *
 * - `exact`: only for those whose date it proves. On a small site everybody else is asked for,
 *   which costs little.
 * - `recent`: on a large site also for those whom it finds, and for those known to be active in the
 *   last days: an edit that hides behind somebody else's can only make them more active. Everybody
 *   else is asked for, in large groups, since hardly anybody of them hides behind others. And
 *   nobody gets near the end of the lookback on the word of the list alone (see `vouching.ts`).
 */
export type VouchRule = 'exact' | 'recent';

/** Up to so many people the list has to prove what it says: asking them all costs 2 points each. */
export const EXACT_UP_TO = 500;

/** The first page may cost this share of asking everybody: it is lost where the list does not help. */
const FIRST_PAGE_SHARE = 0.03;
/** A page smaller than this tells too little to begin with. */
const SMALLEST_PAGE = 10;
/** Most hits with authors on one page (M). */
const LARGEST_PAGE = 200;
/** The density of older changes may be higher than that of the newest by this factor. */
const DOUBT = 1.25;

export function vouchRuleFor(people: number): VouchRule {
	return people <= EXACT_UP_TO ? 'exact' : 'recent';
}

/** How many people of each likelihood. */
export type Crowd = Record<Likelihood, number>;

/** What asking for a crowd costs, in points, as far as is known before. */
export function crowdCost(crowd: Crowd, freshChance: number = LIKELIHOODS.fresh): number {
	let points = crowd.fresh * askCost(freshChance);
	for (const likelihood of ['recent', 'quiet', 'unnamed'] as const) {
		points += crowd[likelihood] * askCost(LIKELIHOODS[likelihood]);
	}
	return points;
}

/** Hits on a page of the list; null when the list is not worth a look. */
export function crawlPageSize(people: Crowd): number | null {
	const size = Math.floor(FIRST_PAGE_SHARE * crowdCost(people)) - 1;
	return size < SMALLEST_PAGE ? null : Math.min(size, LARGEST_PAGE);
}

/** What is known after a page of the list. */
export interface CrawlState {
	rule: VouchRule;
	/** Changes read so far. */
	changes: number;
	/** Points that the run may still spend. */
	left: number;
	pageSize: number;
	/** How many people of those wanted this page found first. */
	newlyFound: number;
	/** People not found yet, by likelihood. */
	missing: Crowd;
	/** True when a change may hide an edit of anybody's. */
	hidesAnybody: boolean;
	/** How many versions were read about whose authors the list says nothing. */
	hiddenVersions: number;
	/** How many people are wanted. */
	people: number;
	/** Milliseconds since the epoch: the run's now, the oldest change read, and where reading ends. */
	now: number;
	oldest: number;
	until: number;
	/** How many changes the site says there are in all, where it says so. */
	totalChanges: number | null;
}

export interface CrawlDecision {
	goOn: boolean;
	why: string;
}

/** Whether the next page is cheaper than asking for the people whom it would settle. */
export function decideCrawl(state: CrawlState): CrawlDecision {
	if (state.rule === 'exact' && state.hidesAnybody) {
		return stop('shared content hides who else changed it, so everybody left is asked for');
	}
	const rest = restPoints(state);
	const pageCost = Math.min(rest, state.pageSize + 1);
	if (pageCost > state.left) return stop('the points that are left do not pay for more changes');
	if (rest > state.left && state.missing.fresh > 0) {
		// Else the newest changes would be read again each day, for the same people.
		return stop(
			'the points do not pay for the whole list, and people never reached come first',
		);
	}
	if (state.newlyFound * askCost(LIKELIHOODS.recent) >= pageCost) {
		return go('the list of changes still finds people more cheaply than asking');
	}
	const asking = crowdCost(state.missing, freshChance(state));
	return rest <= state.left && rest < asking - costAtEnd(state)
		? go('reading all changes since the last look is cheaper than asking for people')
		: stop('asking for everybody left is cheaper than reading all changes');
}

/**
 * What those cost whom the whole list leaves open. People who were looked at before hardly ever
 * hide: had others changed their content since, they would count as active since then.
 */
function costAtEnd(state: CrawlState): number {
	const { rule, missing } = state;
	if (rule === 'exact') return 0;
	const unnamed = missing.quiet + missing.unnamed;
	const neverActive = missing.fresh * (1 - freshChance(state));
	return unnamed * askCost(LIKELIHOODS.unnamed) + neverActive * askCost(chanceToHide(state));
}

/**
 * How likely somebody who was never looked at is found, if the rest of the list names as many people
 * as what was read. Where app accounts make the changes, that is hardly anybody.
 */
function freshChance(state: CrawlState): number {
	const { people, missing, changes } = state;
	if (people === 0 || changes === 0) return LIKELIHOODS.fresh;
	const found = people - missing.recent - missing.fresh - missing.quiet - missing.unnamed;
	const inAll = (found + 1) * ((changes + restChanges(state)) / changes);
	return Math.min(LIKELIHOODS.fresh, inAll / people);
}

/**
 * How likely somebody whom the list does not name worked on content that hides them, if the rest
 * of the list is like what was read. About half of what is hidden is by people whom it names.
 */
export function chanceToHide(state: HidingFacts): number {
	const { hiddenVersions, people, changes } = state;
	if (people === 0 || changes === 0) return 0;
	const all = hiddenVersions * ((changes + restChanges(state)) / changes);
	return 1 - Math.exp(-all / 2 / people);
}

/** The part of a crawl's state that tells how much it hides. */
export type HidingFacts = Pick<
	CrawlState,
	'hiddenVersions' | 'people' | 'changes' | 'now' | 'oldest' | 'until' | 'totalChanges'
>;

/** Points that the rest of the list costs, if older changes are about as dense as those read. */
export function restPoints(state: CrawlState): number {
	const rest = restChanges(state);
	return Math.ceil(rest + rest / state.pageSize);
}

function restChanges({ changes, now, oldest, until, totalChanges }: HidingFacts): number {
	const span = Math.max(now - oldest, 60_000);
	const alike = changes * (Math.max(0, oldest - until) / span);
	const known = totalChanges === null ? Infinity : Math.max(0, totalChanges - changes);
	return Math.min(DOUBT * alike, known);
}

const go = (why: string): CrawlDecision => ({ goOn: true, why });
const stop = (why: string): CrawlDecision => ({ goOn: false, why });
