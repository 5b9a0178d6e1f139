import { DAY_MS } from '../../licensing/times';
import type { Fields } from '../../scripts/runtime/executions';

const HOUR_MS = 3_600_000;

/**
 * A snapshot with one kind of person after the other, and the rule that two of them fall under: eight
 * are unused (one has no e-mail address), and nine are kept for five reasons.
 */
export function snapshotOf(profile: string, now: number): [rule: Fields, people: Fields[]] {
	const before = (ms: number) => new Date(now - ms).toISOString();
	const seen = {
		firstSeenAt: before(400 * DAY_MS),
		lastSeenAt: before(0),
		snapshotAt: before(0),
	};
	const looked = { activityCheckedAt: before(HOUR_MS), viewsChecked: false };
	const from = { activityCheckedFrom: before(380 * DAY_MS) };
	const isSeat = { managedExternally: false, isAdmin: false, isConnectedAccount: false };
	const people: Fields[] = [];
	const add = (count: number, fields: Fields) => {
		for (let at = 0; at < count; at++) {
			const accountId = `person-${people.length + 1}`;
			const person = { accountId, displayName: accountId, email: `${accountId}@acme.test` };
			const seat = { profile, cloudId: 'cloud', groupIds: '["g"]', groupNames: '["g"]' };
			people.push({ ...seat, ...person, ...isSeat, ...seen, ...looked, ...from, ...fields });
		}
	};
	const idle = { activityStatus: 'known', lastActivityAt: before(200 * DAY_MS) };
	add(7, idle);
	add(1, { ...idle, email: null });
	add(2, { activityStatus: 'none', firstSeenAt: before(DAY_MS) });
	add(1, { activityStatus: 'unknown' });
	add(2, { ...idle, displayName: 'Robot' });
	add(1, { ...idle, isAdmin: true });
	add(1, { ...idle, managedExternally: true });
	add(2, { activityStatus: 'known', lastActivityAt: before(5 * DAY_MS) });
	const robots = { ruleType: 'user', field: 'displayName', match: 'equals', value: 'Robot' };
	const rule = { ...robots, effect: 'both', profile: '', reason: 'Machines', active: true };
	return [rule, people];
}
