import { truncate } from '../truncate';
import { byLongestInactive, type PersonRow } from '../person';
import { keyOf } from '../subscription';
import { toIso } from '../times';
import { applyTransition, nextCandidateId, openCandidate } from './applyTransition';
import { judgementOf, type Candidate, type TrackSettings } from './candidate';
import { eventsOf, NO_EVENTS, type KnownEvents } from './events';
import { eventToday, isProposedToday, moreProtective } from './eventToday';
import { isLive, type LiveMode } from './modes';
import { noticeOwed, type NoticeType } from './notices';
import {
	byPerson,
	isKept,
	newestRows,
	type PersonCandidates,
	type UnreadableRows,
} from './storedCandidates';
import { canHappen } from './states';
import { withEvents } from './withEvents';

/** What one run knows. */
export interface AdvanceRun {
	people: readonly PersonRow[];
	stored: readonly Candidate[];
	/** The profiles of today's evaluation with their settings; others are left alone. */
	settings: ReadonlyMap<string, TrackSettings>;
	/** Milliseconds since the epoch. Two runs with the same moment count as one run. */
	now: number;
	newToken: () => string;
	/** What was told about the candidates: notices, answers, decisions. */
	events?: KnownEvents;
	/** Stored rows that cannot be read: whoever they may be about is left alone. */
	unreadable?: UnreadableRows;
	/** Profiles with items that cannot be read: nobody there counts as gone. */
	incomplete?: ReadonlySet<string>;
}

/** A new or changed candidate; `person` is null when today's evaluation does not list them. */
export interface SavedCandidate {
	candidate: Candidate;
	person: PersonRow | null;
}

/** A candidate that carries today's judgement of its person. */
export interface ProposedCandidate {
	candidate: Candidate;
	person: PersonRow;
}

/** What one run came to; Notify and Revoke list the longest inactive first. */
export interface Advanced {
	save: SavedCandidate[];
	notify: Array<ProposedCandidate & { noticeType: NoticeType }>;
	/** Candidates whose seat may be taken back now. */
	revoke: ProposedCandidate[];
	/** How many people must wait for a later run, because of the limit of new candidates. */
	postponed: number;
}

/**
 * Hears what was told since, moves every open candidate one step on and opens new ones. Running
 * twice changes nothing.
 */
export function advance(run: AdvanceRun): Advanced {
	const advanced: Advanced = { save: [], notify: [], revoke: [], postponed: 0 };
	const rows = newestRows(run.stored);
	const people = byKey(run.people);
	hearEvents(run, rows, people, advanced);
	const stored = byPerson(rows.values());
	for (const [key, candidates] of stored) {
		advancePerson(run, candidates, people.get(key) ?? null, advanced);
	}
	const found = foundByProfile(run, people, stored);
	for (const [profile, settings] of run.settings) {
		const { mode } = settings;
		if (!isLive(mode)) continue;
		const opened = openedNow(run.now, profile, rows.values());
		const room = Math.max(0, settings.maxNewPerRun - opened);
		const proposed = (found.get(profile) ?? []).sort(byLongestInactive);
		advanced.postponed += Math.max(0, proposed.length - room);
		for (const person of proposed.slice(0, room)) {
			const candidate = open(run, person, mode, rows, stored);
			rows.set(candidate.candidateId, candidate);
			advanced.save.push({ candidate, person });
			offer(run, { candidate, person }, settings, advanced);
		}
	}
	advanced.save = newestOfEach(advanced.save);
	advanced.notify.sort((a, b) => byLongestInactive(a.person, b.person));
	advanced.revoke.sort((a, b) => byLongestInactive(a.person, b.person));
	return advanced;
}

/** Puts what was told into the rows, before anything is concluded from them. */
function hearEvents(
	run: AdvanceRun,
	rows: Map<string, Candidate>,
	people: ReadonlyMap<string, PersonRow>,
	advanced: Advanced,
): void {
	const { events = NO_EVENTS } = run;
	for (const [candidateId, row] of rows) {
		const settings = run.settings.get(row.profile);
		if (settings === undefined || cannotBeRead(run, row)) continue;
		const candidate = withEvents(row, eventsOf(events, row), settings);
		if (candidate === row) continue;
		rows.set(candidateId, candidate);
		advanced.save.push({ candidate, person: people.get(keyOf(candidate)) ?? null });
	}
}

function cannotBeRead({ unreadable }: AdvanceRun, row: Candidate): boolean {
	return unreadable?.concern(row) === true || unreadable?.has(row.candidateId) === true;
}

/** A candidate that changed twice in one run is saved once. */
function newestOfEach(saved: readonly SavedCandidate[]): SavedCandidate[] {
	return [...new Map(saved.map((one) => [one.candidate.candidateId, one])).values()];
}

