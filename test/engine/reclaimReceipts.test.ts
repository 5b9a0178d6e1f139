import { addColleague, namesOfGroups } from '../confluence/reclaim/company';
import { candidate } from '../confluence/reclaim/run';
import { addGroup, addSite } from '../simulator';
import { type Item } from './harness';
import { outcomesOf, siteOf, reclaimNodeOnASite } from './reclaimNode';

const { site, run, seats } = reclaimNodeOnASite();

describe('Reclaim License with receipts, tables and several sites, in the engine', () => {
	it('finishes with planned receipts what a run began that died half-way', async () => {
		const items = seats('ada', 'bob');
		const dry = await run({ inputs: [items], parameters: { dryRun: true } });
		const planned = dry.receipts;
		expect(planned.map(({ receiptState }) => receiptState)).toEqual(['planned', 'planned']);
		expect(planned[0]?.receiptId).toBe(dry.results[0]?.receiptId);
		// The run died after its first removal.
		site.company.users.members.splice(site.company.users.members.indexOf('ada'), 1);
		const { results, items: outputs } = await run({ inputs: [items.slice(1), planned] });
		expect(outcomesOf(results)).toEqual(['reclaimed', 'reclaimed']);
		expect(results[1]).toMatchObject({ accountId: 'ada', receiptState: 'done' });
		expect(outputs[0]?.[1]?.pairedItem).toEqual([{ item: 0, input: 1 }]);
	});

	it.each([false, true])(
		'with tableRows %s has a receipt for whoever lost a seat, and a result for everybody',
		async (tableRows) => {
			const items = [
				candidate(site.company, 'x', { decision: 'retained' }) as Item,
				...seats('ada'),
			];
			const {
				results,
				receipts,
				items: outputs,
			} = await run({
				inputs: [items],
				options: { tableRows },
			});
			expect(outcomesOf(results)).toEqual(['notACandidate', 'reclaimed']);
			expect(receipts).toHaveLength(1);
			expect(receipts[0]).toMatchObject({ accountId: 'ada', receiptState: 'done' });
			expect(outputs[2]?.[0]?.pairedItem).toEqual([{ item: 1, input: 0 }]);
			expect(JSON.parse(receipts[0]?.removedGroups as string)).toEqual([
				{ id: site.company.users.id, name: 'confluence-users-harbour' },
			]);
			const cells = [receipts[0] ?? {}, ...(tableRows ? results : [])].flatMap(Object.values);
			expect(cells.filter((cell) => cell !== null && typeof cell === 'object')).toEqual([]);
		},
	);

	it('the same person at two sites is two seats, each with settings of its own', async () => {
		const other = addSite(site.company.world, { name: 'river' });
		const river = addGroup(site.company.world, {
			name: 'confluence-users-river',
			accessTypes: { [other.cloudId]: ['user'] },
		});
		addColleague(site.company, 'ada', [site.company.users, river]);
		const items = [
			candidate(site.company, 'ada', { site: site.company.cloudId, live: false }),
			candidate(site.company, 'ada', {
				profile: 'river',
				cloudId: other.cloudId,
				groupIds: [river.id],
				site: other.cloudId,
				live: true,
			}),
		] as Item[];
		const { results, jobs } = await run({
			inputs: [items],
			parameters: {
				cloudId: { __rl: true, mode: 'id', value: '={{ $json.site }}' },
				accessGroups: '={{ $json.groupIds }}',
				dryRun: '={{ !$json.live }}',
			},
		});
		expect(outcomesOf(results)).toEqual(['wouldReclaim', 'reclaimed']);
		expect(jobs.map(({ profile }) => profile)).toEqual(['harbour', 'river']);
		expect(namesOfGroups(site.company, 'ada')).toEqual(['confluence-users-harbour']);
	});

	it('throws nothing once a profile was changed, whatever meets the next one', async () => {
		const items = [
			...seats('ada'),
			...seats('bob').map((item) => ({ ...item, profile: 'second' })),
		] as Item[];
		site.simulator.addFault({
			match: { path: 'memberof', query: { accountId: 'bob' } },
			kind: 'status',
			status: 429,
			headers: { 'retry-after': '3000' },
		});
		const { error, results, jobs } = await run({ inputs: [items] });
		expect(error).toBeUndefined();
		expect(outcomesOf(results)).toEqual(['reclaimed', 'notReached']);
		expect(jobs.map(({ status }) => status)).toEqual(['succeeded', 'failed']);
	});

	it('understands rows of a table: lists as JSON text, numbers as flags, null', async () => {
		addColleague(site.company, 'ada', [site.company.users]);
		const row = candidate(site.company, 'ada', {
			groupIds: JSON.stringify([site.company.users.id]),
			viewsChecked: 0,
			email: null,
			inactiveDays: '100',
		});
		const { results } = await run({
			inputs: [[row as Item]],
			parameters: {
				accessGroups: `${site.company.users.id}, ${site.company.contractors.id}`,
				acknowledgeEditsOnly: '={{ 1 }}',
			},
		});
		expect(outcomesOf(results)).toEqual(['reclaimed']);
	});

	it('finds the site by its address, and says which sites there are otherwise', async () => {
		const items = seats('ada');
		const url = { __rl: true, mode: 'url', value: 'https://HARBOUR.atlassian.net/wiki' };
		expect(
			outcomesOf((await run({ inputs: [items], parameters: { cloudId: url } })).results),
		).toEqual(['reclaimed']);
		const wrong = await run({ inputs: [items], parameters: { cloudId: siteOf('nowhere') } });
		expect(wrong.error?.message).toContain('harbour');
	});

	it('restores from the rows of the receipts table, exactly and verified', async () => {
		addColleague(site.company, 'ada', [
			site.company.users,
			site.company.contractors,
			site.company.readers,
		]);
		const before = namesOfGroups(site.company, 'ada');
		const { receipts } = await run({ inputs: [[candidate(site.company, 'ada') as Item]] });
		expect(namesOfGroups(site.company, 'ada')).toEqual(['jira-software-users']);
		const dry = await run({
			inputs: [receipts],
			parameters: { operation: 'restore', dryRun: true },
		});
		expect(outcomesOf(dry.results)).toEqual(['wouldRestore']);
		expect(dry.receipts).toEqual([]);
		const live = await run({ inputs: [receipts], parameters: { operation: 'restore' } });
		expect(live.results).toMatchObject([
			{ outcome: 'restored', verified: true, receiptState: 'restored' },
		]);
		const { receiptId, removedGroups } = receipts[0] ?? {};
		expect(live.receipts).toMatchObject([
			{ receiptId, removedGroups, receiptState: 'restored' },
		]);
		expect(live.jobs[0]).toMatchObject({ status: 'succeeded', counts: { restored: 1 } });
		expect(namesOfGroups(site.company, 'ada').sort()).toEqual(before.sort());
		const broken = await run({
			inputs: [[{ ...receipts[0], removedGroups: '{' }]],
			parameters: { operation: 'restore' },
		});
		expect(broken.error?.message).toContain('Item 0: the field "removedGroups"');
	});
});
