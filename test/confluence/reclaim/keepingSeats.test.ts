import type { Row } from '../../../licensing/tableValues';
import { addGroup, addPage, edit, removeFromGroup, view } from '../../simulator';
import { addColleague, DAY, namesOfGroups, NOW } from './company';
import { onASite } from './onASite';
import { candidate, iso, type ReclaimOptions } from './run';

const WITHOUT_SEARCH = [
	'read:confluence-groups',
	'read:confluence-user',
	'write:confluence-groups',
];

describe('Who keeps the seat, looked at afresh', () => {
	const site = onASite();

	describe('keeps the seat and says why', () => {
		const skip = 'Closed Skipped';
		const cancel = 'Closed Canceled';
		const attend = 'Attention Required';

		it.each<[string, string, string | null, () => Row | void, ReclaimOptions?]>([
			[
				'a node that is switched off or fails in front of Reclaim makes nobody a candidate',
				'notACandidate',
				null,
				() => ({ decision: undefined }),
			],
			[
				'a tracked candidate that still awaits an answer',
				'notDue',
				null,
				() => ({ state: 'Awaiting User' }),
			],
			[
				'a last activity in the future',
				'activeAgain',
				cancel,
				() => ({ lastActivityAt: iso(NOW + DAY) }),
			],
			['an item of another site', 'otherSite', null, () => ({ cloudId: 'another-site' })],
			['an item that names no site', 'otherSite', null, () => ({ cloudId: null })],
			[
				'edits alone decided and nobody acknowledged that',
				'viewsNotChecked',
				null,
				() => undefined,
				{ acknowledgeEditsOnly: false },
			],
			[
				'already gone',
				'notAMember',
				skip,
				() => {
					const item = candidate(site.company, 'ada');
					removeFromGroup(site.company.world, site.company.users, 'ada');
					return item;
				},
			],
			[
				'an admin since the decision',
				'protectedAdmin',
				cancel,
				() => void site.company.admins.members.push('ada'),
			],
			[
				'an own edit after the decision',
				'activeAgain',
				cancel,
				() => void addPage(site.company.world, { createdBy: 'ada', createdAt: NOW - DAY }),
			],
			[
				'an edit between the last one known and the decision',
				'activeAgain',
				cancel,
				() =>
					void addPage(site.company.world, {
						createdBy: 'ada',
						createdAt: NOW - 99 * DAY,
					}),
			],
			[
				'never active and then an edit',
				'activeAgain',
				cancel,
				() => ({
					lastActivityAt: null,
					activityStatus: 'none',
					activityCheckedFrom: iso(NOW - 120 * DAY),
				}),
			],
			[
				'an old decision that cannot be checked again',
				'decisionTooOld',
				null,
				() => ({ evaluatedAt: iso(NOW - 49 * 3_600_000) }),
				{ recheck: false },
			],
			[
				'an old decision on views that cannot be read again',
				'decisionTooOld',
				null,
				() => ({ evaluatedAt: iso(NOW - 3 * DAY), viewsChecked: true }),
			],
			[
				'a view after the decision',
				'activeAgain',
				cancel,
				() => {
					view(site.company.world, 'ada', NOW - 2 * DAY);
					return { viewsChecked: true };
				},
				{ organization: true },
			],
			[
				'a group managed by an identity provider is left alone and listed',
				'stillBillable',
				attend,
				() => void site.company.synced.members.push('ada'),
			],
			[
				'still billable through a second group that is outside the profile',
				'stillBillable',
				attend,
				() => void site.company.guestsOfHr.members.push('ada'),
			],
			[
				'still billable through a group of the profile that the decision does not name',
				'stillBillable',
				attend,
				() => {
					const item = candidate(site.company, 'ada');
					site.company.contractors.members.push('ada');
					return item;
				},
			],
		])('%s', async (_title, reason, nextState, arrange, options = {}) => {
			addColleague(site.company, 'ada', [site.company.users]);
			const more = arrange() ?? {};
			const before = namesOfGroups(site.company, 'ada');
			const result = await site.reclaimOne('ada', more, options);
			expect(result).toMatchObject({
				outcome: 'skipped',
				outcomeReason: reason,
				nextState,
				removedGroups: [],
				receiptId: null,
			});
			expect(site.deletes).toEqual([]);
			expect(namesOfGroups(site.company, 'ada')).toEqual(before);
		});

		it('the connected account', async () => {
			const self = site.company.world.connectedAccountId;
			site.company.world.groups.forEach((group) =>
				removeFromGroup(site.company.world, group, self),
			);
			site.company.users.members.push(self);
			expect(await site.reclaimOne(self)).toMatchObject({ outcomeReason: 'protectedSelf' });
			expect(site.deletes).toEqual([]);
		});

		it('names what a seat would remain through, and removes nothing then', async () => {
			addColleague(site.company, 'ada', [site.company.users, site.company.synced]);
			expect(await site.reclaimOne('ada')).toMatchObject({
				outcomeReason: 'stillBillable',
				remainingAccess: [{ id: site.company.synced.id, name: 'synced-staff' }],
			});
		});
	});

	it('counts somebody else’s change of a shared page as no activity when versions show so', async () => {
		addColleague(site.company, 'ada', [site.company.users]);
		addColleague(site.company, 'bob', [site.company.users], 1);
		const page = site.company.world.content[0];
		if (!page) throw new Error('Ada has no page.');
		edit(site.company.world, page, 'bob', NOW - 50 * DAY);
		edit(site.company.world, page, 'bob', NOW - DAY);
		expect(await site.reclaimOne('ada')).toMatchObject({ outcome: 'reclaimed' });
	});

	it('keeps the seat when a shared page may hide an own change and versions cannot be read', async () => {
		addColleague(site.company, 'ada', [site.company.users]);
		const page = site.company.world.content[0];
		if (!page) throw new Error('Ada has no page.');
		edit(site.company.world, page, 'ada', NOW - 50 * DAY);
		edit(site.company.world, page, 'bob', NOW - DAY);
		const scopes = [...WITHOUT_SEARCH, 'search:confluence'];
		expect(await site.reclaimOne('ada', {}, { scopes })).toMatchObject({
			outcomeReason: 'activeAgain',
		});
	});

	it('trusts a fresh decision where the credential may not search', async () => {
		addColleague(site.company, 'ada', [site.company.users]);
		expect(await site.reclaimOne('ada', {}, { scopes: WITHOUT_SEARCH })).toMatchObject({
			outcome: 'reclaimed',
		});
	});

	it('an admin of the organization, whose group the site lists as giving nothing', async () => {
		const { company } = site;
		const orgAdmins = addGroup(company.world, { name: 'org-admins' });
		addColleague(company, 'ada', [company.users, orgAdmins], 300);
		expect(await site.reclaimOne('ada')).toMatchObject({ outcomeReason: 'protectedAdmin' });
		expect(site.deletes).toEqual([]);
	});

	it('an item that says nothing of earlier activity: whatever the person ever did is news', async () => {
		addColleague(site.company, 'ada', [site.company.users], 2);
		const nothing = { lastActivityAt: null, activityCheckedFrom: null, inactiveDays: null };
		expect(await site.reclaimOne('ada', nothing)).toMatchObject({
			outcomeReason: 'activeAgain',
		});
		addColleague(site.company, 'bob', [site.company.users], null);
		expect(await site.reclaimOne('bob', nothing)).toMatchObject({ outcome: 'reclaimed' });
	});

	it.each([
		'1970-01-01T00:00:00.000Z',
		'1970-01-01',
		'0001-01-01T00:00:00Z',
		0,
		'0',
		'Never accessed',
	])('a stand-in for a date (%p) is none: whatever the person ever did is news', async (date) => {
		addColleague(site.company, 'ada', [site.company.users], 300);
		const more = { lastActivityAt: date, inactiveDays: 20_787 };
		expect(await site.reclaimOne('ada', more)).toMatchObject({ outcomeReason: 'activeAgain' });
		expect(await site.reclaimOne('ada', { ...more, inactiveDays: 99 })).toMatchObject({
			outcomeReason: 'activeAgain',
		});
		const unchecked = await site.reclaimOne('ada', more, { recheck: false });
		expect(unchecked).toMatchObject({ outcomeReason: 'decisionTooOld' });
		const looked = { lastActivityAt: null, activityCheckedFrom: date, inactiveDays: null };
		expect(await site.reclaimOne('ada', looked)).toMatchObject({
			outcomeReason: 'activeAgain',
		});
		const decided = { evaluatedAt: date, activityCheckedAt: date };
		const old = await site.reclaimOne('ada', decided, { recheck: false });
		expect(old).toMatchObject({ outcomeReason: 'decisionTooOld' });
		expect(site.deletes).toEqual([]);
	});

	it('an item that only counts the idle days: what is older than them is no news', async () => {
		addColleague(site.company, 'ada', [site.company.users], 100);
		const counted = { lastActivityAt: null, activityCheckedFrom: null, inactiveDays: 99 };
		expect(await site.reclaimOne('ada', { ...counted, inactiveDays: 101 })).toMatchObject({
			outcomeReason: 'activeAgain',
		});
		expect(await site.reclaimOne('ada', counted)).toMatchObject({ outcome: 'reclaimed' });
	});

	it('says which group may belong to a site that the credential does not cover', async () => {
		const { company } = site;
		const river = addGroup(company.world, { name: 'confluence-users-river', access: ['user'] });
		addColleague(company, 'ada', [company.users, river]);
		const result = await site.reclaimOne('ada');
		expect(result).toMatchObject({ outcomeReason: 'stillBillable' });
		expect(result.outcomeMessage).toContain(
			'"confluence-users-river" may belong to another site',
		);
	});

	it('takes a seat of what may be another site only where its group was chosen', async () => {
		const { company } = site;
		const river = addGroup(company.world, { name: 'confluence-users-river', access: ['user'] });
		addColleague(company, 'ada', [river]);
		const item = { groupIds: [river.id] };
		expect(await site.reclaimOne('ada', item, { accessGroups: [] })).toMatchObject({
			outcomeReason: 'stillBillable',
			outcomeMessage: expect.stringContaining('Choose the access groups') as string,
		});
		expect(site.deletes).toEqual([]);
		expect(await site.reclaimOne('ada', item, { accessGroups: [river.id] })).toMatchObject({
			outcome: 'reclaimed',
		});
	});

	it('takes seats of a site that was renamed, whose groups keep their names', async () => {
		const { company, simulator } = site;
		const { world, users, admins } = company;
		world.groups.splice(0, Infinity, users, admins);
		simulator.settings.renamedTo = 'globex';
		addColleague(company, 'ada', [users]);
		const item = { groupIds: [users.id] };
		expect(await site.reclaimOne('ada', item, { accessGroups: [] })).toMatchObject({
			outcome: 'reclaimed',
		});
	});

	it('somebody whom the site does not know any more has no seat to take', async () => {
		addColleague(site.company, 'ada', [site.company.users]);
		site.simulator.addFault({
			match: { path: 'memberof', query: { accountId: 'ada' } },
			kind: 'status',
			status: 404,
		});
		expect(await site.reclaimOne('ada')).toMatchObject({
			outcome: 'skipped',
			outcomeReason: 'notAMember',
			nextState: 'Closed Skipped',
		});
	});

	it('keeps the seat when the look for activity fails', async () => {
		addColleague(site.company, 'ada', [site.company.users]);
		site.simulator.addFault({ match: { path: '/search' }, kind: 'status', status: 500 });
		expect(await site.reclaimOne('ada')).toMatchObject({
			outcome: 'failed',
			outcomeReason: 'checkFailed',
			nextState: null,
		});
		expect(site.deletes).toEqual([]);
	});

	it('takes the seat back of somebody whose views, looked at again, are as old as the decision says', async () => {
		addColleague(site.company, 'ada', [site.company.users]);
		view(site.company.world, 'ada', NOW - 120 * DAY);
		const options = { organization: true, acknowledgeEditsOnly: false };
		expect(await site.reclaimOne('ada', { viewsChecked: true }, options)).toMatchObject({
			outcome: 'reclaimed',
		});
	});

	it('keeps the seat when the organization does not tell about views', async () => {
		addColleague(site.company, 'ada', [site.company.users]);
		site.simulator.addFault({ match: { path: '/admin/' }, kind: 'status', status: 500 });
		expect(
			await site.reclaimOne('ada', { viewsChecked: true }, { organization: true }),
		).toMatchObject({ outcome: 'failed', outcomeReason: 'checkFailed' });
		expect(site.deletes).toEqual([]);
	});
});
