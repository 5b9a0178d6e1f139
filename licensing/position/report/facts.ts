import type { Candidate } from '../../candidates/candidate';
import { newestRows } from '../../candidates/storedCandidates';
import { isOpen, type State } from '../../candidates/states';
import { byLongestInactive, type PersonRow } from '../../person';
import { keyOf } from '../../subscription';
import { toIso } from '../../times';
import type { LicensePosition } from '../calculate';
import type { ProfileSeats } from '../countSeats';
import type { GroupBy } from '../groups';
import { isReclaimable } from '../idleSeats';
import { minorToNumber } from '../money';
import { stillBilledNote, type SavingShare } from '../savingShares';
import type { TrendRow } from '../trendRows';
import { answerOf, type Answer } from './answer';
import { csvFile, type CsvFile } from './csv';
import { dueDays, waitingStates, type DueDay, type WaitingState } from './due';
import { heldBack, notEvaluated, protections, type HeldBack, type Protection } from './kept';
import { trendOf, type Trend } from './trend';
import { waitsOf, type Wait } from './waits';

/** What a report is made from. */
export interface ReportSources {
	calculated: LicensePosition;
	profiles: readonly ProfileSeats[];
	/** As stored; of several rows of one candidate the newest counts. */
	candidates: readonly Candidate[];
	/** Sentences about what could not be read. */
	leftOut: readonly string[];
	/** Positions of earlier days, in any order. */
	earlier?: readonly TrendRow[];
	/** What the positions are divided by. */
	groupBy?: GroupBy;
}

/** A seat that can be taken back, and why. */
export interface CandidateLine {
	displayName: string;
	accountId: string;
	profile: string;
	identifier: string;
	inactiveDays: number | null;
	viewsChecked: boolean;
	/** Since when activity was checked; null when that is not known. */
	checkedFrom: string | null;
	reason: string;
	/** Through what the person stays billed, in words; null where nothing is to be said. */
	note: string | null;
	/** Of the open candidate; null when none is open. */
	state: State | null;
	dueAt: string | null;
}

/** Everything that the page says. */
export interface ReportFacts {
	calculatedAt: string;
	answer: Answer;
	calculated: LicensePosition;
	profiles: number;
	subscriptions: number;
	/** Those that the profiles use, ascending. */
	staleAfterDays: number[];
	/** The longest inactive first, those for whom nothing was found last. */
	candidates: CandidateLine[];
	candidateCount: number;
	/** All of them, or as many as a page may hold. */
	candidateFile: CsvFile | null;
	/** Idle seats for which no candidate is open. */
	notProposed: number;
	waits: Wait[];
	trend: Trend | null;
	groupBy: GroupBy;
	protections: Protection[];
	heldBack: HeldBack[];
	/** Why seats could not be judged at all. */
	notEvaluated: HeldBack[];
	due: DueDay[];
	waiting: WaitingState[];
	leftOut: readonly string[];
}

/** How many candidates a page names; the file beside them holds more. */
const CANDIDATES_SHOWN = 25;

/** The page stays under 1 MB: a third is added when the file is embedded. */
const FILE_BYTES = 330_000;

/** The columns of the file of idle seats. */
const FILE_FIELDS = [
	'profile',
	'subscriptionIdentifier',
	'accountId',
	'displayName',
	'email',
	'inactiveDays',
	'lastActivityAt',
	'activityCheckedFrom',
	'viewsChecked',
	'reason',
] as const satisfies ReadonlyArray<keyof PersonRow>;

