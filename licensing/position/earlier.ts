import { missingProblem, type FieldProblem } from '../person';
import { readNumber, readOrderedTextList, textOrNull, type Row } from '../tableValues';
import { DAY_MS, readTime } from '../times';
import { ADVICE_MAILS, type AdviceMail } from './advice';
import { startOfDay, type BillingPeriod } from './billing';
import { nameKey } from './models';

/** What an earlier position says of one profile and model. */
export interface EarlierPosition {
	profile: string;
	model: string;
	/** When it was calculated; milliseconds since the epoch. */
	at: number;
	used: number;
	/** The renewal that its mails were about, an ISO date. */
	renewsOn: string | null;
	/** The mails about the plan that were sent until then. */
	mailsSent: AdviceMail[];
}

/** What a stored row is: a position, or why it is none. */
export interface ReadEarlierPosition {
	position: EarlierPosition | null;
	/** Without its moment a row cannot be used, and nobody knows what it replaces. */
	problems: FieldProblem[];
	/** True without a number of used seats: a count that nobody knows is not one of zero. */
	isUncounted: boolean;
}

/** Reads a stored position. Totals are none: `position` is null and there is no problem. */
export function readEarlierPosition(row: Row): ReadEarlierPosition {
	const none = { position: null, problems: [], isUncounted: false };
	const [profile, model] = [textOrNull(row.profile), textOrNull(row.model)];
	if (profile === null || model === null) return none;
	const at = readTime(row.calculatedAt);
	if (at === null) return { ...none, problems: [missingProblem('calculatedAt', null)] };
	const used = readNumber(row.used);
	if (used === undefined || used < 0) return { ...none, isUncounted: true };
	const renewsOn = textOrNull(row.renewsOn);
	const mails = readOrderedTextList(row.mailsSent);
	const mailsSent = ADVICE_MAILS.filter((mail) => mails.includes(mail));
	return { ...none, position: { profile, model, at, used, renewsOn, mailsSent } };
}

/** Earlier positions by profile and model, the oldest first; of each day the newest alone. */
export class EarlierPositions {
	private readonly byKey = new Map<string, EarlierPosition[]>();

	/** @param now later ones are left out; milliseconds since the epoch */
	constructor(positions: readonly EarlierPosition[], now: number) {
		for (const position of positions) {
			if (position.at > now) continue;
			const key = keyOf(position);
			const known = this.byKey.get(key);
			if (known) known.push(position);
			else this.byKey.set(key, [position]);
		}
		for (const [key, list] of this.byKey) this.byKey.set(key, newestOfEachDay(list));
	}

	/** The newest position of each of these profiles. */
	newest(profiles: readonly string[], model: string): EarlierPosition[] {
		return this.listsOf(profiles, model).flatMap((list) => list.at(-1) ?? []);
	}

	/**
	 * The largest number of seats that was used together on a day of the period so far, the day
	 * before it included: a period opens with the users of that day, and only rises. A profile
	 * without a position for a day counts as on the last one that it has. D
	 *
	 * @returns 0 when nothing is known of that time
	 */
	largestCount(profiles: readonly string[], model: string, { start }: BillingPeriod): number {
		const changes = this.listsOf(profiles, model).flatMap((list, place) =>
			list.map(({ at, used }) => ({ day: startOfDay(at), used, place })),
		);
		changes.sort((a, b) => a.day - b.day);
		const current = profiles.map(() => 0);
		let largest = 0;
		for (const [index, { day, used, place }] of changes.entries()) {
			current[place] = used;
			const next = changes[index + 1];
			const isLastOfDay = next === undefined || next.day > day;
			const opens = next === undefined || next.day >= start;
			const counts = day >= start || (opens && day >= start - OPENING_DAYS * DAY_MS);
			if (isLastOfDay && counts) {
				largest = Math.max(
					largest,
					current.reduce((all, seats) => all + seats, 0),
				);
			}
		}
		return largest;
	}

	private listsOf(profiles: readonly string[], model: string): EarlierPosition[][] {
		return profiles.map((profile) => this.byKey.get(keyOf({ profile, model })) ?? []);
	}
}

/** A position calculated again on the same day corrects the one before. The oldest day first. */
function newestOfEachDay(positions: EarlierPosition[]): EarlierPosition[] {
	const byDay = new Map<number, EarlierPosition>();
	for (const position of positions.sort((a, b) => a.at - b.at)) {
		byDay.set(startOfDay(position.at), position);
	}
	return [...byDay.values()];
}

/** How old a count may be that opens a period: whoever looks once a month is not left without. */
const OPENING_DAYS = 31;

function keyOf({ profile, model }: Pick<EarlierPosition, 'profile' | 'model'>): string {
	return JSON.stringify([nameKey(profile), nameKey(model)]);
}
