import { untouched, type PersonOutcome } from '../../licensing/reclaim/personResult';
import type { UnfinishedReceipt } from '../../licensing/reclaim/receipts';
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
import { membershipsOf } from './memberships';

/** The people of one profile and what decides about them. */
export interface ProfileReclaim {
	items: readonly ReclaimItem[];
	/** What earlier runs left open, by account. */
	unfinished: ReadonlyMap<string, UnfinishedReceipt>;
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
	{ items, unfinished, maxPerRun, acknowledgeEditsOnly }: ProfileReclaim,
): Promise<ProfileOutcome> {
	const { cloudId } = job.site;
	const now = Date.parse(job.now);
	const limits = { cloudId, maxPerRun, acknowledgeEditsOnly, now };
	const { chosen, skipped } = selectPeople(items, limits);
	const byItem = new Map<number, PersonOutcome>();
	for (const [index, code] of skipped) byItem.set(index, untouched(code));

	const handled = new Set(chosen.map(({ accountId }) => accountId));
	const open = [...unfinished.values()].filter(({ accountId }) => !handled.has(accountId));
	const settling = await handleEach(
		open,
		job,
		async (receipt) => await settleReceipt(job, receipt),
	);
	const settled = placeSettled(open, settling.outcomes, items, byItem);

	const writeAccess = new WriteAccess();
	const turn =
		settling.stoppedBy === null
			? await handleEach(
					chosen,
					job,
					async (item) =>
						await reclaimPerson(job, writeAccess, item, unfinished.get(item.accountId)),
					writeAccess,
				)
			: notReached(chosen, settling.stoppedBy);
	for (const [place, { index }] of chosen.entries()) {
		byItem.set(index, turn.outcomes[place] ?? untouched('notReached'));
	}
	return { byItem, settled, stoppedBy: turn.stoppedBy };
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
 */
export async function settleReceipt(
	job: ReclaimJob,
	unfinished: UnfinishedReceipt,
): Promise<Handled> {
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
