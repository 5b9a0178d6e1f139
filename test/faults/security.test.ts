import { oauth2Credential, runNode, type Item } from '../engine/harness';
import {
	addGroup,
	addPage,
	addPerson,
	addToGroup,
	emptyWorld,
	firstSite,
	startSimulator,
	type Exchange,
	type Simulator,
} from '../simulator';
import { NOW } from './networkNodes';
import { placesOf } from './secrets';

const DAY = 86_400_000;

/** Account ids, group ids and names that mean something else where they are not encoded or quoted. */
const HOSTILE = [
	'../../../oauth/token/accessible-resources',
	'a/b?c=d#e',
	'x&accountId=di&limit=1',
	'100%25%2e%2e%2f',
	'"; drop',
	'x" or creator = "di',
	"x') or contributor in ('di",
	'back\\slash"quote\\',
	'type in (page) order by lastmodified desc',
	'snow ☃ and\ttab',
	'__proto__',
	'constructor',
];

let simulator: Simulator;
let exchanges: Exchange[];

async function play(world: Simulator['world']): Promise<void> {
	simulator = await startSimulator({ population: world, now: () => NOW });
	exchanges = [];
	simulator.exchanges.on((exchange) => exchanges.push(exchange));
}

afterEach(async () => await simulator.stop());

function connected(url = simulator.url) {
	const { accessToken, refreshToken } = simulator.issueToken();
	return [oauth2Credential({ url, accessToken, refreshToken })];
}

/** A site on which everything has a hostile name; each person worked on a day of their own. */
function hostileCompany() {
	const world = emptyWorld();
	const admins = addGroup(world, { name: 'site-admins', access: ['site-admin'] });
	addToGroup(world, admins, world.connectedAccountId);
	for (const [index, text] of HOSTILE.entries()) {
		const group = addGroup(world, { id: text, name: `group ${text}`, access: ['user'] });
		addPerson(world, { accountId: text, displayName: `<b>${text}</b>` });
		addToGroup(world, group, text);
		addPage(world, { createdBy: text, createdAt: NOW - (index + 1) * DAY });
	}
	return world;
}

const options = { now: new Date(NOW).toISOString() };

async function run(type: string, parameters: object, rows: readonly Item[]): Promise<Item[]> {
	const { outputs, error } = await runNode({
		type,
		parameters: parameters as never,
		inputs: [rows],
		credentials: connected(),
	});
	expect(error).toBeUndefined();
	return (outputs[0] ?? []).map(({ json }) => json);
}

describe('Ids and names that are hostile', () => {
	it('stay one value of a path, a query, a body or a CQL text, through every process', async () => {
		await play(hostileCompany());
		const cloudId = { __rl: true, mode: 'id', value: firstSite(simulator.world).cloudId };
		const download = { cloudId, profile: 'p', accessGroups: HOSTILE, options };
		const seats = await run('downloadSubscriptions', download, [{ start: true }]);
		expect(seats.map(({ accountId }) => accountId).sort()).toEqual([...HOSTILE].sort());

		const looked = await run('pullActivity', { lookbackDays: 60, options }, seats);
		for (const { accountId, activityStatus, lastActivityAt } of looked) {
			const days = HOSTILE.indexOf(String(accountId as string)) + 1;
			expect([accountId, activityStatus, lastActivityAt]).toEqual([
				accountId,
				'known',
				new Date(NOW - days * DAY).toISOString(),
			]);
		}

		const judged = {
			inactivityThresholdDays: 1,
			newUserGraceDays: 0,
			options,
		};
		const candidates = await run('evaluateExclusions', judged, looked);
		const reclaim = {
			cloudId,
			accessGroups: HOSTILE,
			dryRun: false,
			acknowledgeEditsOnly: true,
			maxPerRun: 100,
			options,
		};
		const results = await run('reclaimLicense', reclaim, candidates);
		expect(results.map(({ outcome }) => outcome)).toEqual(HOSTILE.map(() => 'reclaimed'));
		const restored = await run(
			'reclaimLicense',
			{ operation: 'restore', cloudId, dryRun: false, options },
			results,
		);
		expect(restored.map(({ outcome }) => outcome)).toEqual(HOSTILE.map(() => 'restored'));

		// No address that the simulator does not know, and no value that is not whole.
		expect(exchanges.filter(({ endpoint }) => endpoint === '')).toEqual([]);
		const values = exchanges.flatMap(({ request: { query } }) => [
			...query.getAll('accountId'),
			...query.getAll('groupId'),
			...query.getAll('id'),
		]);
		const known = new Set([...HOSTILE, simulator.world.connectedAccountId]);
		expect(values.filter((value) => !known.has(value))).toEqual([]);
		expect(new Set(values).size).toBeGreaterThanOrEqual(HOSTILE.length);
		const refused = exchanges.filter(({ answer }) => (answer?.status ?? 200) >= 400);
		expect(refused.map(({ request }) => request.path)).toEqual([]);
	});
});

