import {
	firstSite,
	lastEditOf,
	lastEditSearchShows,
	lastOwnEditOf,
	lastViewOf,
	type Simulator,
} from '../../simulator';
import { ACTIVITY_TYPES } from '../../simulator';
import { isBlockedForApp } from '../../simulator/world';
import { THRESHOLD_DAYS, type Connection } from './pipeline';

const DAY_MS = 86_400_000;

/** Why somebody active may be taken for idle: nothing that was asked can show it. */
export const EXCUSES = [
	'only views, not asked for',
	'only edits, not asked for',
	'view not shown yet',
	'edit not in the index yet',
	'restricted, blocked or in the trash',
] as const;
export type Excuse = (typeof EXCUSES)[number];

/** What the truth says of somebody who was told idle. */
export type Judgement =
	| { is: 'idle' }
	| { is: 'excused'; excuse: Excuse }
	| { is: 'active'; by: string };

/**
 * Holds somebody who was told idle against the world's truth before the moment `at`: idle indeed,
 * active in a way that no answer can show, or active and wronged.
 */
export function judgeIdle(connection: Connection, accountId: string, at: number): Judgement {
	const { simulator, signal } = connection;
	const { world, settings } = simulator;
	const from = at - THRESHOLD_DAYS * DAY_MS;
	const until = at - 1;
	const isRecent = (moment: number | null): boolean => moment !== null && moment > from;
	const edited = lastOwnEditOf(world, accountId, { until });
	const viewed = lastViewOf(world, accountId, { until });
	if (!isRecent(edited) && !isRecent(viewed)) return { is: 'idle' };
	if (signal !== 'edits') {
		const shown = lastViewOf(world, accountId, { until: until - settings.viewsLateMs });
		if (isRecent(shown)) return { is: 'active', by: `a view of ${isoOf(shown)}` };
	}
	if (signal !== 'views') {
		const shown = lastEditSearchShows(world, accountId, { settings, now: at, until });
		if (isRecent(shown)) return { is: 'active', by: `an edit of ${isoOf(shown)}` };
		const blocked = lastBlockedEdit(simulator, accountId, until);
		if (isRecent(blocked) && tellsBlocked(connection)) {
			return { is: 'active', by: `an edit of ${isoOf(blocked)} that may be blocked` };
		}
	}
	return {
		is: 'excused',
		excuse: isRecent(edited)
			? excuseOfEdit(connection, accountId, until, isRecent)
			: signal === 'edits'
				? 'only views, not asked for'
				: 'view not shown yet',
	};
}

function excuseOfEdit(
	{ simulator, signal }: Connection,
	accountId: string,
	until: number,
	isRecent: (moment: number | null) => boolean,
): Excuse {
	if (signal === 'views') return 'only edits, not asked for';
	return isRecent(lastEditOf(simulator.world, accountId, { until }))
		? 'edit not in the index yet'
		: 'restricted, blocked or in the trash';
}

/** Whether the credential may ask if content is blocked: then "nothing found" proves nothing. */
function tellsBlocked({ granted }: Connection): boolean {
	return granted.includes('read:configuration:confluence');
}

function lastBlockedEdit({ world }: Simulator, accountId: string, until: number): number | null {
	const { cloudId } = firstSite(world);
	const moments = world.content
		.filter((item) => item.cloudId === cloudId && isBlockedForApp(world, item))
		.filter(({ type }) => ACTIVITY_TYPES.includes(type))
		.flatMap(({ versions }) => versions)
		.filter(({ by, at }) => by === accountId && at <= until)
		.map(({ at }) => at);
	return moments.length === 0 ? null : Math.max(...moments);
}

function isoOf(moment: number | null): string {
	return moment === null ? 'never' : new Date(moment).toISOString();
}
