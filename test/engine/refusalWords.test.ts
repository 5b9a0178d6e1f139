import { activityChainOnASite, isoAgo } from './activityChain';

/** What the other side says of a refusal, or of its limits, is told and taken as it was meant. */

const { site, seat, pull } = activityChainOnASite();

describe('a refusal of the organization API', () => {
	const views = { signal: 'views' };

	it('says that the key lacks a scope, in the words of the server', async () => {
		site.simulator.settings.organizationKeyScopes = [];
		const { error } = await pull([seat('ada')], views);
		const said = `${error?.message} ${error?.description ?? ''}`;
		expect(said).toMatch(/API key lacks a scope/);
		expect(said).toContain('scope does not match');
		expect(said).not.toMatch(/valid key|Atlassian plan/i);
	});

	it.each(['errors', 'errorMessages'] as const)(
		'tells what stands in "%s", whatever else might be the cause',
		async (addressRefused) => {
			site.simulator.settings.addressRefused = addressRefused;
			const { error, people } = await pull([seat('ada')], views);
			const said = `${error?.message} ${error?.description ?? ''} ${JSON.stringify(people)}`;
			expect(said).toContain('not on the allowlist');
			expect(people.every(({ activityStatus }) => activityStatus === 'unknown')).toBe(true);
		},
	);
});

describe('two limits in one header', () => {
	it.each([
		['Beta-RateLimit', true],
		['Beta-RateLimit', false],
		['RateLimit', true],
		['RateLimit', false],
	] as const)('%s, all numbers told: %s: nobody waits for nothing', async (header, told) => {
		const people = Array.from({ length: 30 }, (_, index) =>
			seat(`p${index}`, { lastActivityAt: isoAgo(200) }),
		);
		Object.assign(site.simulator.settings, {
			rateLimitHeaders: [header],
			burstLeft: 3,
			pointsAlwaysTold: told,
		});
		const { error, jobs } = await pull(people);
		expect(error).toBeUndefined();
		expect(jobs).toMatchObject([{ status: 'succeeded', waitedMs: 0 }]);
	});
});
