import type { Candidate } from '../../candidates/candidate';
import { graceDaysIn, type ReasonCode } from '../../exclusions/reasons';
import type { PersonRow } from '../../person';
import { keyOf } from '../../subscription';
import { DAY_MS, readTime } from '../../times';
import { dayText } from '../billing';

/** People who wait for a date before anything can happen to their seats. */
export interface Wait {
	kind: 'grace' | 'coolDown' | 'notice';
	people: number;
	/** The first and the last day on which one of these waits ends; null when not known. */
	first: string | null;
	last: string | null;
	/** When the first and the last of the new people were first seen; null for other waits. */
	seenFrom: string | null;
	seenTo: string | null;
}

const NEW: ReasonCode = 'newUser';
const COOLING_DOWN: ReasonCode = 'coolingDown';

/**
 * Who waits for the end of the grace period, of a cool-down, or of the time to answer.
 *
 * @param seats those of the report
 * @param stored the candidates of the report's profiles
 */
export function waitsOf(seats: readonly PersonRow[], stored: readonly Candidate[]): Wait[] {
	const grace = new Waiting('grace');
	const coolDown = new Waiting('coolDown');
	const notice = new Waiting('notice');
	const kept = keptUntil(stored);
	for (const seat of seats) {
		if (seat.reasonCode === NEW) {
			const seen = readTime(seat.firstSeenAt);
			const days = graceDaysIn(seat.reason);
			grace.add(seen === null || days === null ? null : seen + days * DAY_MS, seen);
		} else if (seat.reasonCode === COOLING_DOWN) {
			const own = seat.keepUntil.kind === 'time' ? seat.keepUntil.time : null;
			coolDown.add(own ?? kept.get(keyOf(seat)) ?? null);
		}
	}
	for (const { state, dueAt } of stored) {
		if (state === 'Awaiting User') notice.add(readTime(dueAt));
	}
	return [notice, grace, coolDown]
		.map((wait) => wait.result())
		.filter(({ people }) => people > 0);
}

/** Until when each person's seat is kept, by subscription key. */
function keptUntil(stored: readonly Candidate[]): Map<string, number> {
	const kept = new Map<string, number>();
	for (const candidate of stored) {
		const until = readTime(candidate.keepUntil);
		if (until === null) continue;
		const key = keyOf(candidate);
		kept.set(key, Math.max(until, kept.get(key) ?? until));
	}
	return kept;
}

class Waiting {
	private people = 0;
	private readonly until = new Span();
	private readonly seen = new Span();

	constructor(private readonly kind: Wait['kind']) {}

	add(until: number | null, seen: number | null = null): void {
		this.people += 1;
		this.until.add(until);
		this.seen.add(seen);
	}

	result(): Wait {
		const { kind, people, until, seen } = this;
		return {
			kind,
			people,
			first: until.first,
			last: until.last,
			seenFrom: seen.first,
			seenTo: seen.last,
		};
	}
}

/** The first and the last of some moments. */
class Span {
	private from: number | null = null;
	private to: number | null = null;

	add(time: number | null): void {
		if (time === null) return;
		this.from = Math.min(time, this.from ?? time);
		this.to = Math.max(time, this.to ?? time);
	}

	get first(): string | null {
		return this.from === null ? null : dayText(this.from);
	}

	get last(): string | null {
		return this.to === null ? null : dayText(this.to);
	}
}
