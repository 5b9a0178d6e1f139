import { readViews } from '../../../confluence/organization/readViews';
import { connectedClient } from '../connectedClient';
import { ago, closeOffices, everybody, office } from './office';

const SEARCH_FAILS = { match: { path: 'users/search' }, kind: 'status', status: 503 } as const;

afterEach(closeOffices);

describe('views', () => {
	it.each([
		['in bulk', {}],
		[
			'one by one, where the bulk search is refused',
			{ organizationRefuses: ['users/search' as const] },
		],
	])('are read %s, of this site’s Confluence only', async (_, options) => {
		const made = await office(options);
		const { looks } = await readViews(made.organization, everybody(made), made.cloudId);
		expect(looks.get('ada')).toMatchObject({ at: ago(5), error: null });
		for (const id of ['never', 'labs-only', 'jira-only']) {
			expect(looks.get(id)).toMatchObject({ at: null, since: ago(20), error: null });
		}
	});

	it('bring the e-mail that the site hides', async () => {
		const made = await office();
		const { looks } = await readViews(made.organization, ['ada'], made.cloudId);
		expect(looks.get('ada')?.email).toBe('ada@harbour.example');
	});

	it('ask for a hundred people at once', async () => {
		const made = await office({}, 450);
		const { looks } = await readViews(made.organization, everybody(made), made.cloudId);
		expect(looks.size).toBe(450);
		expect(made.organization.client.usage()).toMatchObject({ requests: 5, points: 0 });
	});

	it('are unknown, never missing, when the plan includes neither call', async () => {
		const made = await office(
			{ organizationRefuses: ['users/search', 'last-active-dates'] },
			300,
		);
		const { looks, counts } = await readViews(made.organization, everybody(made), made.cloudId);
		expect(looks.size).toBe(300);
		expect(counts.viewsFailed).toBe(300);
		expect(looks.get('ada')?.error).toContain('plan');
		expect(looks.get('ada')?.failure?.kind).toBe('organizationRefused');
		expect(made.organization.client.usage().requests).toBeLessThan(220);
	});

	it('are unknown for somebody whom the organization does not list', async () => {
		const made = await office();
		const { looks } = await readViews(made.organization, ['stranger', 'ada'], made.cloudId);
		expect(looks.get('stranger')?.error).toContain('does not list');
		expect(looks.get('ada')?.error).toBeNull();
	});

	it('keep to 200 single questions a minute', async () => {
		const made = await office({ organizationRefuses: ['users/search'] }, 450);
		const { looks } = await readViews(made.organization, everybody(made), made.cloudId);
		expect(made.simulator.stats().rateLimited).toBe(0);
		expect(made.organization.client.usage().waitedMs).toBeGreaterThan(100_000);
		expect([...looks.values()].every(({ error }) => error === null)).toBe(true);
	});

	it('are unknown for whom the run may not wait, and the error says what to do', async () => {
		const made = await office({ organizationRefuses: ['users/search'] }, 450, 1);
		const { looks, counts } = await readViews(made.organization, everybody(made), made.cloudId);
		expect(looks.size).toBe(450);
		expect(counts.viewsFailed).toBe(50);
		const missed = [...looks.values()].find(({ error }) => error !== null);
		expect(missed?.error).toContain('Wait for Quota');
	});

	it('survive passing faults, and leave people unknown after lasting ones', async () => {
		const made = await office();
		made.simulator.addFault({ ...SEARCH_FAILS, count: 2 });
		const passing = await readViews(made.organization, everybody(made), made.cloudId);
		expect(passing.counts.viewsFailed).toBe(0);
		made.simulator.addFault(SEARCH_FAILS);
		const lasting = await readViews(made.organization, everybody(made), made.cloudId);
		expect(lasting.counts.viewsFailed).toBe(4);
		expect(lasting.looks.get('ada')).toMatchObject({ at: null });
		expect(lasting.looks.get('ada')?.error).toContain('503');
	});

	it('are asked for no more once the organization does not answer', async () => {
		const made = await office({}, 3_000);
		made.simulator.addFault(SEARCH_FAILS);
		const { looks, counts } = await readViews(made.organization, everybody(made), made.cloudId);
		expect(counts.viewsFailed).toBe(3_000);
		expect(looks.size).toBe(3_000);
		// Thirty chunks, each tried five times, would be 150.
		expect(made.organization.client.usage().requests).toBeLessThanOrEqual(60);
	});

	it('end the run when the API key is refused', async () => {
		const made = await office();
		const organization = {
			...made.organization,
			client: connectedClient(made.simulator, { token: 'wrong' }),
		};
		await expect(readViews(organization, ['ada'], made.cloudId)).rejects.toThrow('API key');
	});
});
