import { judgeProposals } from '../bench/judgement';
import { LOOKBACK_DAYS, REFRESH_AFTER_DAYS } from '../bench/looking';
import { readPerson } from '../../licensing/person';
import type { ActivityRecord } from '../../licensing/subscription';
import { DAY_MS, readTime } from '../../licensing/times';
import { lastEditOf, type World } from '../simulator';

/** The answers are judged a little later than they were given. */
const SLACK_DAYS = 1 / 24;

/** How what is said of people compares with what they really did. */
export interface Verdict {
	people: number;
	/** Right to the moment. */
	exact: number;
	/** On the safe side. */
	later: number;
	/** Active so lately, as far as is known, that nobody asked whether they were again. */
	notAskedAgain: number;
	/** On the dangerous side: somebody was active later than is said. */
	older: string[];
	/** Active people who would be proposed. */
	activeProposed: string[];
	/** People without an edit within the threshold. */
	idle: number;
	/** Idle people who would be proposed. */
	idleFound: number;
}

/**
 * Holds what is said of people against the truth; what is older than the lookback does not count.
 *
 * @param now milliseconds since the epoch
 */
export function verdictOf(
	world: World,
	said: ReadonlyMap<string, ActivityRecord>,
	now: number,
): Verdict {
	const rows = [...said].map(
		([accountId, record]) => readPerson({ profile: 'comparison', accountId, ...record }).person,
	);
	const { activeProposed, idle, found } = judgeProposals(world, rows, now);
	const verdict: Verdict = {
		people: said.size,
		exact: 0,
		later: 0,
		notAskedAgain: 0,
		older: [],
		activeProposed,
		idle,
		idleFound: found,
	};
	for (const [accountId, { lastActivityAt, activityStatus }] of said) {
		if (activityStatus === 'unknown') continue;
		const edited = lastEditOf(world, accountId, { until: now });
		const at = within(LOOKBACK_DAYS, readTime(lastActivityAt), now);
		const truth = within(LOOKBACK_DAYS, edited, now);
		if (at === truth) verdict.exact++;
		else if (truth === null || (at !== null && at > truth)) verdict.later++;
		else if (within(REFRESH_AFTER_DAYS + SLACK_DAYS, at, now) !== null) verdict.notAskedAgain++;
		else verdict.older.push(accountId);
	}
	return verdict;
}

function within(days: number, at: number | null, now: number): number | null {
	return at === null || at < now - days * DAY_MS ? null : at;
}
