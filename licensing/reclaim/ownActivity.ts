import { readTime } from '../times';

/** Who did something, and when; null where the site does not tell. */
export interface ActivityEvent {
	accountId: string | null;
	when: string | null;
}

/** A piece of content that a person worked on, as a search tells it. */
export interface WorkedOn {
	created: ActivityEvent;
	lastChange: ActivityEvent;
	versionNumber: number | null;
}

/**
 * What a piece of content says about a person's activity after a moment: `own` for certain,
 * `shared` when somebody else changed it last and the person's own change may lie in between,
 * `none` when nothing of theirs can be that late.
 */
export type OwnActivity = 'own' | 'shared' | 'none';

/**
 * Reads the evidence of one search hit (I). A date counts only if that person made the change; an
 * upper bound that cannot be resolved counts as activity, and so does a date that is not told.
 *
 * @param since milliseconds since the epoch; only what is later counts
 */
export function ownActivityIn(hit: WorkedOn, accountId: string, since: number): OwnActivity {
	const { created, lastChange, versionNumber } = hit;
	const isLate = ({ when }: ActivityEvent): boolean => (readTime(when) ?? Infinity) > since;
	if (created.accountId === accountId && isLate(created)) return 'own';
	if (!isLate(lastChange)) return 'none';
	if (lastChange.accountId === accountId) return 'own';
	// Created by this person and changed once since, by somebody else: nothing lies in between.
	const onlyCreated =
		created.accountId === accountId &&
		lastChange.accountId !== null &&
		versionNumber !== null &&
		versionNumber <= 2;
	return onlyCreated ? 'none' : 'shared';
}
