import type { AssumptionId } from '../../live/assumptions';
import { linesOf } from '../../live/report';
import type { Fault } from '../../simulator';
import { checked, verdictOf, type CheckOptions } from './checked';

describe('a site that differs is told', () => {
	const members = 'membersByGroupId';
	const search = 'rest/api/search';
	const answersWith = (
		match: Fault['match'],
		body: object,
		when?: Fault['when'],
	): CheckOptions => ({ faults: [{ match, kind: 'wrongShape', body, when }] });
	const isRefused = (match: Fault['match'], status: number): CheckOptions => ({
		faults: [{ match, kind: 'status', status }],
	});

	it.each<[string, AssumptionId, string, CheckOptions]>([
		[
			'a list of sites in an envelope',
			'siteListIsBare',
			'no array',
			answersWith({ path: 'accessible-resources' }, { values: [] }),
		],
		[
			'groups without managedBy',
			'groupFields',
			'managedBy',
			answersWith(
				{ path: 'rest/api/group$', query: { accessType: 'user' } },
				{ results: [{ id: 'g-1', name: 'users' }] },
			),
		],
		[
			'an access type that is refused',
			'groupsByAccessType',
			'400',
			isRefused({ path: 'rest/api/group$', query: { accessType: 'site-admin' } }, 400),
		],
		[
			'another status for an unknown group',
			'unknownGroupById',
			'403',
			isRefused({ path: 'by-id', query: { id: '00000000-' } }, 403),
		],
		[
			'an unknown group whose members are refused',
			'unknownGroupMembers',
			'404',
			isRefused({ path: '00000000-0000-4000' }, 404),
		],
		[
			'a page of 201',
			'memberLimit201Refused',
			'200',
			answersWith({ path: members, query: { limit: '201' } }, { results: [] }, 'before'),
		],
		[
			'no total',
			'totalSizeOnFullPage',
			'totalSize',
			answersWith({ path: members, query: { limit: '200' } }, { results: [] }),
		],
		[
			'members in no order',
			'memberOrderIsStable',
			'start=2',
			answersWith(
				{ path: members, query: { start: '2' } },
				{ results: [{ accountId: 'somebody' }] },
			),
		],
		[
			'a member without an account type',
			'memberFields',
			'accountType',
			answersWith(
				{ path: members, query: { limit: '3' } },
				{ results: [{ accountId: 'somebody', displayName: 'Ada' }] },
			),
		],
		['a search that is refused', 'activityTypes', '400', isRefused({ path: search }, 400)],
		[
			'members in an envelope',
			'memberFields',
			'members.results',
			answersWith({ path: members, query: { limit: '3' } }, { values: [] }),
		],
		[
			'hits without authors',
			'hitsTellAuthors',
			'5 of 5',
			{ faults: [{ match: { path: search }, kind: 'withoutExpansions' }] },
		],
		[
			'a cursor that leads back',
			'searchPagesByCursor',
			'came again',
			{ faults: [{ match: { path: search, query: { limit: '2' } }, kind: 'repeatCursor' }] },
		],
		[
			'a next page that is empty',
			'searchPagesByCursor',
			'empty',
			{ faults: [{ match: { path: search, query: { cursor: '_f_' } }, kind: 'emptyPage' }] },
		],
		[
			'a next link on the site’s own host',
			'nextLinkIsRelative',
			'slash',
			answersWith(
				{ path: search, query: { limit: '2', cql: 'and lastmodified < ' } },
				{
					results: [{ content: { id: '1' } }, { content: { id: '2' } }],
					totalSize: 9,
					_links: { next: 'https://harbour.example/wiki/rest/api/search?cursor=abc' },
				},
			),
		],
		[
			'a start that counts',
			'searchIgnoresStart',
			'moved',
			answersWith(
				{ path: search, query: { start: '2' } },
				{ results: [{ content: { id: '1' } }] },
			),
		],
		[
			'a total for nothing',
			'emptySearchTotal',
			'7',
			answersWith(
				{ path: search, query: { cql: '2100-01-01' } },
				{ results: [], totalSize: 7 },
			),
		],
		[
			'a query that is refused',
			'severalContributors',
			'400',
			isRefused({ path: search, query: { cql: 'contributor in' } }, 400),
		],
		[
			'a change outside its window',
			'momentsInQueries',
			'not found',
			answersWith({ path: search, query: { cql: 'and id = ' } }, { results: [] }),
		],
		[
			'versions without authors',
			'pageVersions',
			'authorId',
			answersWith(
				{ path: '/versions' },
				{ results: [{ createdAt: '2026-01-01T00:00:00Z' }] },
			),
		],
		[
			'views of another shape',
			'lastActiveDates',
			'product_access',
			answersWith({ path: 'last-active-dates' }, { data: { added_to_org: '2026-01-01' } }),
		],
		[
			'a list of views that goes on nobody knows where',
			'lastActivePages',
			'links.next',
			answersWith(
				{ path: 'last-active-dates' },
				{ data: { product_access: [] }, links: { next: '/admin/v1/orgs?start=5' } },
			),
		],
		[
			'an entry of Confluence that names no site',
			'lastActiveOfThisSite',
			'cannot be placed',
			answersWith(
				{ path: 'last-active-dates' },
				{ data: { product_access: [{ key: 'confluence' }] } },
			),
		],
		[
			'directories without ids',
			'directories',
			'directoryId',
			{
				faults: [
					{
						match: { path: 'directories' },
						kind: 'wrongShape',
						body: { data: [{ name: 'x' }] },
					},
				],
			},
		],
		[
			'archived spaces that push others out',
			'archivedSpaces',
			'in place of',
			answersWith(
				{ path: search, query: { includeArchivedSpaces: 'true', limit: '1' } },
				{ results: [], totalSize: 0 },
			),
		],
		[
			'a total of more than is shown',
			'totalCountsWhatIsShown',
			'the total is 9',
			answersWith(
				{ path: search, query: { cql: 'contributor = ', limit: '25' } },
				{ results: [], totalSize: 9 },
			),
		],
		[
			'data policies of another shape',
			'blockedContent',
			'anyContentBlocked',
			{ faults: [{ match: { path: 'data-policies' }, kind: 'wrongShape', body: {} }] },
		],
		[
			'views whose links are missing',
			'lastActivePages',
			'links is missing',
			answersWith(
				{ path: 'last-active-dates' },
				{ data: { added_to_org: '2026-01-01', product_access: [] } },
			),
		],
		[
			'expansions that need another scope',
			'expansionsAllowed',
			'the answer was 401, without expansions 200',
			{ expandNeeds: 'read:content-details:confluence' },
		],
		['pages shorter than asked for', 'searchPageIsFull', '10 of 25', { searchPageCap: 10 }],
		[
			'unknown people who are refused',
			'unknownContributor',
			'the answer was 400',
			{ unknownContributor: 'refused' },
		],
		[
			'expansions that do not come',
			'hitDatesMayDisagree',
			'25 of 25 lack one',
			{ expansionsGiven: 'none' },
		],
		[
			'a gateway that answers a bad token otherwise',
			'badTokenIs401',
			'the answer was 403',
			{ expiredTokenStatus: 403 },
		],
	])('%s', async (_, id, told, options) => {
		const run = await checked(options);
		expect(verdictOf(run, id)).toEqual({
			kind: 'differs',
			told: expect.stringContaining(told),
		});
		expect(linesOf(run.check, run.settings).join('\n')).toMatch(/[1-9]\d* differ/);
	});

	it('hits that stand in another order than their dates', async () => {
		const oddDates = { share: 1, seed: 3, behindMs: 30 * 86_400_000 };
		const run = await checked({ oddDates });
		expect(verdictOf(run, 'hitsInOrder')?.told).toContain('later than the one before');
		expect(verdictOf(run, 'hitDatesMayDisagree')).toEqual({
			kind: 'asAssumed',
			told: expect.stringMatching(/of 25 hits [1-9]\d* are dated later/),
		});
	});

	it('points that cost less or more', async () => {
		const headers = { 'Beta-RateLimit': '"global-app-quota";r=60000;t=600' };
		const fault: Fault = { match: { path: 'rest' }, kind: 'delay', delayMs: 0, headers };
		const run = await checked({ faults: [fault] });
		expect(verdictOf(run, 'pointsOfRequests')?.told).toContain('cost less');
	});
});
