import type { Row } from '../../../licensing/tableValues';
import { addToGroup, removeFromGroup } from '../../simulator';
import { addColleague, DAY, namesOfGroups, NOW, profileGroups } from './company';
import { onASite } from './onASite';
import { candidate, iso, reclaim, restore } from './run';

describe('What earlier runs and answers say before a seat is taken back', () => {
	const site = onASite();

	const idsOf = (groups: ReadonlyArray<{ id: string }> = []) => groups.map(({ id }) => id).sort();

	describe('an answer', () => {
		it('that keeps the seat is enough: nothing is asked of the site about the person', async () => {
			const rows = site.seats('ada', 'bob').map((row) => ({
				...row,
				candidateId: `harbour:${String(row.accountId)}:1`,
			}));
			const asked: string[] = [];
			site.simulator.exchanges.on(({ request: { query } }) => {
				asked.push(query.get('accountId') ?? '');
			});
			const { results } = await reclaim(site.company, site.simulator, rows, {
				events: [
					{ eventId: 'e1', candidateId: 'harbour:ada:1', event: 'keep', at: iso(NOW) },
				],
			});
			expect(results).toMatchObject([
				{ outcome: 'skipped', outcomeReason: 'keptByAnswer', nextState: null },
				{ outcome: 'reclaimed' },
			]);
			expect(results[0]?.outcomeMessage).toContain('e1');
			expect(asked).not.toContain('ada');
			expect(namesOfGroups(site.company, 'ada')).toEqual(['confluence-users-harbour']);
		});

		it('that gives the seat back is enough where only edits were checked', async () => {
			const rows = site.seats('ada', 'bob').map((row) => ({
				...row,
				candidateId: `harbour:${String(row.accountId)}:1`,
			}));
			const { results } = await reclaim(site.company, site.simulator, rows, {
				acknowledgeEditsOnly: false,
				events: [
					{ eventId: 'e1', candidateId: 'harbour:ada:1', event: 'release', at: iso(NOW) },
				],
			});
			expect(results).toMatchObject([
				{ outcome: 'reclaimed' },
				{ outcomeReason: 'viewsNotChecked' },
			]);
		});
	});

	describe('a plan', () => {
		it('is needed for each group, where receipts are given', async () => {
			const { company, simulator } = site;
			addColleague(company, 'ada', [company.users]);
			addColleague(company, 'bob', [company.users]);
			const [ada, bob] = [candidate(company, 'ada'), candidate(company, 'bob')];
			const planned = await reclaim(company, simulator, [ada], { dryRun: true });
			const { results } = await reclaim(company, simulator, [ada, bob], {
				receipts: planned.results,
				needsPlan: true,
			});
			expect(results).toMatchObject([
				{ outcome: 'reclaimed', receiptId: planned.results[0]?.receiptId },
				{
					outcome: 'skipped',
					outcomeReason: 'noReceipt',
					nextState: null,
					receiptId: null,
				},
			]);
			expect(results[1]?.outcomeMessage).toContain('"confluence-users-harbour"');
			expect(site.deletes).toEqual([`ada:${company.users.id}`]);
		});

		it('that names only some of the groups takes none of them, and is taken back', async () => {
			const { company, simulator } = site;
			addColleague(company, 'ada', [company.users]);
			const planned = await reclaim(company, simulator, [candidate(company, 'ada')], {
				dryRun: true,
			});
			addToGroup(company.world, company.contractors, 'ada');
			const { results } = await reclaim(company, simulator, [candidate(company, 'ada')], {
				receipts: planned.results,
				needsPlan: true,
			});
			expect(results[0]).toMatchObject({
				outcomeReason: 'noReceipt',
				receiptState: 'planned',
				plannedGroups: [],
			});
			expect(results[0]?.outcomeMessage).toContain('"contractors"');
			expect(site.deletes).toEqual([]);
		});

		it('needs no plan itself', async () => {
			const rows = site.seats('ada');
			const options = { dryRun: true, needsPlan: true };
			const { results } = await reclaim(site.company, site.simulator, rows, options);
			expect(results[0]).toMatchObject({ outcome: 'wouldReclaim', receiptState: 'planned' });
		});
	});

	describe('a receipt', () => {
		const plannedFor = async (row: Row) => {
			const run = await reclaim(site.company, site.simulator, [row], { dryRun: true });
			return run.results[0] ?? {};
		};

		it('does not grow by a group that the candidate never named', async () => {
			const { company, simulator } = site;
			addColleague(company, 'ada', [company.users]);
			const row = candidate(company, 'ada');
			const forged = {
				...(await plannedFor(row)),
				plannedGroups: [company.users, company.contractors, company.admins],
			};
			const { results } = await reclaim(company, simulator, [row], { receipts: [forged] });
			expect(results[0]).toMatchObject({ outcome: 'reclaimed', receiptState: 'done' });
			expect(idsOf(results[0]?.removedGroups)).toEqual([company.users.id]);
			expect(idsOf(results[0]?.plannedGroups)).toEqual([company.users.id]);
		});

		it('of somebody gone names only what the candidate named', async () => {
			const { company, simulator } = site;
			addColleague(company, 'ada', [company.users]);
			const row = candidate(company, 'ada');
			const forged = {
				...(await plannedFor(row)),
				plannedGroups: [company.users, company.contractors],
			};
			removeFromGroup(company.world, company.users, 'ada');
			const { results } = await reclaim(company, simulator, [row], { receipts: [forged] });
			expect(results[0]).toMatchObject({ outcome: 'reclaimed', receiptState: 'done' });
			expect(idsOf(results[0]?.removedGroups)).toEqual([company.users.id]);
		});

		it('without a candidate is settled with the groups of the profile alone', async () => {
			const { company, simulator } = site;
			addColleague(company, 'ada', [company.users, company.contractors]);
			const planned = await plannedFor(candidate(company, 'ada'));
			for (const group of [company.users, company.contractors])
				removeFromGroup(company.world, group, 'ada');
			const forged = {
				...planned,
				plannedGroups: [
					company.users,
					company.contractors,
					company.admins,
					company.readers,
				],
			};
			const { settled } = await reclaim(company, simulator, [], { receipts: [forged] });
			expect(settled).toMatchObject([
				{ outcome: 'reclaimed', receiptState: 'done', verified: true },
			]);
			expect(idsOf(settled[0]?.removedGroups)).toEqual(profileGroups(company).sort());
		});

		it('that removed something for certain keeps it, whatever the candidate names by now', async () => {
			const { company, simulator } = site;
			addColleague(company, 'ada', [company.contractors]);
			const begun = {
				receiptId: 'harbour:ada:1',
				profile: 'harbour',
				cloudId: company.cloudId,
				accountId: 'ada',
				plannedGroups: [company.users, company.contractors],
				removedGroups: [company.users],
				receiptState: 'partial',
				performedAt: iso(NOW - DAY),
			};
			const rows = [candidate(company, 'ada')];
			const { results } = await reclaim(company, simulator, rows, { receipts: [begun] });
			expect(results[0]).toMatchObject({ outcome: 'reclaimed', receiptState: 'done' });
			expect(idsOf(results[0]?.removedGroups)).toEqual(profileGroups(company).sort());
		});
	});

	describe('a seat that was taken back before', () => {
		/** Two runs plan at once; the first removes, and the seat is given back. */
		const twoRuns = async () => {
			const { company, simulator } = site;
			const rows = site.seats('ada');
			const plan = await reclaim(company, simulator, rows, {
				dryRun: true,
				now: NOW - 2_000,
			});
			const first = await reclaim(company, simulator, rows);
			return { company, simulator, rows, plan: plan.results, first: first.results };
		};

		it('and given back in between is not removed again by the plan of a second run', async () => {
			const { company, simulator, rows, plan, first } = await twoRuns();
			const restored = await restore(company, simulator, first);
			const { results } = await reclaim(company, simulator, rows, {
				receipts: [...plan, ...restored.results],
				needsPlan: true,
			});
			expect(results[0]).toMatchObject({
				outcome: 'skipped',
				outcomeReason: 'takenBackBefore',
				nextState: null,
			});
			expect(site.deletes).toHaveLength(1);
			expect(namesOfGroups(company, 'ada')).toEqual(['confluence-users-harbour']);
		});

		it('and given back in between is known by its event, where the receipts were read before', async () => {
			const { company, simulator, rows, plan, first } = await twoRuns();
			await restore(company, simulator, first);
			const told = { eventId: 'e1', candidateId: 'harbour:ada:1', at: iso(NOW) };
			for (const event of ['reclaimed', 'restored']) {
				const { results } = await reclaim(company, simulator, rows, {
					receipts: plan,
					needsPlan: true,
					events: [{ ...told, event }],
				});
				expect(results[0]).toMatchObject({ outcomeReason: 'takenBackBefore' });
			}
			expect(site.deletes).toHaveLength(1);
		});

		it('and given back by somebody else is not removed again by the same decision', async () => {
			const { company, simulator, rows, first } = await twoRuns();
			addToGroup(company.world, company.users, 'ada');
			const { results } = await reclaim(company, simulator, rows, { receipts: first });
			expect(results[0]).toMatchObject({ outcomeReason: 'takenBackBefore' });
			const nobodyKnowsWhen = first.map((row) => ({ ...row, performedAt: null }));
			const later = rows.map((row) => ({ ...row, evaluatedAt: iso(NOW + 1_000) }));
			const undated = await reclaim(company, simulator, later, {
				receipts: nobodyKnowsWhen as unknown as Row[],
			});
			expect(undated.results[0]).toMatchObject({ outcomeReason: 'takenBackBefore' });
		});

		it('may be taken back by a later decision', async () => {
			const { company, simulator, rows, first } = await twoRuns();
			addToGroup(company.world, company.users, 'ada');
			const later = rows.map((row) => ({ ...row, evaluatedAt: iso(NOW + 1_000) }));
			const { results } = await reclaim(company, simulator, later, { receipts: first });
			expect(results[0]).toMatchObject({ outcome: 'reclaimed' });
		});

		it('and is still gone has nothing left to take', async () => {
			const { company, simulator, rows, first } = await twoRuns();
			const { results } = await reclaim(company, simulator, rows, { receipts: first });
			expect(results[0]).toMatchObject({ outcomeReason: 'notAMember' });
		});
	});
});
