import { objectAt } from '../../../confluence/http/answers';
import { DAY_MS, readTime } from '../../../licensing/times';
import type { Inspection } from '../inspection';
import { changesWhere, cqlMinute, twoOf } from '../questions';
import { asAssumed, differs, NotPossible, unless } from '../verdict';
import type { Assumptions } from './assumption';
import { contentOf, idOf } from './hits';
import { someChanges } from './search';

const MINUTE_MS = 60_000;
const HOUR_MINUTES = 60;

export const TIME_ASSUMPTIONS = {
	momentsInQueries: {
		mark: 'D',
		sentence:
			'A time in a query is read in a time zone of at most a day from UTC, to the minute.',
		try: async (inspection) => {
			const newest = await newestChange(inspection);
			const { at } = newest;
			const within = await isFound(inspection, newest, at - DAY_MS, at + DAY_MS);
			if (!within) return differs('a change is not found within a day before and after it');
			const exactly = await isFound(inspection, newest, at, at);
			return asAssumed(
				exactly
					? 'times are read as UTC'
					: 'times are read in another zone than UTC, which the day of margin covers',
			);
		},
	},
	changesKeepTheirTime: {
		mark: 'D',
		sentence: 'A query finds no change more than a day after its own time.',
		try: async (inspection) => {
			const { at } = await newestChange(inspection);
			const later = await changedBetween(inspection, at + DAY_MS, at + 100 * DAY_MS);
			return unless(
				later.length === 0 ? [] : ['the newest change is found a day after its own time'],
			);
		},
	},
	changeTimesAreAbsolute: {
		mark: 'S',
		sentence: 'The times in a hit carry their zone, and the newest is not in the future.',
		try: async (inspection) => {
			const { at, text } = await newestChange(inspection);
			return unless([
				...(/(Z|[+-]\d\d:?\d\d)$/i.test(text) ? [] : ['a time has no zone']),
				...(at > inspection.startedAt + HOUR_MINUTES * MINUTE_MS
					? ['the newest change is more than an hour in the future']
					: []),
			]);
		},
	},
} as const satisfies Assumptions;

interface Change {
	id: string;
	at: number;
	text: string;
}

async function newestChange(inspection: Inspection): Promise<Change> {
	const [hit] = (await someChanges(inspection, 1)).results;
	const { version } = contentOf(hit);
	if (version === undefined) throw new NotPossible('the newest hit does not tell its version');
	const text = objectAt(version, 'hit.content.version').when;
	const at = readTime(text);
	if (typeof text !== 'string' || at === null) {
		throw new NotPossible('the newest hit does not tell when it changed');
	}
	return { id: idOf(hit), at, text };
}

async function isFound(
	inspection: Inspection,
	{ id }: Change,
	from: number,
	to: number,
): Promise<boolean> {
	return (await changedBetween(inspection, from, to, id)).includes(id);
}

/** The content changed in these minutes, both included; of one id where it is said. */
async function changedBetween(
	inspection: Inspection,
	from: number,
	to: number,
	id?: string,
): Promise<string[]> {
	const until = cqlMinute(to + MINUTE_MS);
	const window = `lastmodified >= ${cqlMinute(from)} and lastmodified < ${until}`;
	const condition = id === undefined ? window : `id = ${id} and ${window}`;
	const { results } = await inspection.search(twoOf(changesWhere(condition)));
	return results.map(idOf);
}