function byKey(people: readonly PersonRow[]): Map<string, PersonRow> {
	const found = new Map<string, PersonRow>();
	for (const person of people) {
		const key = keyOf(person);
		const known = found.get(key);
		found.set(key, known ? moreProtective(known, person) : person);
	}
	return found;
}

function advancePerson(
	run: AdvanceRun,
	candidates: PersonCandidates,
	person: PersonRow | null,
	advanced: Advanced,
): void {
	const { open, surplus } = candidates;
	const settings = open && run.settings.get(open.profile);
	if (!open || !settings) return;
	if (cannotBeRead(run, open)) return;
	for (const row of surplus) {
		// Each seat that was taken though it was kept is given back by its own receipt.
		if (!canHappen('duplicateClosed', row.state)) continue;
		const detail = `It is ${truncate(open.candidateId)}.`;
		const candidate = applyTransition(row, { event: 'duplicateClosed', now: run.now, detail });
		advanced.save.push({ candidate, person });
	}
	// An event that cannot be read may say that the person keeps the seat.
	const isDoubtful = run.events?.doubtful.has(open.candidateId) === true;
	const kept = isDoubtful || isKept(candidates, run.now);
	const goneIsCertain = !run.incomplete?.has(open.profile);
	const happening = eventToday(open, person, { settings, kept, goneIsCertain, now: run.now });
	let candidate = open;
	if (happening) {
		candidate = applyTransition(open, happening);
		advanced.save.push({ candidate, person });
	}
	if (person && isProposedToday(person, kept, run.now)) {
		offer(run, { candidate, person }, settings, advanced);
	}
}

/** Hands a candidate of somebody who is proposed today to Notify or to Revoke, in a live mode. */
function offer(
	{ now }: AdvanceRun,
	{ candidate, person }: ProposedCandidate,
	settings: TrackSettings,
	advanced: Advanced,
): void {
	if (!isLive(settings.mode)) return;
	const fresh = { ...candidate, ...judgementOf(person, candidate) };
	const noticeType = noticeOwed(candidate, settings.reminderEveryDays, now);
	if (noticeType) advanced.notify.push({ candidate: fresh, person, noticeType });
	if (candidate.state === 'Awaiting Revocation') {
		advanced.revoke.push({ candidate: fresh, person });
	}
}

/** Who is proposed today and has no open candidate, by profile. */
function foundByProfile(
	run: AdvanceRun,
	people: ReadonlyMap<string, PersonRow>,
	stored: ReadonlyMap<string, PersonCandidates>,
): Map<string, PersonRow[]> {
	const found = new Map<string, PersonRow[]>();
	for (const [key, person] of people) {
		if (!mayOpen(run, person, stored.get(key))) continue;
		const ofProfile = found.get(person.profile);
		if (ofProfile) ofProfile.push(person);
		else found.set(person.profile, [person]);
	}
	return found;
}

function mayOpen(
	{ now, unreadable }: AdvanceRun,
	person: PersonRow,
	known?: PersonCandidates,
): boolean {
	if (known?.open) return false;
	// What this very run closed is found anew by the next one: a repeated run changes nothing.
	if (known?.closed.some(({ closedAt }) => closedAt === toIso(now))) return false;
	if (unreadable?.concern(person) || unreadable?.mayConcernAnybodyOf(person.profile)) {
		return false;
	}
	return isProposedToday(person, known !== undefined && isKept(known, now), now);
}

function open(
	{ now, newToken, unreadable, events = NO_EVENTS }: AdvanceRun,
	person: PersonRow,
	mode: LiveMode,
	rows: ReadonlyMap<string, Candidate>,
	stored: ReadonlyMap<string, PersonCandidates>,
): Candidate {
	const { profile, accountId } = person;
	const earlier = stored.get(keyOf(person))?.closed ?? [];
	// Events may outlive their candidate: nobody else may inherit what was said about it.
	const isTaken = (id: string) =>
		rows.has(id) ||
		unreadable?.has(id) === true ||
		events.byCandidate.has(id) ||
		events.doubtful.has(id);
	const candidateId = nextCandidateId(profile, accountId, isTaken, earlier);
	return openCandidate({ person, candidateId, mode, now, answerToken: newToken() });
}

/** How many of the stored candidates this very run has opened: it may have been repeated. */
function openedNow(now: number, profile: string, rows: Iterable<Candidate>): number {
	const openedAt = toIso(now);
	let count = 0;
	for (const row of rows) {
		if (row.profile === profile && row.openedAt === openedAt) count++;
	}
	return count;
}
