import { askPeople } from '../../../confluence/activity/askPeople';
import type { EditSettings } from '../../../confluence/activity/editLooks';
import { askedPerson } from '../../../licensing/activity/questions';
import { UNKNOWN_ACTIVITY, type ActivityRecord } from '../../../licensing/subscription';
import { DAY_MS } from '../../../licensing/times';
import { json, scriptedClient, type ScriptedAnswer } from '../scriptedRuntime';

export const NOW = Date.parse('2026-05-02T10:30:00Z');
export const ago = (days: number) => new Date(NOW - days * DAY_MS).toISOString();

export const SETTINGS: EditSettings = {
	now: NOW,
	lookbackDays: 60,
	refreshAfterDays: 14,
	pointsBudget: 20_000,
	resolveSharedEdits: false,
};

export interface Hit {
	id?: string;
	by: string;
	at: string;
	creator?: string;
	created?: string;
	version?: number;
	bare?: boolean;
	/** The date of the hit, where it is not that of its last version. */
	found?: string;
}

const hitJson = ({
	id = '1',
	by,
	at,
	creator = by,
	created = at,
	version = 1,
	bare,
	found = at,
}: Hit) => ({
	content: {
		id,
		type: 'page',
		...(bare !== true && {
			version: { by: { accountId: by }, when: at, number: version },
			history: { createdBy: { accountId: creator }, createdDate: created },
		}),
	},
	lastModified: found,
});

export const page = (hits: Hit[], cursor?: string, more: object = {}): ScriptedAnswer =>
	json({
		results: hits.map(hitJson),
		...more,
		_links: cursor === undefined ? {} : { next: `/rest/api/search?cursor=${cursor}` },
	});

/** The moment from which a query asks, in UTC. */
export const asksFrom = (cql: string): string =>
	`${/>= "(.+?)"/.exec(cql)?.[1]?.replace(' ', 'T')}:00Z`;

export type Answer = (cql: string, cursor: string | null, limit: number) => ScriptedAnswer;

/** Looks at people on a scripted site. */
export async function look(
	people: Record<string, ActivityRecord>,
	answer: Answer,
	settings: Partial<EditSettings> = {},
) {
	const site = scriptedClient(
		({ url }) => {
			const query = new URL(url).searchParams;
			return answer(query.get('cql') ?? '', query.get('cursor'), Number(query.get('limit')));
		},
		{},
		NOW,
	);
	const all = { ...SETTINGS, ...settings };
	const asked = Object.entries(people).map(([id, record]) => askedPerson(id, record, all));
	const { looks, counts, shown } = await askPeople(site.client, asked, asked.length, all);
	const urls = site.requests.map(({ url }) => new URL(url));
	return { looks, counts, shown, site, urls };
}

export const lookAtAda = async (answer: Answer, settings: Partial<EditSettings> = {}) => {
	const { looks, ...rest } = await look({ ada: UNKNOWN_ACTIVITY }, answer, settings);
	return { ...rest, ada: looks.get('ada') };
};
