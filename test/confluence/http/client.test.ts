import { REMEDIES, sentenceOf } from '../../../nodes/shared/remedies';
import {
	addMember,
	groupById,
	listGroups,
	memberPage,
	memberTotal,
	removeMember,
} from '../../../confluence/api/groups';
import { currentUser } from '../../../confluence/api/people';
import { ConfluenceError } from '../../../confluence/errors';
import type { ConfluenceClient } from '../../../confluence/http/client';
import { connectionFault } from '../../../confluence/http/transport';
import { json, scriptedClient, type ScriptedAnswer } from '../scriptedRuntime';

const ME = json({ type: 'known', accountId: 'me', displayName: 'Me' });
const limited = (headers: Record<string, string> = {}): ScriptedAnswer => ({
	status: 429,
	headers,
});

const failureOf = async (work: Promise<unknown>): Promise<ConfluenceError> => {
	try {
		await work;
	} catch (error) {
		if (error instanceof ConfluenceError) return error;
		throw error;
	}
	throw new Error('the call succeeded');
};

describe('the one place for requests', () => {
	it('asks below the gateway of the site and encodes what comes from outside', async () => {
		const script = scriptedClient([json({ results: [], totalSize: 0 })]);
		await memberPage(script.client, 'a/b?c', { start: 0 });
		expect(script.requests[0]?.url).toBe(
			'https://api.example.com/ex/confluence/cloud-1/wiki/rest/api/group/a%2Fb%3Fc/membersByGroupId?start=0&limit=200',
		);
	});

	it('counts a request as 1 point and each person as 2', async () => {
		const people = Array.from({ length: 3 }, (_, index) => ({
			type: 'known',
			accountId: `a${index}`,
		}));
		const { client } = scriptedClient([json({ results: people })]);
		await memberPage(client, 'g', { start: 0 });
		expect(client.usage()).toEqual({ requests: 1, points: 7, retries: 0, waitedMs: 0 });
	});

	it.each([500, 502, 503, 504])(
		'asks again after a %d, waiting longer each time',
		async (status) => {
			const script = scriptedClient([{ status }, { status }, { status }, ME]);
			await currentUser(script.client);
			expect(script.sleeps).toEqual([2_000, 4_000, 8_000]);
			expect(script.client.usage()).toMatchObject({ requests: 4, retries: 3, waitedMs: 0 });
		},
	);

	it.each(['ECONNRESET', 'ETIMEDOUT', 'ECONNREFUSED'])('asks again after %s', async (code) => {
		const script = scriptedClient([connectionFault(code), ME]);
		await expect(currentUser(script.client)).resolves.toMatchObject({ accountId: 'me' });
	});

	it.each([
		['broken JSON', { text: '{"accountId": "m' }],
		['a page of HTML', { text: '<html>Sorry</html>' }],
		['another shape', { text: '[]' }],
	])('asks again when the answer is %s', async (_, answer) => {
		const script = scriptedClient([answer, ME]);
		await expect(currentUser(script.client)).resolves.toMatchObject({ accountId: 'me' });
	});

	it('gives up after four repeats and says so', async () => {
		const script = scriptedClient([{ status: 503 }]);
		const error = await failureOf(currentUser(script.client));
		expect(error.kind).toBe('server');
		expect(script.requests).toHaveLength(5);
	});

	it.each([
		['Retry-After in seconds', { 'retry-after': '90' }, 90_000],
		['Retry-After as a date', { 'retry-after': 'Sat, 02 May 2026 10:32:00 GMT' }, 120_000],
		['only X-RateLimit-Reset', { 'x-ratelimit-reset': '2026-05-02T10:31:00Z' }, 60_000],
		['neither', {}, 2_000],
	])('waits after a 429 with %s', async (_, headers, waited) => {
		const script = scriptedClient([limited(headers), ME]);
		await currentUser(script.client);
		expect(script.client.usage().waitedMs).toBe(waited);
		expect(script.reports[0]).toContain('waiting until');
	});

	it('ends with the time to go on when the wait is longer than the run may wait', async () => {
		const script = scriptedClient([limited({ 'retry-after': '1800' })]);
		const error = await failureOf(currentUser(script.client));
		expect(error.kind).toBe('rateLimited');
		expect(error.message).toContain('2026-05-02T11:00:00.000Z');
		expect(script.sleeps).toEqual([]);
	});

	it('adds the waits of a run up', async () => {
		const answers = [limited({ 'retry-after': '400' }), ME, limited({ 'retry-after': '400' })];
		const { client } = scriptedClient(answers);
		await currentUser(client);
		const error = await failureOf(currentUser(client));
		expect(error.kind).toBe('rateLimited');
	});

	it('counts a wait that several lanes share once', async () => {
		const wait = limited({ 'retry-after': '60' });
		const script = scriptedClient([wait, wait, wait, ME]);
		await Promise.all([1, 2, 3].map(async () => await currentUser(script.client)));
		expect(script.client.usage().waitedMs).toBe(60_000);
	});

	it('waits for the reset ahead of the limit when too few points are left', async () => {
		const left = { 'beta-ratelimit': '"global-app-quota";r=5;t=120' };
		const answer = json({ type: 'known', accountId: 'me' }, left);
		const script = scriptedClient([answer, ME]);
		await currentUser(script.client);
		await currentUser(script.client);
		expect(script.sleeps).toEqual([120_000]);
	});

	it.each([
		['both names', 'ratelimit', '"global-app-quota";r=5;t=120'],
		['no space, other order', 'beta-ratelimit', '"global-app-quota";t=120;r=5,"burst";r=3;t=1'],
		['a burst before it', 'ratelimit', '"burst" ; r=80 ; t=1 , "global-app-quota";r=5;t=120'],
		['separators in a name', 'ratelimit', '"a,b;r=1;t=9", "tenant;quota,1";w=3600;r=5;t=120'],
		['a quote in a name', 'ratelimit', '"say \\"x\\", y";r=0, "point-quota";r=5;t=120'],
	])('reads each policy of a header by itself: %s', async (_, name, header) => {
		const script = scriptedClient([json({ accountId: 'me' }, { [name]: header }), ME]);
		await currentUser(script.client);
		await currentUser(script.client);
		expect(script.sleeps).toEqual([120_000]);
	});

	it.each([
		['much of the quota', '"global-app-quota";r=52000;t=1800,"burst";r=3;t=1', []],
		['much of the quota, not told', '"global-app-quota";t=1800, "burst";r=3;t=1', []],
		['a reset that is not told', '"global-app-quota";r=0', []],
		['a burst used up', '"global-app-quota";r=52000;t=1800,"burst";r=0;t=1', [1_000]],
		['figures of another form', '"global-app-quota";r=?0;t=-1', []],
		['no header at all', '', []],
	])(
		'waits no longer than the policy that is used up asks for: %s',
		async (_, header, sleeps) => {
			for (const name of ['beta-ratelimit', 'ratelimit']) {
				const script = scriptedClient([json({ accountId: 'me' }, { [name]: header }), ME]);
				await currentUser(script.client);
				await currentUser(script.client);
				expect(script.sleeps).toEqual(sleeps);
			}
		},
	);

	it('waits after a 429 for the reset of the policy that is used up', async () => {
		const header = '"global-app-quota";r=52000;t=1800, "burst";r=0;t=7';
		const script = scriptedClient([limited({ ratelimit: header }), ME]);
		await currentUser(script.client);
		expect(script.client.usage().waitedMs).toBe(7_000);
	});

	it.each([
		[
			'401 and the scope',
			{ status: 401, text: '{"message":"Unauthorized; scope does not match"}' },
			'scopeMissing',
			'read:confluence-user',
		],
		['401 after a refresh', { status: 401 }, 'reconnect', '401'],
		[
			'a redirect',
			{ status: 302, headers: { location: 'https://evil.example' } },
			'redirected',
			'302',
		],
		['400', { status: 400, text: '{"message":"bad"}' }, 'badRequest', 'bad'],
	])('names the cause of %s and does not ask again', async (_, answer, kind, text) => {
		const script = scriptedClient([answer]);
		const error = await failureOf(currentUser(script.client));
		expect(error.kind).toBe(kind);
		expect(error.message).toContain(text);
		expect(REMEDIES[error.kind]).not.toBe('');
		expect(script.requests).toHaveLength(1);
	});

	describe('a 403 or 404 of a site', () => {
		const SITE = { id: 'cloud-1', name: 'Harbour', scopes: ['read:confluence-user'] };
		const calls = {
			'the connected account': currentUser,
			'a group': async (client: ConfluenceClient) => await groupById(client, 'g1'),
			'a removal': async (client: ConfluenceClient) => await removeMember(client, 'g', 'a'),
		};
		const cases = [403, 404].flatMap((status) =>
			Object.entries(calls).map(([name, call]) => [status, name, call] as const),
		);
		/** Every call of the site is refused, the list of sites answers. */
		const refusedWith = (status: number, sites: ScriptedAnswer) =>
			scriptedClient(({ url }) => (url.includes('accessible') ? sites : { status }));

		it.each(cases)(
			'%d on %s: the access is dead where the list of sites is refused too',
			async (status, _, call) => {
				for (const refused of [401, 403, 404]) {
					const script = refusedWith(status, { status: refused });
					const error = await failureOf(call(script.client));
					expect([error.kind, sentenceOf(error)]).toEqual([
						'reconnect',
						expect.stringContaining('reconnect it'),
					]);
					expect(script.requests).toHaveLength(2);
					// Known by then: nobody asks again.
					expect((await failureOf(call(script.client))).kind).toBe('reconnect');
					expect(script.requests).toHaveLength(3);
				}
			},
		);

		it.each(cases)(
			'%d on %s: the site is missing where the list does not name it',
			async (status, _, call) => {
				for (const sites of [
					[],
					[{ ...SITE, id: 'other' }],
					[{ ...SITE, scopes: ['read:jira-user'] }],
				]) {
					const script = refusedWith(status, json(sites));
					expect((await failureOf(call(script.client))).kind).toBe('siteNotFound');
					expect(script.requests).toHaveLength(2);
				}
			},
		);

		it.each([
			[403, 'the connected account', 'forbidden'],
			[404, 'the connected account', 'forbidden'],
			[404, 'a group', 'groupUnknown'],
			[403, 'a removal', 'notSiteAdmin'],
			[404, 'a removal', 'notFound'],
		] as const)(
			'%d on %s means what it says where the list names the site',
			async (status, name, kind) => {
				const script = refusedWith(status, json([SITE]));
				expect((await failureOf(calls[name](script.client))).kind).toBe(kind);
				expect(script.requests).toHaveLength(2);
			},
		);

		it('means what it says where the look told nothing, and the look is not repeated', async () => {
			for (const answer of [{ status: 503 }, { status: 429 }, { text: 'x' }]) {
				const script = refusedWith(404, answer);
				expect((await failureOf(groupById(script.client, 'g1'))).kind).toBe('groupUnknown');
				expect(script.requests).toHaveLength(2);
			}
		});

		it('is asked once more when the look renewed the access', async () => {
			let renewed = false;
			const script = scriptedClient(({ url }) => {
				if (!url.includes('accessible')) return renewed ? ME : { status: 404 };
				renewed = true;
				return { ...json([SITE]), renewed: true };
			});
			await expect(currentUser(script.client)).resolves.toMatchObject({ accountId: 'me' });
			expect(script.requests).toHaveLength(3);
		});

		it('costs lanes that meet it together one look', async () => {
			const script = refusedWith(404, { status: 401 });
			const lanes = [1, 2, 3].map(async () => await failureOf(currentUser(script.client)));
			expect((await Promise.all(lanes)).map(({ kind }) => kind)).toEqual([
				'reconnect',
				'reconnect',
				'reconnect',
			]);
			expect(script.requests).toHaveLength(4);
		});
	});

	it('never repeats a write whose answer was lost, and says that it may have happened', async () => {
		for (const answer of [connectionFault('ECONNRESET'), { status: 502 }]) {
			const script = scriptedClient([answer]);
			const error = await failureOf(removeMember(script.client, 'g', 'a'));
			expect(error.facts.uncertain).toBe(true);
			expect(script.requests).toHaveLength(1);
		}
	});

	it.each([
		['never reached the server', connectionFault('ECONNREFUSED')],
		['met a rate limit', limited({ 'retry-after': '1' })],
	])('repeats a write that %s', async (_, answer) => {
		const script = scriptedClient([answer, { status: 204, text: '' }]);
		await removeMember(script.client, 'g', 'a');
		expect(script.requests).toHaveLength(2);
	});

	/** The list of sites names this one, so the access works; all else is refused. */
	const refusedOnly = (answer: ScriptedAnswer) => {
		const sites = json([{ id: 'cloud-1', scopes: ['write:confluence-groups'] }]);
		return scriptedClient(({ url }) => (url.includes('accessible') ? sites : answer));
	};

	it.each([
		[409, 'Not now', 'conflict'],
		[409, 'User is already a member of the group licensed-users', 'conflict'],
		[409, 'User already uses a license, limit 1 for each user', 'conflict'],
		[409, 'The license user limit of this site is reached', 'licenceLimit'],
		[400, 'No seat is left', 'licenceLimit'],
		[403, 'License user limit exceeded', 'licenceLimit'],
		[403, 'Only administrators may manage licenses', 'notSiteAdmin'],
		[403, 'User must be a site administrator', 'notSiteAdmin'],
		[403, 'Groups are managed by site administrators only', 'notSiteAdmin'],
		[403, 'Group crew is managed by its members', 'groupNotManaged'],
		[400, 'Group staff is managed externally', 'groupNotManaged'],
		[404, 'There is no group seats-limit', 'notFound'],
		[400, 'Bad person', 'badRequest'],
	])('takes a %d with "%s" for what it is, and repeats it', async (status, message, kind) => {
		const { client } = refusedOnly({ status, text: JSON.stringify({ message }) });
		const error = await failureOf(addMember(client, 'g', 'a'));
		expect(error.kind).toBe(kind);
		expect(error.message).toContain(`It said: "${message}".`);
	});

	it('knows no limit of seats when somebody is removed', async () => {
		const text = JSON.stringify({ message: 'The license user limit of this site is reached' });
		const { client } = refusedOnly({ status: 409, text });
		expect((await failureOf(removeMember(client, 'g', 'a'))).kind).toBe('conflict');
	});

	it('says of a change to a group what was not found', async () => {
		const error = await failureOf(addMember(refusedOnly({ status: 404 }).client, 'g', 'a'));
		expect(error.message).toContain('did not find the group or the person');
	});

	it('tells an unknown group', async () => {
		const error = await failureOf(groupById(refusedOnly({ status: 404 }).client, 'g1'));
		expect(error).toMatchObject({ kind: 'groupUnknown' });
		expect(error.message).toContain('g1');
	});

	it('does not take a missing total for an empty group', async () => {
		const error = await failureOf(
			memberTotal(scriptedClient([json({ results: [] })]).client, 'g1'),
		);
		expect(error.kind).toBe('badAnswer');
	});

	it('gives group lists at least a minute, whatever the timeout of other requests', async () => {
		const script = scriptedClient([json({ results: [] })], { timeoutMs: 5_000 });
		await listGroups(script.client, 'user');
		await memberPage(script.client, 'g', { start: 0 });
		expect(script.requests.map(({ timeoutMs }) => timeoutMs)).toEqual([60_000, 5_000]);
	});
});
