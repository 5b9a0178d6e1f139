import {
	addGroup,
	addPage,
	addPerson,
	addToGroup,
	edit,
	emptyWorld,
	startSimulator,
	view,
	type Simulator,
} from '../simulator';
import { apiKeyCredential, runNode, siteCredential } from './harness';

const NOW = Date.UTC(2026, 4, 1, 9);
const DAY = 86_400_000;
const ago = (days: number) => NOW - days * DAY;
const iso = (days: number) => new Date(ago(days)).toISOString();

let simulator: Simulator;

beforeEach(async () => {
	const world = emptyWorld();
	const users = addGroup(world, { id: 'users', name: 'confluence-users', access: ['user'] });
	for (const accountId of ['ada', 'bo', 'cy', 'dee']) {
		addToGroup(world, users, addPerson(world, { accountId, addedAt: ago(300), email: '' }));
	}
	addPage(world, { createdBy: 'ada', createdAt: ago(30) });
	const shared = addPage(world, { createdBy: 'ada', createdAt: ago(90) });
	edit(world, shared, 'bo', ago(20));
	edit(world, shared, 'ada', ago(10));
	view(world, 'cy', ago(4));
	simulator = await startSimulator({ population: world, now: () => NOW });
});
afterEach(async () => await simulator.stop());

const cloudId = () => simulator.world.sites[0]?.cloudId ?? '';

const credentials = (scopes?: string[], apiKey?: string) => [
	siteCredential(simulator, { scopes }),
	apiKeyCredential(simulator, apiKey),
];

const subscription = (accountId: string, more: object = {}) => ({
	profile: 'harbour',
	cloudId: cloudId(),
	accountId,
	email: null,
	activityStatus: 'unknown',
	...more,
});

const staff = () => ['ada', 'bo', 'cy', 'dee'].map((accountId) => subscription(accountId));

/** Runs the node; outputs are the fields of the items that came out. */
async function pull(settings: Partial<Parameters<typeof runNode>[0]> = {}) {
	const { options, ...parameters } = settings.parameters ?? {};
	const run = await runNode({
		type: 'pullActivity',
		credentials: credentials(),
		inputs: [staff()],
		...settings,
		parameters: {
			...parameters,
			options: { now: new Date(NOW).toISOString(), ...(options as object | undefined) },
		},
	});
	const [people = [], jobs = []] = [0, 1].map((output) =>
		(run.outputs[output] ?? []).map(({ json }) => json),
	);
	return { ...run, people, jobs };
}

