import type { ActivityRecord } from '../../licensing/subscription';
import { laterEvidence, type Evidence } from '../../licensing/activity/evidence';
import { lookFrom } from '../../licensing/activity/lookWindow';
import type { LookResult } from '../../licensing/activity/merge';
import { askedPerson, isActiveAnyway, isRecent } from '../../licensing/activity/questions';
import { laterOf, readTime } from '../../licensing/times';
import type { ConfluenceClient } from '../http/client';
import { readViews, type Organization, type ViewLook } from '../organization/readViews';
import { askPeople, type Edits } from './askPeople';
import type { EditLook, EditSettings } from './editLooks';

/** A person to look at, with what is known of them. */
export interface PersonToLookAt {
	accountId: string;
	record: ActivityRecord;
}

export interface ActivitySources {
	/** Null: edits are not asked for. */
	site: ConfluenceClient | null;
	/** Null: views are not asked for. */
	organization: Organization | null;
	cloudId: string;
}

export interface ActivitySettings extends EditSettings {
	/**
	 * Tells why content of the site may be kept from this app, as a sentence; null where it is not, or
	 * where nobody can know.
	 */
	whyContentMayBeBlocked?: () => Promise<string | null>;
}

/** How the look at one person ended. */
export interface PersonLook extends LookResult {
	/** Where it began (milliseconds since the epoch). */
	from: number;
	/** From the organization; null where it was not asked or hides it. */
	email: string | null;
	/** Other products of the person on the site; null where nobody told. */
	productAccess: string[] | null;
}

export interface Activity {
	looks: Map<string, PersonLook>;
	counts: Record<string, number>;
}

/**
 * Looks at people's activity by the signals asked for. Somebody whose last known activity is young
 * is active anyway and not asked for. A signal that fails for a person makes their look incomplete;
 * a failure of the whole site ends the run.
 *
 * @param people each person once
 * @throws ConfluenceError
 */
export async function readActivity(
	{ site, organization, cloudId }: ActivitySources,
	people: readonly PersonToLookAt[],
	settings: ActivitySettings,
): Promise<Activity> {
	const facts = { ...settings, readsViews: organization !== null };
	const wanted = people.filter(({ record }) => !isActiveAnyway(record, settings));
	const asked = wanted.map(({ accountId, record }) => askedPerson(accountId, record, facts));
	// Views first: where the API key is refused the run fails, and has spent no points.
	const views =
		organization === null
			? null
			: await readViews(
					organization,
					asked.map(({ accountId }) => accountId),
					cloudId,
				);
	const isIdlenessAsked = site !== null && asked.length > 0;
	const blocked = isIdlenessAsked ? ((await settings.whyContentMayBeBlocked?.()) ?? null) : null;
	const edits = site === null ? null : await askPeople(site, asked, people.length, settings);
	const looks = new Map<string, PersonLook>();
	const isAsked = new Set(asked.map(({ accountId }) => accountId));
	for (const person of people) {
		const { accountId, record } = person;
		const shown = edits?.shown.get(accountId) ?? null;
		const edit = isAsked.has(accountId)
			? lookAtEdits(person, edits, blocked, settings)
			: ACTIVE_ANYWAY;
		const view = views?.looks.get(accountId) ?? null;
		looks.set(accountId, {
			...withViews(edit, view, views !== null && isAsked.has(accountId)),
			evidence: [edit.evidence, shown, viewEvidence(view)].reduce(laterEvidence, null),
			from: lookedFrom(lookFrom(record, facts), view),
			email: view?.email ?? null,
			productAccess: view?.productAccess ?? null,
		});
	}
	const notAsked = people.length - asked.length;
	return { looks, counts: { notAsked, ...edits?.counts, ...views?.counts } };
}

/** Nobody asked: what was known stands. */
const ACTIVE_ANYWAY: EditLook = { evidence: null, error: null, isComplete: false };
/** The run was not to ask for edits. */
const NOT_ASKED_FOR: EditLook = { evidence: null, error: null, isComplete: true };
const NO_ANSWER: EditLook = {
	evidence: null,
	error: 'The check of this person did not finish.',
	isComplete: false,
};

/** Where content may be kept from this app, an edit that was not found proves nothing. */
function lookAtEdits(
	{ accountId, record }: PersonToLookAt,
	edits: Edits | null,
	blocked: string | null,
	{ now, refreshAfterDays }: ActivitySettings,
): EditLook {
	if (edits === null) return NOT_ASKED_FOR;
	const look = edits.looks.get(accountId) ?? NO_ANSWER;
	if (blocked === null || look.error !== null) return look;
	const shownAt = edits.shown.get(accountId)?.at ?? null;
	const foundAt = laterOf(look.evidence?.at ?? null, shownAt);
	const lastAt = laterOf(readTime(record.lastActivityAt), foundAt);
	const isActive = lastAt !== null && isRecent(lastAt, now, refreshAfterDays);
	return isActive ? look : { ...look, error: blocked };
}

/** A signal that was asked for and has no answer for a person failed. */
function withViews(
	{ error, isComplete }: EditLook,
	view: ViewLook | null,
	isAsked: boolean,
): Pick<LookResult, 'error' | 'isComplete' | 'viewsChecked'> {
	if (!isAsked) return { error, isComplete, viewsChecked: false };
	const failure = view === null ? NO_ANSWER.error : view.error;
	const errors = [error, failure].filter((text) => text !== null);
	return {
		error: errors.length === 0 ? null : errors.join(' '),
		isComplete: isComplete && failure === null,
		viewsChecked: failure === null,
	};
}

function viewEvidence(view: ViewLook | null): Evidence | null {
	return view === null || view.at === null
		? null
		: { at: view.at, type: 'view', source: 'organization' };
}

/** "Never viewed" reaches back no further than to when the person was added (D). */
function lookedFrom(from: number, view: ViewLook | null): number {
	return Math.max(from, view?.since ?? from);
}
