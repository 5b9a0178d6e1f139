import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { nodeType, oauth2Credential, runNode, runWorkflow } from './harness';

const SITE = {
	id: '11111111-2222-4333-8444-555555555555',
	name: 'Harness',
	url: 'https://harness.example.net',
	scopes: ['read:confluence-groups', 'read:confluence-user', 'search:confluence'],
	avatarUrl: '',
};

/** The least of a site: it knows one good access token, and renews it once. */
class TinySite {
	readonly requests: string[] = [];
	goodToken = 'first-access';

	private readonly server: Server = createServer((request, response) => {
		this.requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
		const renewing = request.url === '/oauth/token';
		if (renewing) this.goodToken = 'second-access';
		const allowed = renewing || bearerOf(request) === this.goodToken;
		response.writeHead(allowed ? 200 : 401, { 'content-type': 'application/json' });
		response.end(JSON.stringify(allowed ? this.answer(renewing) : { message: 'expired' }));
	});

	async listen(): Promise<string> {
		await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	async close(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	private answer(renewing: boolean): unknown {
		if (!renewing) return [SITE];
		return {
			access_token: this.goodToken,
			refresh_token: 'second-refresh',
			expires_in: 3600,
			token_type: 'Bearer',
		};
	}
}

function bearerOf(request: IncomingMessage): string | undefined {
	return request.headers.authorization?.replace(/^Bearer /, '');
}

describe('A built node in the real engine', () => {
	let site: TinySite;
	let url: string;

	beforeEach(async () => {
		site = new TinySite();
		url = await site.listen();
	});

	afterEach(() => site.close());

	it('runs with its credential and emits items', async () => {
		const { outputs, error, ran } = await runNode({
			type: 'getCloudId',
			credentials: [oauth2Credential({ url, accessToken: 'first-access' })],
		});
		expect(error).toBeUndefined();
		expect(ran).toBe(true);
		expect(outputs[0]?.[0]?.json).toMatchObject({ cloudId: SITE.id, siteName: 'Harness' });
	});

	it('renews an expired token, and the next run starts with the new one', async () => {
		site.goodToken = 'none yet';
		const credential = oauth2Credential({
			url,
			accessToken: 'first-access',
			refreshToken: 'first-refresh',
		});
		const first = await runNode({ type: 'getCloudId', credentials: [credential] });
		expect(first.error).toBeUndefined();
		expect(credential.data.oauthTokenData).toMatchObject({
			access_token: 'second-access',
			refresh_token: 'second-refresh',
		});
		const before = site.requests.length;
		const second = await runNode({ type: 'getCloudId', credentials: [credential] });
		expect(second.error).toBeUndefined();
		expect(site.requests.slice(before)).toEqual(['GET /oauth/token/accessible-resources']);
	});

	it('answers the error of a node that fails, with a message for people', async () => {
		const { error, outputs, logs } = await runNode({
			type: 'getCloudId',
			parameters: { site: 'nowhere.example.net' },
			credentials: [oauth2Credential({ url, accessToken: 'first-access' })],
		});
		expect(error?.message).toContain('nowhere.example.net');
		expect(outputs.flat()).toEqual([]);
		expect(logs.map(({ message }) => message).join()).toContain('nowhere.example.net');
	});

	it('answers an error when its credential is missing', async () => {
		const { error } = await runNode({ type: 'getCloudId' });
		expect(error?.message).toContain('confluenceLicensesOAuth2Api');
		expect(site.requests).toEqual([]);
	});
});

describe('The inputs of a node in the real engine', () => {
	const now = '2026-03-01T12:00:00.000Z';
	const unused = {
		profile: 'docs',
		accountId: 'a-1',
		displayName: 'Ada',
		groupIds: ['users'],
		firstSeenAt: '2025-01-01T00:00:00.000Z',
		activityStatus: 'known',
		lastActivityAt: '2025-06-01T00:00:00.000Z',
		activityCheckedAt: now,
		activityCheckedFrom: '2025-01-01T00:00:00.000Z',
	};
	const rule = { ruleType: 'user', field: 'accountId', match: 'equals', value: 'a-1' };

	it.each([
		['unconnected', undefined, [1, 0, 0]],
		['connected and empty', [], [1, 0, 0]],
		['with an item', [{ ...rule, reason: 'on leave' }], [0, 0, 1]],
	])('reach it in their order: the second one %s', async (_case, second, counts) => {
		const { outputs, error } = await runNode({
			type: 'evaluateExclusions',
			parameters: { options: { now } },
			inputs: [[unused], second],
		});
		expect(error).toBeUndefined();
		expect(outputs.map((items) => items.length)).toEqual(counts);
	});

	it('bring nothing to run on when the first one is empty', async () => {
		const { ran, outputs } = await runNode({
			type: 'evaluateExclusions',
			inputs: [[], [rule]],
		});
		expect(ran).toBe(false);
		expect(outputs).toEqual([[], [], []]);
	});

	it('keep their order over 100,000 items', async () => {
		const many = Array.from({ length: 100_000 }, (_, index) => ({
			...unused,
			accountId: `a-${index}`,
		}));
		const { outputs } = await runNode({
			type: 'evaluateExclusions',
			parameters: { options: { now } },
			inputs: [many],
		});
		expect(outputs[0]).toHaveLength(100_000);
		expect(outputs[0]?.at(-1)?.json.accountId).toBe('a-99999');
	});
});

describe('A workflow in the real engine', () => {
	it('leads items over links, and tells which nodes nothing reached', async () => {
		const { node, run } = await runWorkflow({
			nodes: [
				{ name: 'Start', items: [{ n: 1 }, { n: 2 }] },
				{ name: 'Hand On' },
				{ name: 'Nothing', items: [] },
				{ name: 'Never' },
			],
			links: [
				{ from: 'Start', to: 'Hand On' },
				{ from: 'Start', to: 'Nothing' },
				{ from: 'Nothing', to: 'Never' },
			],
		});
		expect(run.status).toBe('success');
		expect(node('Hand On').outputs[0]?.map(({ json }) => json)).toEqual([{ n: 1 }, { n: 2 }]);
		expect(node('Never').ran).toBe(false);
	});

	it('says which node type it does not know', () => {
		expect(() => nodeType('n8n-nodes-base.code')).toThrow('n8n-nodes-base.code');
	});
});
