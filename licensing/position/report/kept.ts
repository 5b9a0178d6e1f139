import { NOT_EVALUATED } from '../../exclusions/evaluate';
import type { ReasonCode } from '../../exclusions/reasons';
import type { PersonRow } from '../../person';

/** Why seats stay, in words that a heading of a list can use. */
export const REASON_TITLES = {
	excludedByRule: 'An exclusion rule',
	protectedAdmin: 'Administrator of the site',
	protectedSelf: 'The account that the workflow connects with',
	managedExternally: 'Access group managed by an identity provider',
	activityUnknown: 'Activity not known for certain',
	emailUnknown: 'E-mail address not known, so rules about it cannot be checked',
	groupsUnknown: 'Groups not known, and a rule asks for them',
	departmentUnknown: 'Department not known, and a rule asks for it',
	coolingDown: 'Decided to keep for now',
	active: 'In use',
	newUser: 'New',
	neverActiveRetained: 'No activity found, kept by the settings',
	inactive: 'Inactive',
	neverActive: 'No activity found',
	evaluationFailed: 'Could not be evaluated',
} as const satisfies Record<ReasonCode, string>;

export const NOT_JUDGED: ReasonCode = 'evaluationFailed';

/** Subscriptions that something protects, or keeps out of cost. */
export interface Protection {
	title: string;
	/** The words of whoever made the rule; null when there are none. */
	reason: string | null;
	/** Kept from reclamation. */
	isProtected: number;
	/** Kept out of cost. */
	excludedFromCost: number;
}

/** Subscriptions that stay for now, and why. */
export interface HeldBack {
	title: string;
	subscriptions: number;
}

/** Why seats could not be judged, in the words of whoever tried, the most frequent first. */
export function notEvaluated(seats: readonly PersonRow[]): HeldBack[] {
	const found = new Map<string, number>();
	for (const { reasonCode, reason } of seats) {
		if (reasonCode !== NOT_JUDGED) continue;
		const title = reason.startsWith(NOT_EVALUATED)
			? reason.slice(NOT_EVALUATED.length)
			: reason;
		found.set(title, (found.get(title) ?? 0) + 1);
	}
	return mostFrequentFirst(found);
}

/** What protected how many, the most frequent first. */
export function protections(seats: readonly PersonRow[]): Protection[] {
	const found = new Map<string, Protection>();
	for (const seat of seats) {
		const isProtected = seat.decision === 'excluded' || seat.protectedFromReclamation;
		if (!isProtected && !seat.excludedFromCost) continue;
		const { title, reason } = protectionOf(seat, isProtected);
		const key = JSON.stringify([title, reason]);
		const entry = found.get(key) ?? { title, reason, isProtected: 0, excludedFromCost: 0 };
		if (isProtected) entry.isProtected += 1;
		if (seat.excludedFromCost) entry.excludedFromCost += 1;
		found.set(key, entry);
	}
	return [...found.values()].sort(
		(a, b) => b.isProtected - a.isProtected || b.excludedFromCost - a.excludedFromCost,
	);
}

/** Why the others stay, the most frequent first. */
export function heldBack(seats: readonly PersonRow[]): HeldBack[] {
	const found = new Map<string, number>();
	for (const { decision, reasonCode } of seats) {
		if (decision !== 'retained') continue;
		const title = titleOf(reasonCode);
		found.set(title, (found.get(title) ?? 0) + 1);
	}
	return mostFrequentFirst(found);
}

export function mostFrequentFirst(counts: ReadonlyMap<string, number>): HeldBack[] {
	return [...counts]
		.map(([title, subscriptions]) => ({ title, subscriptions }))
		.sort((a, b) => b.subscriptions - a.subscriptions);
}

/** Why a seat that was evaluated stays: the rule that names it, or the title of its reason. */
export function titleOfKept(seat: PersonRow): string {
	return protectionOf(seat, true).title;
}

/** A rule where one is named; a protection that needs no rule by its own title. */
function protectionOf(
	seat: PersonRow,
	isProtected: boolean,
): { title: string; reason: string | null } {
	const byRule = !isProtected || seat.reasonCode === 'excludedByRule';
	if (byRule && seat.exclusionRule !== null) {
		return { title: seat.exclusionRule, reason: seat.exclusionReason };
	}
	return { title: titleOf(seat.reasonCode), reason: null };
}

const TITLES: ReadonlyMap<string, string> = new Map(Object.entries(REASON_TITLES));

function titleOf(reasonCode: string): string {
	return TITLES.get(reasonCode) ?? (reasonCode || 'No reason given');
}
