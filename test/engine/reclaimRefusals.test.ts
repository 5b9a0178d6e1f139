import { addColleague, namesOfGroups, NOW, profileGroups } from '../confluence/reclaim/company';
import { candidate, iso } from '../confluence/reclaim/run';
import { addGroup } from '../simulator';
import { runNode, type Item } from './harness';
import { outcomesOf, reclaimNodeOnASite, siteOf } from './reclaimNode';

const { site, credential, run, seats } = reclaimNodeOnASite();

/** A credential whose token n8n takes for fresh, whatever Atlassian says of it. */
const freshCredential = () =>
	credential(undefined, {
		expires_in: 3_600,
		n8n_expires_at: String(Date.now() + 3_600_000),
	});

describe('A refusal that concerns one group', () => {
	it.each([
		['known before', {}],
		['only refused', { managedByTold: false, teamRefusal: 'plain' }],
	] as const)('skips its people and takes the other seats (%s)', async (_, settings) => {
		const { company, simulator } = site;
		Object.assign(simulator.settings, settings);
		const crew = addGroup(company.world, {
			name: 'crew',
			access: ['user'],
			managedBy: 'TEAM_MEMBERS',
		});
		addColleague(company, 'ada', [crew], 400);
		const ada = { inactiveDays: 400, lastActivityAt: iso(NOW - 400 * 86_400_000) };
		const items = [
			...seats('bob', 'cy'),
			candidate(company, 'ada', { ...ada, groupIds: [crew.id] }) as Item,
		];
		const { results, jobs, error } = await run({
			inputs: [items],
			parameters: { accessGroups: [...profileGroups(company), crew.id] },
		});
		expect(error).toBeUndefined();
		expect(outcomesOf(results)).toEqual(['reclaimed', 'reclaimed', 'groupNotManaged']);
		expect(results[2]).toMatchObject({
			outcome: 'skipped',
			nextState: 'Attention Required',
			receiptId: null,
			outcomeMessage: expect.stringContaining('"crew"') as string,
		});
		expect(jobs[0]).toMatchObject({
			status: 'succeeded',
			errorMessage: null,
			counts: { reclaimed: 2, 'skipped/groupNotManaged': 1 },
		});
		expect(namesOfGroups(company, 'ada')).toEqual(['crew']);
	});
});

describe('A conflict while a seat is given back', () => {
	it('is no full site where the person is in the group by then', async () => {
		const { results: receipts } = await run({ inputs: [seats('ada')] });
		site.simulator.settings.alreadyMemberStatus = 409;
		site.simulator.addFault({
			match: { method: 'POST', path: 'userByGroupId' },
			nth: 1,
			kind: 'status',
			status: 502,
			when: 'after',
		});
		// The first look after the lost answer does not show it yet.
		site.simulator.addFault({
			match: { path: 'memberof', query: { accountId: 'ada' } },
			nth: 2,
			count: 3,
			kind: 'emptyPage',
		});
		const { results } = await run({
			inputs: [receipts as Item[]],
			parameters: { operation: 'restore' },
		});
		expect(results).toMatchObject([
			{ outcome: 'restored', outcomeReason: null, verified: true, receiptState: 'restored' },
		]);
		expect(namesOfGroups(site.company, 'ada')).toEqual(['confluence-users-harbour']);
	});
});

describe('A dead access that n8n takes for a fresh one', () => {
	const nodes = {
		reclaimLicense: () => ({
			inputs: [seats('ada')],
			parameters: { accessGroups: profileGroups(site.company), acknowledgeEditsOnly: true },
		}),
		downloadSubscriptions: () => ({ inputs: [[{ start: true }]], parameters: {} }),
	};
	const cases = ([403, 404] as const).flatMap((status) =>
		(['reclaimLicense', 'downloadSubscriptions'] as const).map(
			(type) => [status, type] as const,
		),
	);

	async function runWithDeadAccess(type: keyof typeof nodes, { renewable = false } = {}) {
		const { inputs, parameters } = nodes[type]();
		const cloudId = siteOf(site.company.cloudId);
		const credentials = [freshCredential()];
		site.simulator.expireAccessTokens();
		if (!renewable) site.simulator.killRefreshTokens();
		const node = { type, inputs, parameters: { cloudId, ...parameters }, credentials };
		return await runNode(node);
	}

	it.each(cases)('%d, %s: says to reconnect where it cannot be renewed', async (status, type) => {
		site.simulator.settings.expiredTokenStatus = status;
		const { error } = await runWithDeadAccess(type);
		const said = `${error?.message} ${error?.description ?? ''}`;
		expect(said).toContain('reconnect it');
		expect(said).not.toMatch(/choose one of the sites/i);
	});

	it.each(cases)('%d, %s: works on where it can be renewed', async (status, type) => {
		site.simulator.settings.expiredTokenStatus = status;
		const { error, outputs } = await runWithDeadAccess(type, { renewable: true });
		expect(error).toBeUndefined();
		expect(outputs[0]?.length).toBeGreaterThan(0);
	});

	it.each([403, 404] as const)('%d: is told in the middle of a run too', async (status) => {
		site.simulator.settings.expiredTokenStatus = status;
		let looks = 0;
		site.simulator.exchanges.on(({ request: { path, method } }) => {
			if (method === 'DELETE') {
				site.simulator.expireAccessTokens();
				site.simulator.killRefreshTokens();
			}
			if (path.endsWith('accessible-resources')) looks++;
		});
		const { results, jobs } = await run({
			inputs: [seats('ada', 'bob', 'cy')],
			credentials: [freshCredential()],
		});
		expect(outcomesOf(results)).toEqual(['notReached', 'notReached', 'notVerified']);
		expect(jobs[0]?.errorMessage).toContain('reconnect it');
		// The scopes of the site, then one look: n8n asks once more after it failed to renew.
		expect(looks).toBeLessThanOrEqual(3);
	});

	it('still says that a site is missing where the credential does not cover it', async () => {
		const { error } = await runNode({
			type: 'downloadSubscriptions',
			inputs: [[{ start: true }]],
			parameters: { cloudId: siteOf('1324a887-45db-1bf4-1e99-ef0ff456d421') },
			credentials: [freshCredential()],
		});
		expect(`${error?.message} ${error?.description ?? ''}`).toMatch(/choose one of the sites/i);
	});
});
