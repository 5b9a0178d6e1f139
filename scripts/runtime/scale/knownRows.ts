import { tableRows } from '../dataTables';
import type { Fields } from '../executions';
import type { N8nSession } from '../n8nSession';

/** What a sync leaves in the tables, without the moments at which it ran. */
export interface KnownRows {
	subscriptions: Fields[];
	candidates: Fields[];
}

/** Columns that say when a run was, and those that n8n adds. */
const OF_THE_RUN: ReadonlySet<string> = new Set([
	...['id', 'createdAt', 'updatedAt'],
	...['firstSeenAt', 'lastSeenAt', 'snapshotAt', 'activityCheckedAt', 'activityCheckedFrom'],
	...['openedAt', 'changedAt', 'evaluatedAt', 'inactiveDays', 'answerToken', 'history', 'reason'],
]);

/** What is known about everybody, in an order of its own, so that two runs can be compared. */
export async function knownRows(session: N8nSession): Promise<KnownRows> {
	const [subscriptions, candidates] = await Promise.all(
		['clm_subscriptions', 'clm_candidates'].map(async (name) => tableRows(session, name)),
	);
	return { subscriptions: lasting(subscriptions ?? []), candidates: lasting(candidates ?? []) };
}

function lasting(rows: Fields[]): Fields[] {
	return rows
		.map((row) =>
			Object.fromEntries(Object.entries(row).filter(([column]) => !OF_THE_RUN.has(column))),
		)
		.sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}

function keyOf({ profile, accountId }: Fields): string {
	return `${String(profile)} ${String(accountId)}`;
}

/** The whole rows of the newest snapshot of each profile: what is in force. */
export async function snapshotsInForce(session: N8nSession): Promise<Map<string, Fields[]>> {
	const byProfile = new Map<string, Fields[]>();
	for (const row of await tableRows(session, 'clm_subscriptions')) {
		const profile = String(row.profile);
		const [newest] = byProfile.get(profile) ?? [];
		if (newest === undefined || momentOf(row) > momentOf(newest)) byProfile.set(profile, [row]);
		else if (momentOf(row) === momentOf(newest)) byProfile.get(profile)?.push(row);
	}
	return byProfile;
}

function momentOf({ snapshotAt }: Fields): string {
	return String(snapshotAt);
}
