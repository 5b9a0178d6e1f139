import { finalAnswer, seatChangedAt, type Answers } from '../../licensing/reclaim/answers';
import type { OutcomeCode } from '../../licensing/reclaim/outcomes';
import { untouched, type PersonOutcome } from '../../licensing/reclaim/personResult';
import { provenReceipt, type UnfinishedReceipt } from '../../licensing/reclaim/unfinishedReceipts';
import type { ReclaimItem } from '../../licensing/reclaim/reclaimItem';
import { selectPeople } from '../../licensing/reclaim/selection';
import type { ConfluenceError } from '../errors';
import { WriteAccess } from './writeAccess';
import { handleEach, type Handled } from './handleEach';
import { reclaimPerson } from './reclaimPerson';
import type { ProfileOutcome, ReclaimJob } from './jobs';
import { namesOf } from '../../licensing/reclaim/groupRefs';
import { closedReceipt, receiptOfGone } from '../../licensing/reclaim/seatOutcomes';
import { planRemoval } from '../../licensing/reclaim/removalPlan';
import { truncate } from '../../licensing/truncate';
import { membershipsOf } from './memberships';

/** The people of one profile and what decides about them. */
export interface ProfileReclaim {
	items: readonly ReclaimItem[];
	/** What earlier runs left open, by account. */
	unfinished: ReadonlyMap<string, UnfinishedReceipt>;
	/** When a receipt of each person was last finished or restored, by account. */
	settledAt: ReadonlyMap<string, number>;
	/** What is wrong with receipts that cannot be read, by account. */
	unreadableReceipts: ReadonlyMap<string, string>;
	answers: Answers;
	maxPerRun: number;
	acknowledgeEditsOnly: boolean;
}

/**
 * Reclaims the seats of one profile: chooses who is handled, settles what earlier runs left open,
 * then handles one person after the other.
 *
 * @throws ConfluenceError when the run must end before its first write: nothing was changed
 */
export async function reclaimProfile(
	job: ReclaimJob,
	profile: ProfileReclaim,
): Promise<ProfileOutcome> {
	const { items, unfinished, unreadableReceipts } = profile;
	const { cloudId } = job.site;
	const { chosen, skipped } = selectPeople(items, {
		...profile,
		cloudId,
		now: Date.parse(job.now),
	});
	const byItem = new Map<number, PersonOutcome>();
	for (const item of items) {
		const code = skipped.get(item.index);
		if (code) byItem.set(item.index, untouched(code, detailOf(code, item, profile)));
	}

	const handled = new Set(chosen.map(({ accountId }) => accountId));
	const open = [...unfinished.values()].filter(
		({ accountId }) => !handled.has(accountId) && !unreadableReceipts.has(accountId),
	);
	const named = groupsOfCandidates(items);
	const settling = await handleEach(
		open,
		job,
		async (receipt) => await settleReceipt(job, receipt, named.get(receipt.accountId) ?? null),
	);
	const settled = placeSettled(open, settling.outcomes, items, byItem);

	const writeAccess = new WriteAccess();
	const turn =
		settling.stoppedBy === null
			? await handleEach(
					chosen,
					job,
					async (item) =>
						await reclaimPerson(job, writeAccess, item, {
							unfinished: unfinished.get(item.accountId),
							settledAt: lastSettled(item, profile),
						}),
					writeAccess,
				)
			: notReached(chosen, settling.stoppedBy);
	for (const [place, { index }] of chosen.entries()) {
		byItem.set(index, turn.outcomes[place] ?? untouched('notReached'));
	}
	return { byItem, settled, stoppedBy: turn.stoppedBy };
}

/** Which event or which receipt stands behind a skip; '' for nothing. */
function detailOf(
	code: OutcomeCode,
	item: ReclaimItem,
	{ answers, unreadableReceipts }: ProfileReclaim,
): string {
	if (code === 'unreadableReceipt') return unreadableReceipts.get(item.accountId) ?? '';
	if (code !== 'keptByAnswer' && code !== 'unreadableAnswer') return '';
	return `The event is ${truncate(finalAnswer(answers, item)?.name ?? 'unknown')}.`;
}

/** When the seat was last taken back or given back, as receipts and events say. */
function lastSettled(
	item: ReclaimItem,
	{ settledAt, answers }: ProfileReclaim,
): number | undefined {
	const told = [settledAt.get(item.accountId), seatChangedAt(answers, item)];
	const known = told.filter((moment) => moment !== undefined);
	return known.length === 0 ? undefined : Math.max(...known);
}

/** The groups that candidates name, by account. */
function groupsOfCandidates(items: readonly ReclaimItem[]): Map<string, readonly string[]> {
	const named = new Map<string, readonly string[]>();
	for (const { decision, accountId, groupIds } of items) {
		if (decision === 'candidate') named.set(accountId, groupIds);
	}
	return named;
}

/** A receipt goes to the item about its person where there is one, else it stands by itself. */
function placeSettled(
	open: readonly UnfinishedReceipt[],
	outcomes: readonly PersonOutcome[],
	items: readonly ReclaimItem[],
	byItem: Map<number, PersonOutcome>,
): ProfileOutcome['settled'] {
	const indexes = new Map<string, number>();
	for (const { accountId, index } of [...items].reverse()) indexes.set(accountId, index);
	const settled: ProfileOutcome['settled'] = [];
	for (const [place, unfinished] of open.entries()) {
		const outcome = outcomes[place];
		if (outcome === undefined || outcome.receipt === null) continue;
		const index = indexes.get(unfinished.accountId);
		const skip = index === undefined ? undefined : byItem.get(index);
		if (index === undefined || skip === undefined) settled.push({ unfinished, outcome });
		else byItem.set(index, isTakenBack(outcome) ? outcome : { ...outcome, code: skip.code });
	}
	return settled;
}

/** A seat that is gone is gone, whatever the item says of the person by now. */
function isTakenBack({ code, remainingAccess }: PersonOutcome): boolean {
	return (code === 'reclaimed' || code === 'wouldReclaim') && remainingAccess.length === 0;
}

function notReached(people: readonly ReclaimItem[], stoppedBy: ConfluenceError) {
	return { outcomes: people.map(() => untouched('notReached', stoppedBy.message)), stoppedBy };
}

/**
 * Settles the receipt of somebody whom this run does not handle, most often because the person is
 * no candidate any more after an earlier run that died. Reads only. Where no group is gone a
 * live run closes the receipt; a dry run leaves it, and its outcome holds none.
 *
 * @param named the groups that the person's candidate names; null without one
 */
export async function settleReceipt(
	job: ReclaimJob,
	given: UnfinishedReceipt,
	named: readonly string[] | null,
): Promise<Handled> {
	const unfinished = provenReceipt(given, job.site.rules, named);
	const groupIds = unfinished.plannedGroups.map(({ id }) => id);
	const memberships = await membershipsOf(job.client, unfinished.accountId, groupIds);
	const plan = planRemoval(memberships, { groupIds }, job.site.rules, unfinished.plannedGroups);
	if (plan.gone.length === 0) {
		return { outcome: { ...untouched('nothingGone'), ...closedReceipt(job, unfinished) } };
	}
	const complete = plan.gone.length === unfinished.plannedGroups.length;
	const finished = job.dryRun ? 'wouldReclaim' : 'reclaimed';
	return {
		outcome: {
			...untouched(
				complete ? finished : 'partlyRemoved',
				`An earlier run had already removed the person from ${namesOf(plan.gone)}.`,
			),
			...receiptOfGone(plan, unfinished.receipt, job, unfinished),
			remainingAccess: plan.access,
			verified: complete,
		},
	};
}
