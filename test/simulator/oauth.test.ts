import { callerOf, callerWith } from './caller';
import { addPerson, addSite, emptyWorld, startSimulator, type Simulator } from './index';

const REDIRECT = 'http://127.0.0.1:5678/rest/oauth2-credential/callback';
const SCOPES = 'offline_access read:confluence-groups read:confluence-user';
const MINUTE_MS = 60_000;

interface TokenBody {
	access_token: string;
	refresh_token?: string;
	expires_in: number;
	scope: string;
	error?: string;
}

describe('OAuth of the simulator', () => {
	let simulator: Simulator;

	beforeEach(async () => {
		const world = emptyWorld({ hasJira: true });
		addSite(world, { name: 'labs' });
		addPerson(world);
		simulator = await startSimulator({ population: world });
	});

	afterEach(() => simulator.stop());

	const consentAddress = (more: Record<string, string> = {}) =>
		`${simulator.url}/authorize?${new URLSearchParams({
			client_id: simulator.client.id,
			redirect_uri: REDIRECT,
			response_type: 'code',
			audience: new URL(simulator.url).host,
			prompt: 'consent',
			state: 'a "state"',
			scope: SCOPES,
			...more,
		})}`;

	/** Presses a button of the consent page as a browser does: with the fields of its form. */
	const press = async (decision: string): Promise<URL> => {
		const html = await (await fetch(consentAddress())).text();
		const form = new URLSearchParams({
			decision,
			accountId: simulator.world.connectedAccountId,
		});
		for (const [, name = '', value = ''] of html.matchAll(
			/<input type="(?:hidden|checkbox)" name="([^"]+)" value="([^"]*)"/g,
		)) {
			form.append(name, value.replace(/&quot;/g, '"').replace(/&amp;/g, '&'));
		}
		const response = await fetch(`${simulator.url}/authorize`, {
			method: 'POST',
			body: form,
			redirect: 'manual',
		});
		return new URL(response.headers.get('location') ?? '');
	};

	const askToken = async (fields: Record<string, string>, asJson = false) => {
		const all = {
			client_id: simulator.client.id,
			client_secret: simulator.client.secret,
			...fields,
		};
		const response = await fetch(`${simulator.url}/oauth/token`, {
			method: 'POST',
			...(asJson
				? { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(all) }
				: { body: new URLSearchParams(all) }),
		});
		return { status: response.status, body: (await response.json()) as TokenBody };
	};
	const renew = (refresh_token = '', asJson = false) =>
		askToken({ grant_type: 'refresh_token', refresh_token }, asJson);

	const connect = async (): Promise<TokenBody> => {
		const code = (await press('accept')).searchParams.get('code') ?? '';
		const { body } = await askToken({
			grant_type: 'authorization_code',
			code,
			redirect_uri: REDIRECT,
		});
		return body;
	};

	it('gives a code for a click and tokens for the code, once', async () => {
		const target = await press('accept');
		expect(target.searchParams.get('state')).toBe('a "state"');
		const fields = {
			grant_type: 'authorization_code',
			code: target.searchParams.get('code') ?? '',
			redirect_uri: REDIRECT,
		};
		const { status, body } = await askToken(fields, true);
		expect([status, body.scope, body.expires_in]).toEqual([200, SCOPES, 3_600]);
		expect((await askToken(fields)).body.error).toBe('invalid_grant');
		const site = callerWith(
			body.access_token,
			`${simulator.url}/ex/confluence/${simulator.world.sites[0]?.cloudId}/wiki`,
		);
		expect((await site.get('/rest/api/user/current')).status).toBe(200);
	});

	it('goes back with a refusal when the person denies', async () => {
		const target = await press('deny');
		expect(target.searchParams.get('error')).toBe('access_denied');
		expect(target.searchParams.get('code')).toBeNull();
	});

	it.each([
		['a scope that is not enabled', { scope: 'read:everything' }, 'read:everything'],
		['an unknown app', { client_id: 'other' }, 'no app'],
		['another audience', { audience: 'api.other.example' }, 'audience'],
		['an address elsewhere', { redirect_uri: 'https://other.example/' }, 'not registered'],
	])('refuses %s with a page that says so', async (_, more, part) => {
		const response = await fetch(consentAddress(more), { redirect: 'manual' });
		expect(response.status).toBe(400);
		expect(await response.text()).toContain(part);
	});

	it('renews with rotation, forgives a used token for ten minutes, then calls it dead', async () => {
		const { refresh_token } = await connect();
		const second = await renew(refresh_token, true);
		expect(second.status).toBe(200);
		expect(second.body.refresh_token).not.toBe(refresh_token);
		simulator.clock.advance(9 * MINUTE_MS);
		expect((await renew(refresh_token)).status).toBe(200);
		simulator.clock.advance(2 * MINUTE_MS);
		const dead = await renew(refresh_token);
		expect([dead.status, dead.body.error]).toEqual([403, 'invalid_grant']);
		simulator.settings.deadTokenError = 'unauthorized_client';
		expect((await renew(refresh_token)).body.error).toBe('unauthorized_client');
		expect((await renew(second.body.refresh_token)).status).toBe(200);
		simulator.killRefreshTokens();
		expect((await renew(second.body.refresh_token)).status).toBe(403);
	});

	it('lets a refresh token die that nobody uses for 90 days', async () => {
		const { refresh_token } = await connect();
		simulator.clock.advance(91 * 24 * 60 * MINUTE_MS);
		expect((await renew(refresh_token)).status).toBe(403);
	});

	it('knows the app by basic authentication too, and no other secret', async () => {
		const { refresh_token = '' } = await connect();
		const basic = Buffer.from(`${simulator.client.id}:${simulator.client.secret}`);
		const response = await fetch(`${simulator.url}/oauth/token`, {
			method: 'POST',
			headers: { Authorization: `Basic ${basic.toString('base64')}` },
			body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token }),
		});
		expect(response.status).toBe(200);
		const wrong = await askToken({
			grant_type: 'refresh_token',
			refresh_token,
			client_secret: 'wrong',
		});
		expect(wrong.status).toBe(401);
	});

	it('lists a site with Jira twice under the same id', async () => {
		const { accessToken } = simulator.issueToken();
		const { body } = await callerWith(accessToken, simulator.url).get<
			{ id: string; scopes: string[] }[]
		>('/oauth/token/accessible-resources');
		const [jira, confluence, labs] = body;
		expect(body).toHaveLength(3);
		expect(jira?.id).toBe(confluence?.id);
		expect(jira?.scopes.some((scope) => scope.includes('confluence'))).toBe(false);
		expect(confluence?.scopes).toContain('search:confluence');
		expect(labs?.id).not.toBe(jira?.id);
	});

	it.each([401, 403, 404] as const)(
		'answers %i to an expired token when so set',
		async (status) => {
			simulator.settings.expiredTokenStatus = status;
			const caller = callerOf(simulator);
			expect((await caller.get('/rest/api/user/current')).status).toBe(200);
			simulator.clock.advance(61 * MINUTE_MS);
			expect((await caller.get('/rest/api/user/current')).status).toBe(status);
		},
	);

	it('names a missing scope, hides a site that was not allowed, and knows no other', async () => {
		const [first, labs] = simulator.world.sites;
		const narrow = callerOf(simulator, { scopes: ['read:confluence-user'] });
		const refused = await narrow.get('/rest/api/group');
		expect([refused.status, refused.body.message]).toEqual([
			401,
			'Unauthorized; scope does not match',
		]);
		const cloudIds = [first?.cloudId ?? ''];
		const elsewhere = callerOf(simulator, { cloudIds, cloudId: labs?.cloudId });
		expect((await elsewhere.get('/rest/api/user/current')).status).toBe(404);
		const nowhere = callerOf(simulator, { cloudId: 'nowhere' });
		expect((await nowhere.get('/rest/api/user/current')).status).toBe(404);
	});
});
