import { addColleague, namesOfGroups, NOW } from '../confluence/reclaim/company';
import { candidate, iso } from '../confluence/reclaim/run';
import { type Item } from './harness';
import { outcomesOf, reclaimNodeOnASite } from './reclaimNode';

const { site, run, seats } = reclaimNodeOnASite();

/** A row of the events table. */
const event = (name: string, word: string, more: Record<string, string | null> = {}): Item => ({
	eventId: `${name}-${word}`,
	profile: 'harbour',
	candidateId: `harbour:${name}:1`,
	event: word,
	at: iso(NOW - 1_000),
	by: null,
	comment: null,
	receiptId: null,
	...more,
});

describe('Reclaim License beside receipts and events, in the engine', () => {
	/** Candidates as Track Candidates hands them on. */
	const tracked = (...names: string[]): Item[] =>
		seats(...names).map((item, index) => ({
			...item,
			candidateId: `harbour:${names[index]}:1`,
			state: 'Awaiting Revocation',
		}));
	const text = (hints: ReadonlyArray<{ message: string }>) =>
		hints.map(({ message }) => message).join('\n');

	it('keeps the seat of whoever answered so, whatever else was said and whenever', async () => {
		const { results, jobs, error } = await run({
			inputs: [
				tracked('ada', 'bob', 'cy'),
				undefined,
				[
					event('ada', 'keep', { at: iso(NOW - 5_000) }),
					event('ada', 'release'),
					event('bob', 'keep', { at: iso(NOW - 5_000) }),
					event('bob', 'reject'),
					event('cy', 'noticeSent'),
				],
			],
		});
		expect(error).toBeUndefined();
		expect(outcomesOf(results)).toEqual(['keptByAnswer', 'reclaimed', 'reclaimed']);
		expect(jobs[0]?.counts).toMatchObject({ 'skipped/keptByAnswer': 1, reclaimed: 2 });
		expect(namesOfGroups(site.company, 'ada')).toHaveLength(1);
	});

	it('leaves out whoever an unreadable event is about, names it, and goes on', async () => {
		const { results, hints } = await run({
			inputs: [
				tracked('ada', 'bob'),
				undefined,
				[
					event('ada', 'Keep it, please'),
					event('bob', 'keep', { candidateId: null }),
					event('bob', 'keep', { profile: 'another', candidateId: 'another:bob:1' }),
				],
			],
		});
		expect(outcomesOf(results)).toEqual(['unreadableAnswer', 'reclaimed']);
		expect(text(hints)).toContain('events cannot be read');
		expect(text(hints)).toContain('ada-Keep it, please, bob-keep.');
	});

	it('takes back the seat of whoever gave it back, without a look at views', async () => {
		const { results } = await run({
			inputs: [tracked('ada', 'bob'), undefined, [event('ada', 'release')]],
			parameters: { acknowledgeEditsOnly: false },
		});
		expect(outcomesOf(results)).toEqual(['reclaimed', 'viewsNotChecked']);
	});

	it.each<[string, Array<Item[] | undefined>, string]>([
		['are not connected', [], 'reclaimed'],
		['are not connected, but events are', [undefined, [event('x', 'keep')]], 'reclaimed'],
		['are not connected, and events bring nothing', [undefined, []], 'reclaimed'],
		['are connected and bring nothing', [[]], 'noReceipt'],
		['and events are connected and bring nothing', [[], []], 'noReceipt'],
		['bring nothing, and events something', [[], [event('x', 'keep')]], 'noReceipt'],
		['bring an item without any property', [[{}]], 'noReceipt'],
		['are those of another profile', [[{ profile: 'other', receiptId: 'r' }]], 'noReceipt'],
	])('removes nobody without a plan where planned receipts %s', async (_title, more, outcome) => {
		const { results, receipts } = await run({ inputs: [seats('ada'), ...more] });
		expect(outcomesOf(results)).toEqual([outcome]);
		const isGone = outcome === 'reclaimed';
		expect(namesOfGroups(site.company, 'ada')).toHaveLength(isGone ? 0 : 1);
		expect(receipts).toHaveLength(isGone ? 1 : 0);
	});

	it('leaves out whoever an unreadable receipt is about, by name, and goes on', async () => {
		const items = seats('ada', 'bob', 'cy');
		const dry = await run({ inputs: [items], parameters: { dryRun: true } });
		const receipts = dry.receipts.map((row, index) => {
			if (index === 0) return { ...row, receiptState: 'Done' };
			return index === 1 ? { ...row, accountId: null } : row;
		}) as Item[];
		const { results, jobs, hints, error } = await run({ inputs: [items, receipts] });
		expect(error).toBeUndefined();
		expect(outcomesOf(results)).toEqual([
			'unreadableReceipt',
			'unreadableReceipt',
			'reclaimed',
		]);
		expect(results[0]?.outcomeMessage).toContain('"receiptState"');
		const receiptId = receipts[0]?.receiptId as string;
		expect(results[0]?.outcomeMessage).toContain(receiptId);
		expect(text(hints)).toContain(receiptId);
		expect(jobs[0]).toMatchObject({ status: 'succeeded' });
		expect(namesOfGroups(site.company, 'ada')).toHaveLength(1);
	});

	it('settles what earlier runs left open by an item that only names the profile', async () => {
		addColleague(site.company, 'ada', [site.company.users]);
		addColleague(site.company, 'bob', [site.company.users]);
		const items = ['ada', 'bob'].map((name) => candidate(site.company, name) as Item);
		const dry = await run({ inputs: [items], parameters: { dryRun: true } });
		// The run died after its first removal.
		site.company.users.members.splice(site.company.users.members.indexOf('ada'), 1);
		const profile = { profile: 'harbour', cloudId: site.company.cloudId };
		const {
			results,
			receipts,
			jobs,
			items: outputs,
		} = await run({
			inputs: [[profile], dry.receipts as Item[]],
		});
		expect(results).toMatchObject([
			{ accountId: 'ada', outcome: 'reclaimed', receiptState: 'done', verified: true },
			{ accountId: 'bob', outcome: 'skipped', outcomeReason: 'nothingGone' },
		]);
		expect(receipts.map(({ receiptId, receiptState }) => [receiptId, receiptState])).toEqual([
			[dry.receipts[0]?.receiptId, 'done'],
			[dry.receipts[1]?.receiptId, 'planned'],
		]);
		expect(outputs[2]?.map(({ pairedItem }) => pairedItem)).toEqual([
			[{ item: 0, input: 1 }],
			[{ item: 1, input: 1 }],
		]);
		expect(jobs[0]).toMatchObject({ status: 'succeeded', counts: { people: 0, removals: 0 } });
		expect(namesOfGroups(site.company, 'bob')).toHaveLength(1);
	});

	it('has nothing to say of a profile without receipts', async () => {
		const profile = { profile: 'harbour', cloudId: site.company.cloudId };
		const { results, receipts, jobs, error } = await run({ inputs: [[profile], []] });
		expect(error).toBeUndefined();
		expect([results, receipts]).toEqual([[], []]);
		expect(jobs[0]).toMatchObject({ status: 'succeeded', counts: { people: 0 } });
	});
});
