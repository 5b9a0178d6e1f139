import fc from 'fast-check';

import type { AccessGroup } from '../../../licensing/snapshot/accessGroups';
import {
	buildSnapshot,
	type Member,
	type SnapshotFacts,
} from '../../../licensing/snapshot/buildSnapshot';
import { readPreviousSnapshot } from '../../../licensing/snapshot/previousSnapshot';
import type { Row } from '../../../licensing/tableValues';

const SNAPSHOT_AT = '2026-05-02T06:00:00.000Z';

const group = (groupId: string, fields: Partial<AccessGroup> = {}): AccessGroup => ({
	groupId,
	name: `name of ${groupId}`,
	accessTypes: ['user'],
	managedExternally: false,
	managedBy: 'ADMINS',
	...fields,
});

const member = (accountId: string, fields: Partial<Member> = {}): Member => ({
	accountId,
	accountType: 'atlassian',
	displayName: `Person ${accountId}`,
	email: null,
	isGuest: false,
	...fields,
});

const snapshot = (fields: Partial<SnapshotFacts>) =>
	buildSnapshot({
		profile: 'acme',
		cloudId: 'cloud-1',
		accessGroups: [],
		adminIds: new Set(),
		connectedAccountId: 'me',
		previous: new Map(),
		includeGuests: false,
		includeAppAccounts: false,
		snapshotAt: SNAPSHOT_AT,
		...fields,
	});

const previousOf = (...rows: Row[]) => readPreviousSnapshot(rows.entries(), 'acme');

