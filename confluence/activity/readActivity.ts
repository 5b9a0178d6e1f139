import type { ActivityRecord } from '../../licensing/subscription';
import { laterEvidence, type Evidence } from '../../licensing/activity/evidence';
import type { LookResult } from '../../licensing/activity/merge';
import { seatOf, type Seat } from '../../licensing/activity/people';
import { recentMs } from '../../licensing/activity/vouching';
import type { ConfluenceClient } from '../http/client';
import { readViews, type Organization, type ViewLook, type Views } from '../organization/readViews';
import { readEdits, type EditLook, type Edits, type EditSettings } from './readEdits';

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

/** How the look at one person ended. */
export interface PersonLook extends LookResult {
	/** Where it began (milliseconds since the epoch). */
	from: number;
	/** From the organization; null where it was not asked or hides it. */
	email: string | null;
}

export interface Activity {
	looks: Map<string, PersonLook>;
	counts: Record<string, number | string>;
}

/**
 * Looks at people's activity by the signals asked for. A signal that fails for a person makes
 * their look incomplete; a failure of the whole site ends the run.
 *
 * @param people each person once
 * @throws ConfluenceError
 */
export async function readActivity(
	{ site, organization, cloudId }: ActivitySources,
	people: readonly PersonToLookAt[],
	settings: EditSettings,
): Promise<Activity> {
	const { now, lookbackDays } = settings;
	const facts = {
		now,
		lookbackDays,
		readsViews: organization !== null,
		recentMs: recentMs(lookbackDays),
	};
	const seats = people.map(({ accountId, record }) => seatOf(accountId, record, facts));
	// Views first: where the API key is refused the run fails, and has spent no points.
	const views =
		organization === null
			? null
			: await readViews(
					organization,
					seats.map(({ accountId }) => accountId),
					cloudId,
				);
	const edits = site === null ? null : await readEdits(site, seats, settings);
	const looks = new Map<string, PersonLook>();
	for (const seat of seats) looks.set(seat.accountId, lookOf(seat, edits, views));
	return { looks, counts: { ...edits?.counts, ...views?.counts } };
}

function lookOf(seat: Seat, edits: Edits | null, views: Views | null): PersonLook {
	const edit = edits?.looks.get(seat.accountId) ?? null;
	const view = views?.looks.get(seat.accountId) ?? null;
	const errors = [missingError(edits, edit), missingError(views, view)].filter(
		(error) => error !== null,
	);
	return {
		from: lookedFrom(seat, edit, view),
		evidence: laterEvidence(edit?.evidence ?? null, viewEvidence(view)),
		error: errors.length === 0 ? null : errors.join(' '),
		viewsChecked: view !== null && view.error === null,
		byChangesOnly: edit?.byChangesOnly ?? false,
		email: view?.email ?? null,
	};
}

/** A signal that was asked for and has no answer for a person failed. */
function missingError(
	signal: Edits | Views | null,
	look: { error: string | null } | null,
): string | null {
	if (signal === null) return null;
	return look === null ? 'The look at this person did not end.' : look.error;
}

function viewEvidence(view: ViewLook | null): Evidence | null {
	return view === null || view.at === null
		? null
		: { at: view.at, type: 'view', source: 'organization' };
}

/** "Never viewed" reaches back no further than to when the person was added (D). */
function lookedFrom(seat: Seat, edit: EditLook | null, view: ViewLook | null): number {
	const from = edit?.from ?? seat.from;
	return Math.max(from, view?.since ?? from);
}