/** Collects what the page says. `now` in milliseconds since the epoch. */
export function reportFacts(sources: ReportSources, now: number): ReportFacts {
	const { calculated, profiles, leftOut } = sources;
	const shown = new Set(profiles.map(({ profile }) => profile));
	const stored = [...newestRows(sources.candidates).values()].filter(({ profile }) =>
		shown.has(profile),
	);
	const open = new Map<string, Candidate>();
	for (const candidate of stored) {
		if (!isOpen(candidate.state)) continue;
		open.set(keyOf(candidate), candidate);
	}
	const seats: PersonRow[] = [];
	const candidates: PersonRow[] = [];
	for (const profile of profiles) {
		for (const seat of profile.seats) {
			seats.push(seat);
			const isIdle = isReclaimable(seat, profile.staleAfterDays);
			if (isIdle && !calculated.reclaimedSince.has(keyOf(seat))) candidates.push(seat);
		}
	}
	candidates.sort(byLongestInactive);
	const tracks = { open, shares: possibleShares(calculated.shares) };
	return {
		calculatedAt: toIso(now) ?? '',
		answer: answerOf(profiles, calculated),
		calculated,
		profiles: profiles.length,
		subscriptions: seats.length,
		staleAfterDays: distinct(profiles.map(({ staleAfterDays }) => staleAfterDays)),
		candidates: candidates
			.slice(0, CANDIDATES_SHOWN)
			.map((seat) => candidateLine(seat, tracks)),
		candidateCount: candidates.length,
		candidateFile: candidateFile(candidates, tracks),
		notProposed:
			open.size === 0
				? candidates.length
				: candidates.filter((seat) => !open.has(keyOf(seat))).length,
		waits: waitsOf(seats, stored),
		trend: trendOf(
			(sources.earlier ?? []).filter(({ profile }) => shown.has(profile)),
			calculated.positions,
			now,
		),
		groupBy: sources.groupBy ?? 'none',
		protections: protections(seats),
		heldBack: heldBack(seats),
		notEvaluated: notEvaluated(seats),
		due: dueDays(profiles, stored, now),
		waiting: waitingStates(stored, now),
		leftOut,
	};
}

/** What is known of idle seats beside their rows, by subscription key. */
interface Tracks {
	open: ReadonlyMap<string, Candidate>;
	shares: ReadonlyMap<string, SavingShare>;
}

/** What each seat would save. */
function possibleShares(shares: readonly SavingShare[]): Map<string, SavingShare> {
	const possible = shares.filter(({ state }) => state === 'possible');
	return new Map(possible.map((share) => [keyOf(share), share]));
}

function candidateLine(seat: PersonRow, { open, shares }: Tracks): CandidateLine {
	const key = keyOf(seat);
	const tracked = open.get(key);
	return {
		displayName: seat.displayName,
		accountId: seat.accountId,
		profile: seat.profile,
		identifier: seat.subscriptionIdentifier.trim(),
		inactiveDays: seat.inactiveDays,
		viewsChecked: seat.viewsChecked,
		checkedFrom: seat.activityCheckedFrom,
		reason: seat.reason,
		note: stillBilledNote(shares.get(key)?.stillBilledThrough ?? []),
		state: tracked?.state ?? null,
		dueAt: tracked?.dueAt ?? null,
	};
}

function candidateFile(candidates: readonly PersonRow[], { open, shares }: Tracks): CsvFile | null {
	if (candidates.length <= CANDIDATES_SHOWN) return null;
	function* rows() {
		for (const seat of candidates) {
			const key = keyOf(seat);
			const tracked = open.get(key);
			const share = shares.get(key);
			yield [
				...FILE_FIELDS.map((field) => seat[field]),
				tracked?.state ?? null,
				tracked?.dueAt ?? null,
				share && share.currency !== null
					? minorToNumber(share.amount, share.currency)
					: null,
				share?.currency ?? null,
				stillBilledNote(share?.stillBilledThrough ?? []),
			];
		}
	}
	const heads = [...FILE_FIELDS, 'state', 'dueAt', 'potentialSavings', 'currency', 'note'];
	const limits = { all: candidates.length, maxBytes: FILE_BYTES };
	return csvFile('confluence-idle-seats.csv', heads, rows(), limits);
}

function distinct(numbers: readonly number[]): number[] {
	return [...new Set(numbers)].sort((a, b) => a - b);
}