describe('a snapshot of who holds a seat', () => {
	it('gives a person in two access groups one seat, named by the first group in the order chosen', () => {
		const [first, second] = [group('g1'), group('g2')];
		const { subscriptions } = snapshot({
			accessGroups: [
				{ group: second, members: [member('a')] },
				{ group: first, members: [member('a'), member('b')] },
			],
		});
		expect(
			subscriptions.map(({ accountId, subscriptionIdentifier, groupIds }) => [
				accountId,
				subscriptionIdentifier,
				groupIds,
			]),
		).toEqual([
			['a', 'name of g2', ['g2', 'g1']],
			['b', 'name of g1', ['g1']],
		]);
	});

	it('leaves out guests and app accounts, which use no seat, and counts them', () => {
		const members = [
			member('a'),
			member('g', { isGuest: true }),
			member('bot', { accountType: 'app' }),
		];
		const without = snapshot({ accessGroups: [{ group: group('g1'), members }] });
		expect(without.subscriptions.map(({ accountId }) => accountId)).toEqual(['a']);
		expect([without.skippedGuests, without.skippedAppAccounts]).toEqual([1, 1]);
		const withAll = snapshot({
			accessGroups: [{ group: group('g1'), members }],
			includeGuests: true,
			includeAppAccounts: true,
		});
		expect(withAll.subscriptions).toHaveLength(3);
	});

	it('marks admins, the connected account and whoever is in a group of an identity provider', () => {
		const idp = group('idp', { managedExternally: true });
		const { subscriptions } = snapshot({
			accessGroups: [
				{ group: group('g1'), members: [member('boss'), member('me'), member('a')] },
				{ group: idp, members: [member('a')] },
			],
			adminIds: new Set(['boss']),
		});
		expect(
			subscriptions.map(({ isAdmin, isConnectedAccount, managedExternally }) => [
				isAdmin,
				isConnectedAccount,
				managedExternally,
			]),
		).toEqual([
			[true, false, false],
			[false, true, false],
			[false, false, true],
		]);
	});

	it.each([
		['another site', 'cloud-2', 'new', 'unknown', SNAPSHOT_AT],
		['this site', 'CLOUD-1', 'changed', 'none', '2025-01-01T23:59:59.999Z'],
		['no site', '', 'changed', 'none', '2025-01-01T23:59:59.999Z'],
	])(
		'believes of the last snapshot what is of this site: a row of %s',
		(_, cloudId, change, activityStatus, firstSeenAt) => {
			const previous = previousOf({
				profile: 'acme',
				cloudId,
				accountId: 'a',
				firstSeenAt: '2025-01-01',
				activityStatus: 'none',
				activityCheckedAt: '2026-05-01T06:00:00Z',
				activityCheckedFrom: '2025-05-01T00:00:00Z',
			});
			const accessGroups = [{ group: group('g1'), members: [member('a')] }];
			const { subscriptions } = snapshot({ accessGroups, previous });
			expect(subscriptions).toMatchObject([{ change, activityStatus, firstSeenAt }]);
		},
	);

	it('carries over first seen, a hidden e-mail and the activity from rows of a table', () => {
		const previous = previousOf({
			profile: 'acme',
			accountId: 'a',
			displayName: 'Person a',
			email: 'a@example.com',
			accountType: 'atlassian',
			subscriptionIdentifier: 'name of g1',
			groupIds: '["g1"]',
			groupNames: '["name of g1"]',
			managedExternally: 0,
			isAdmin: 'false',
			isConnectedAccount: null,
			firstSeenAt: new Date('2025-01-01T00:00:00Z'),
			lastSeenAt: '2026-05-01T06:00:00Z',
			lastActivityAt: '2026-04-01T10:00:00+02:00',
			lastActivityType: 'page',
			activityStatus: 'known',
			activityCheckedAt: '2026-05-01T06:00:00Z',
			activityCheckedFrom: '2026-03-01T00:00:00Z',
			viewsChecked: 1,
		});
		const { subscriptions } = snapshot({
			accessGroups: [{ group: group('g1'), members: [member('a')] }],
			previous,
		});
		expect(subscriptions[0]).toMatchObject({
			firstSeenAt: '2025-01-01T00:00:00.000Z',
			lastSeenAt: SNAPSHOT_AT,
			email: 'a@example.com',
			change: 'unchanged',
			lastActivityAt: '2026-04-01T08:00:00.000Z',
			activityStatus: 'known',
			activityCheckedFrom: '2026-03-01T00:00:00.000Z',
			viewsChecked: true,
		});
	});

	it.each([
		['the name', { displayName: 'Another Name' }, {}],
		['the e-mail', { email: 'new@example.com' }, {}],
		['the groups', {}, { groupIds: '["g1","g9"]' }],
		['the admin right', {}, { isAdmin: true }],
		['the identifier', {}, { subscriptionIdentifier: 'old name' }],
	])('calls a subscription changed when %s differs', (_, now: Partial<Member>, before: Row) => {
		const previous = previousOf({
			profile: 'acme',
			accountId: 'a',
			displayName: 'Person a',
			accountType: 'atlassian',
			subscriptionIdentifier: 'name of g1',
			groupIds: '["g1"]',
			...before,
		});
		const accessGroups = [{ group: group('g1'), members: [member('a', now)] }];
		expect(snapshot({ accessGroups, previous }).subscriptions[0]?.change).toBe('changed');
	});

	it('a person nobody has looked at is unknown, never without activity', () => {
		const { subscriptions } = snapshot({
			accessGroups: [{ group: group('g1'), members: [member('a')] }],
		});
		expect(subscriptions[0]).toMatchObject({
			change: 'new',
			activityStatus: 'unknown',
			viewsChecked: false,
		});
	});

	it('loses nobody and doubles nobody, whatever the overlap of the groups', () => {
		const ids = fc.uniqueArray(fc.integer({ min: 0, max: 60 }).map(String), { maxLength: 50 });
		fc.assert(
			fc.property(fc.array(ids, { minLength: 1, maxLength: 5 }), (groups) => {
				const accessGroups = groups.map((members, index) => ({
					group: group(`g${index}`),
					members: members.map((id) => member(id)),
				}));
				const { subscriptions } = snapshot({ accessGroups });
				const expected = new Set(groups.flat());
				expect(subscriptions.map(({ accountId }) => accountId).sort()).toEqual(
					[...expected].sort(),
				);
			}),
		);
	});
});

describe('the previous snapshot', () => {
	it('ignores other profiles, and of two rows with one key takes the one seen last', () => {
		const rows = previousOf(
			{ profile: 'other', accountId: 'a', lastSeenAt: '2026-05-03T00:00:00Z' },
			{
				profile: 'acme',
				accountId: 'a',
				displayName: 'new',
				lastSeenAt: '2026-05-02T00:00:00Z',
			},
			{
				profile: 'acme',
				accountId: 'a',
				displayName: 'old',
				lastSeenAt: '2026-05-01T00:00:00Z',
			},
			{ profile: 'acme', accountId: '', displayName: 'nobody' },
		);
		expect([...rows.values()].map(({ subscription }) => subscription.displayName)).toEqual([
			'new',
		]);
	});
});