describe('Pull Activity in the engine', () => {
	it('tells exact dates, upper bounds and nothing at all apart', async () => {
		const { people, jobs, error } = await pull();
		expect(error).toBeUndefined();
		expect(people).toMatchObject([
			{ accountId: 'ada', lastActivityAt: iso(10), lastActivityType: 'edit' },
			{ accountId: 'bo', lastActivityAt: iso(10), lastActivityType: 'sharedEdit' },
			{ accountId: 'cy', lastActivityAt: null, activityStatus: 'none' },
			{ accountId: 'dee', lastActivityAt: null, activityStatus: 'none' },
		]);
		expect(people[2]).toMatchObject({
			activityCheckedAt: iso(0),
			activityCheckedFrom: iso(365),
			activityError: null,
			viewsChecked: false,
		});
		expect(jobs).toMatchObject([
			{
				job: 'pullActivity',
				profile: 'harbour',
				status: 'succeeded',
				counts: { people: 4, known: 2, none: 2, unknown: 0, sharedEdits: 1 },
			},
		]);
		expect(jobs[0]?.points).toBe(simulator.stats().points);
		expect(jobs[0]).toMatchObject({ counts: { people: 4, askedAlone: 4, known: 2, none: 2 } });
	});

	it('resolves shared edits by the versions of the page', async () => {
		const { people } = await pull({ parameters: { options: { resolveSharedEdits: true } } });
		expect(people[1]).toMatchObject({
			lastActivityAt: iso(20),
			lastActivityType: 'edit',
			lastActivitySource: 'versions',
		});
	});

	it('takes what is available: both with the key of the organization, edits without', async () => {
		const signal = 'available';
		const withKey = await pull({ parameters: { signal } });
		expect(withKey.people[2]).toMatchObject({ lastActivityType: 'view', viewsChecked: true });
		const without = await pull({
			parameters: { signal },
			credentials: [siteCredential(simulator)],
		});
		expect(without.error).toBeUndefined();
		expect(without.people[2]).toMatchObject({ activityStatus: 'none', viewsChecked: false });
	});

	it('reads views of this site and fills the e-mail in', async () => {
		const { people, jobs } = await pull({ parameters: { signal: 'both' } });
		expect(people[2]).toMatchObject({
			lastActivityAt: iso(4),
			lastActivityType: 'view',
			viewsChecked: true,
			email: 'cy@harbour.example',
		});
		expect(people[3]).toMatchObject({ activityStatus: 'none', viewsChecked: true });
		expect(jobs[0]).toMatchObject({ counts: { viewsChecked: 4 } });
	});

	it('needs no OAuth2 credential for views alone', async () => {
		const { people } = await pull({
			parameters: { signal: 'views' },
			credentials: credentials().slice(1),
		});
		expect(people.map(({ activityStatus }) => activityStatus)).toEqual([
			'none',
			'none',
			'known',
			'none',
		]);
	});

	it('makes people unknown, never inactive, when views are refused', async () => {
		simulator.settings.organizationRefuses = ['users/search', 'last-active-dates'];
		const { people, jobs } = await pull({ parameters: { signal: 'both' } });
		expect(people[3]).toMatchObject({ activityStatus: 'unknown', viewsChecked: false });
		expect(people[3]).toMatchObject({ activityError: expect.stringContaining('plan') });
		expect(people[0]).toMatchObject({ lastActivityAt: iso(10), activityStatus: 'unknown' });
		expect(jobs[0]).toMatchObject({ counts: { unknown: 4 } });
	});

	it('keeps order, other fields, both rows of a person, and an item without a person', async () => {
		const items = [
			subscription('cy', { note: 1 }),
			{ profile: 'other', cloudId: cloudId(), accountId: 'ada', note: 2 },
			subscription('ada', { note: 3 }),
			{ profile: 'harbour', cloudId: cloudId(), note: 4 },
			{},
			subscription('ada', { note: 5 }),
		];
		const { people, jobs, outputs } = await pull({ inputs: [items] });
		expect(people.map(({ note }) => note)).toEqual([1, 2, 3, 4, 5]);
		expect(people[3]).toMatchObject({ activityStatus: 'unknown' });
		expect(people[4]).toMatchObject({ lastActivityAt: iso(10) });
		expect(jobs.map(({ profile }) => profile)).toEqual(['harbour', 'other']);
		expect(outputs[0]?.[4]?.pairedItem).toEqual([{ item: 5, input: 0 }]);
	});

	it('throws for a missing scope; with continue on fail it emits one failed job result only', async () => {
		const withoutSearch = { credentials: credentials(['read:confluence-user']) };
		const thrown = await pull(withoutSearch);
		expect(thrown.error?.message).toContain('search:confluence');
		const kept = await pull({ ...withoutSearch, continueOnFail: true });
		expect(kept.error).toBeUndefined();
		expect(kept.people).toEqual([]);
		expect(kept.jobs).toMatchObject([{ status: 'failed', profile: 'harbour' }]);
		expect(kept.jobs).toMatchObject([
			{ errorMessage: expect.stringContaining('switch the process on') },
		]);
	});

	it('says where to enter the scope that resolving shared edits needs', async () => {
		const scopes = ['search:confluence'];
		const page = addPage(simulator.world, { createdBy: 'cy', createdAt: ago(90) });
		edit(simulator.world, page, 'dee', ago(9));
		edit(simulator.world, page, 'ada', ago(8));
		const { error } = await pull({
			credentials: credentials(scopes),
			parameters: { options: { now: iso(0), resolveSharedEdits: true } },
		});
		expect(error?.message).toContain('read:page:confluence');
		expect(error).toHaveProperty('description', expect.stringContaining('Additional Scopes'));
	});

	it('names the credential that views need', async () => {
		const { error } = await pull({
			credentials: credentials().slice(0, 1),
			parameters: { signal: 'views', options: { now: iso(0) } },
		});
		expect(error?.message).toContain('"Atlassian Organization API"');
	});

	it('spends no points where the organization refuses its key', async () => {
		const { error } = await pull({
			credentials: credentials(undefined, 'wrong'),
			parameters: { signal: 'both', options: { now: iso(0) } },
		});
		expect(error?.message).toContain('API key');
		expect(simulator.stats().points).toBe(0);
	});

	it('fails one profile without losing the other', async () => {
		const items = [{ profile: 'nowhere', accountId: 'ada' }, ...staff()];
		const { people, jobs } = await pull({ inputs: [items], continueOnFail: true });
		expect(people).toHaveLength(4);
		expect(jobs).toMatchObject([
			{ profile: 'nowhere', status: 'failed' },
			{ profile: 'harbour', status: 'succeeded' },
		]);
		expect(jobs[0]).toMatchObject({ errorMessage: expect.stringContaining('cloudId') });
	});

	it('leaves one person unknown whose search fails, and nobody else', async () => {
		simulator.addFault({
			match: { path: '/rest/api/search', query: { cql: '"dee"' } },
			kind: 'status',
			status: 400,
		});
		const { people } = await pull();
		expect(people.map(({ activityStatus }) => activityStatus)).toEqual([
			'known',
			'known',
			'none',
			'unknown',
		]);
		expect(people[3]).toMatchObject({ activityError: expect.stringContaining('400') });
	});

	it('handles 150,000 people', async () => {
		const items = Array.from({ length: 150_000 }, (_, index) =>
			subscription(`p${index}`, {
				lastActivityAt: iso(5),
				lastActivitySource: 'search',
				activityStatus: 'known',
				activityCheckedAt: iso(1),
				activityCheckedFrom: iso(61),
			}),
		);
		const { people, jobs, error } = await pull({ inputs: [items] });
		expect(error).toBeUndefined();
		expect(people).toHaveLength(150_000);
		expect(people[149_999]).toMatchObject({ accountId: 'p149999', activityStatus: 'known' });
		expect(jobs[0]?.requests).toBeLessThan(10);
	}, 240_000);
});
