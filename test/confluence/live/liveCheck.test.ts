import { PAGE_VERSIONS_SCOPE } from '../../../confluence/scopes';
import { placesOf } from '../../faults/secrets';
import { MAX_POINTS } from '../../live/inspection';
import { linesOf } from '../../live/report';
import { MAX_REQUESTS } from '../../live/wire';
import {
	addPage,
	addPerson,
	archiveSpace,
	blockSpaceForApp,
	emptyWorld,
	type Fault,
} from '../../simulator';
import { NEVER_TRIED, ALL_IDS, checked, verdictOf, exceptions, scopesWithout } from './checked';

describe('the live check', () => {
	it('finds the simulator as assumed, but for what a GET cannot ask', async () => {
		const run = await checked();
		expect(exceptions(run)).toEqual({
			[NEVER_TRIED]: { kind: 'notTried', told: expect.stringContaining('POST') },
			missingScopeIs401: { kind: 'notTried', told: expect.stringContaining('the token has') },
		});
		expect(run.check.findings.map(({ id }) => id)).toEqual(ALL_IDS);
	});

	it('finds the refusal of a missing scope as assumed with a token that lacks one', async () => {
		const run = await checked({ scopes: scopesWithout(PAGE_VERSIONS_SCOPE) });
		expect(verdictOf(run, 'missingScopeIs401')?.kind).toBe('asAssumed');
		expect(verdictOf(run, 'pageVersions')?.told).toContain(PAGE_VERSIONS_SCOPE);
	});

	it('sends nothing but GET, few requests and few points', async () => {
		const { check, exchanges, simulator } = await checked();
		expect(new Set(exchanges.map(({ request }) => request.method))).toEqual(new Set(['GET']));
		expect(exchanges).toHaveLength(check.requests);
		expect(check.requests).toBeLessThanOrEqual(MAX_REQUESTS);
		expect(simulator.stats().quota.used).toBeLessThanOrEqual(MAX_POINTS);
	});

	it('prints no token, key, id, name or e-mail', async () => {
		const { check, settings, simulator } = await checked();
		const { world, organization } = simulator;
		const personal = [...world.people.values()].flatMap((person) => [
			person.accountId,
			person.displayName,
			person.email,
			person.organizationEmail,
		]);
		const named = [...world.groups, ...world.sites].map(({ name }) => name);
		const titles = world.content.map(({ title }) => title);
		const groupIds = world.groups.map(({ id }) => id);
		const { accessToken, cloudId } = settings;
		const secrets = [accessToken, cloudId, organization.apiKey, organization.id];
		const all = [...personal, ...named, ...titles, ...groupIds, ...secrets];
		const lines = linesOf(check, settings);
		expect(placesOf(all, lines)).toEqual([]);
		expect(lines.length).toBeGreaterThan(2 * ALL_IDS.length);
	});

	it('does not repeat what a server says when it refuses', async () => {
		const body = { message: 'Ada Example <ada@harbour.example> may not' };
		const faults: Fault[] = [400, 403].map((status, index) => ({
			match: { path: index === 0 ? 'rest/api/search' : 'user/current' },
			kind: 'status',
			status,
			body,
		}));
		const { check, settings } = await checked({ faults });
		expect(placesOf(['Ada', 'harbour.example'], linesOf(check, settings))).toEqual([]);
	});
});

describe('what cannot be tried says why', () => {
	it.each(['Asia/Tokyo', 'America/Los_Angeles'])(
		'and a searching person in %s is told, since a day of margin covers it',
		async (timeZone) => {
			const run = await checked({ timeZone });
			const verdict = verdictOf(run, 'momentsInQueries');
			expect(verdict).toEqual({
				kind: 'asAssumed',
				told: expect.stringContaining('another zone'),
			});
			expect(verdictOf(await checked(), 'momentsInQueries')?.told).toContain('as UTC');
		},
	);

	it('a token that is refused leaves everything of the site untried', async () => {
		const run = await checked({ settings: { accessToken: 'expired' } });
		const differing = Object.entries(exceptions(run)).filter(
			([, verdict]) => verdict.kind === 'differs',
		);
		expect(verdictOf(run, 'currentUserFields')?.told).toContain('fresh access token');
		expect(verdictOf(run, 'memberPageHolds200')?.kind).toBe('notTried');
		expect(differing).toEqual([]);
		expect(run.check.answers).toBe(0);
	});

	it('a scope that is missing', async () => {
		const run = await checked({ scopes: scopesWithout('search:confluence') });
		expect(verdictOf(run, 'activityTypes')).toEqual({
			kind: 'notTried',
			told: expect.stringContaining('lacks a scope'),
		});
		expect(verdictOf(run, 'memberOrderIsStable')?.kind).toBe('asAssumed');
	});

	it('archived spaces and blocked content are told', async () => {
		const world = emptyWorld();
		const createdBy = addPerson(world).accountId;
		for (const spaceKey of ['OLD', 'TEAM', 'TEAM']) {
			addPage(world, { createdBy, createdAt: Date.now() - 5 * 86_400_000, spaceKey });
		}
		archiveSpace(world, 'OLD');
		blockSpaceForApp(world, 'SECRET');
		const run = await checked({ population: world });
		expect(verdictOf(run, 'archivedSpaces')?.told).toContain('1 of 3 changes');
		expect(verdictOf(run, 'blockedContent')?.told).toContain('content is blocked');
		const narrow = await checked({ scopes: scopesWithout('none') });
		expect(verdictOf(narrow, 'blockedContent')?.kind).toBe('notTried');
	});

	it('a plan without last-active dates, and no organization at all', async () => {
		const refused = await checked({ organizationRefuses: ['last-active-dates'] });
		expect(verdictOf(refused, 'lastActiveDates')?.told).toContain('plan');
		const without = await checked({ settings: { organization: null } });
		expect(verdictOf(without, 'directories')?.told).toContain('were given');
	});

	it('answers that tell no points', async () => {
		const run = await checked({ betaHeader: false });
		expect(verdictOf(run, 'pointsOfRequests')?.kind).toBe('notTried');
		expect(verdictOf(run, 'rateLimitHeaders')?.kind).toBe('differs');
	});

	it('a failure that lasts ends in no more requests than a check may send', async () => {
		const run = await checked({ faults: [{ kind: 'status', status: 503 }] });
		expect(run.check.requests).toBeLessThanOrEqual(MAX_REQUESTS);
		expect(run.check.findings.every(({ verdict }) => verdict.kind === 'notTried')).toBe(true);
	});
});