describe('A custom host', () => {
	it.each([
		'http://api.example.com',
		'http://127.0.0.1.example.com',
		'http://localhost.example.com',
		'http://[::2]',
		'ftp://127.0.0.1',
		'//127.0.0.1',
		'file:///etc/passwd',
		'javascript:alert(1)',
		'https://user:password@api.example.com',
		'http://127.0.0.1@api.example.com',
		'https://api.example.com/?to=',
		'127.0.0.1',
		'',
	])('%s is refused before anything is sent', async (url) => {
		await play(emptyWorld());
		const [credential] = connected();
		if (credential === undefined) throw new Error('There is no credential.');
		credential.data.customApiUrl = url;
		const { error, logs } = await runNode({ type: 'getCloudId', credentials: [credential] });
		expect(error?.message).toMatch(/custom API URL/);
		expect(error?.description).toMatch(/Open the credential/);
		expect(exchanges).toEqual([]);
		const { access_token } = Object(credential.data.oauthTokenData) as { access_token: string };
		expect(placesOf([access_token], { error, logs })).toEqual([]);
	});

	it.each(['http://127.0.0.1', 'http://localhost'])(
		'%s on this machine is used',
		async (host) => {
			await play(emptyWorld());
			const { outputs, error } = await runNode({
				type: 'getCloudId',
				credentials: connected(`${host}:${simulator.port}`),
			});
			expect(error).toBeUndefined();
			expect(outputs[0]).toHaveLength(1);
		},
	);

	it.each(['http://auth.example.com', 'https://user@auth.example.com', '//auth.example.com'])(
		'the token endpoint at %s is never asked to renew an access',
		async (url) => {
			await play(emptyWorld());
			const [credential] = connected();
			if (credential === undefined) throw new Error('There is no credential.');
			credential.data.customAuthUrl = url;
			simulator.expireAccessTokens();
			const { error } = await runNode({ type: 'getCloudId', credentials: [credential] });
			expect(error?.message).toBeTruthy();
			expect(exchanges.map(({ endpoint }) => endpoint)).not.toContain('token');
			const { refresh_token } = Object(credential.data.oauthTokenData) as {
				refresh_token: string;
			};
			expect(placesOf([refresh_token], error)).toEqual([]);
		},
	);
});

describe('The search for secrets', () => {
	it('finds one wherever it hides', () => {
		const hidden = new Error('x', {
			cause: { request: { headers: new Map([['a', 'S3cret']]) } },
		});
		expect(placesOf(['S3cret'], hidden)).toHaveLength(1);
		expect(placesOf(['S3cret'], { S3cret: 1 })).toHaveLength(1);
		expect(placesOf(['S3cret'], [Buffer.from('a S3cret b')])).toHaveLength(1);
		expect(placesOf(['a b'], { url: 'https://x/?token=a%20b' })).toHaveLength(1);
		expect(placesOf(['S3cret'], { other: 'secret' })).toEqual([]);
		expect(() => placesOf([], {})).toThrow('no secret');
	});
});
