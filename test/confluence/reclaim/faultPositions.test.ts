import { groupsToRestore, readReceipt } from '../../../licensing/reclaim/receipts';
import type { Fault, Simulator } from '../../simulator';
import { addColleague, makeCompany, namesOfGroups, playCompany, type Company } from './company';
import { candidate, reclaim, type Result, type Run } from './run';

/** Five people, two of whom hold their seat through two groups. */
const PEOPLE = ['ada', 'bob', 'cy', 'di', 'eve'];
const WITH_TWO_GROUPS = new Set(['bob', 'di']);

/**
 * What may go wrong at a position: before the server acts, and after it acted. A short fault is
 * over when the call is repeated, a long one outlasts the repeats.
 */
const FAULTS: Array<{ title: string; fault: Fault; lengths: number[] }> = [
	{ title: 'a reset before', fault: { kind: 'reset', when: 'before' }, lengths: [1, 6] },
	{ title: 'a reset after', fault: { kind: 'reset', when: 'after' }, lengths: [1, 6] },
	{
		title: '503 before',
		fault: { kind: 'status', status: 503, when: 'before' },
		lengths: [1, 6],
	},
	{ title: '503 after', fault: { kind: 'status', status: 503, when: 'after' }, lengths: [1, 6] },
	{ title: '403 before', fault: { kind: 'status', status: 403, when: 'before' }, lengths: [1] },
	{
		title: '429 before, too long to wait for',
		fault: { kind: 'status', status: 429, when: 'before', headers: { 'retry-after': '3600' } },
		lengths: [1],
	},
	{ title: 'no JSON after', fault: { kind: 'malformed', when: 'after' }, lengths: [1] },
	{ title: 'another shape after', fault: { kind: 'wrongShape', when: 'after' }, lengths: [1] },
];

function fiveSeats(): Company {
	const company = makeCompany();
	for (const name of PEOPLE) {
		const groups = WITH_TWO_GROUPS.has(name)
			? [company.users, company.contractors]
			: [company.users];
		addColleague(company, name, [...groups, company.readers]);
	}
	return company;
}

/** Removals that the site carried out: a person leaving a group that the person was in. */
function watchRemovals(simulator: Simulator) {
	const seen = { effective: 0, repeated: 0, calls: 0 };
	const left = new Set<string>();
	simulator.exchanges.on(({ request, answer }) => {
		seen.calls++;
		if (request.method !== 'DELETE' || answer === null || answer.status >= 300) return;
		const key = `${request.query.get('accountId') ?? ''}:${request.query.get('groupId') ?? ''}`;
		if (left.has(key)) seen.repeated++;
		else seen.effective++;
		left.add(key);
	});
	return seen;
}

interface Stored {
	byId: Map<string, Result>;
}

/** The receipts table: rows are replaced by their id. */
function store(table: Stored, run: Run): void {
	for (const row of [...run.results, ...run.settled]) {
		if (row.receiptId !== null) table.byId.set(row.receiptId, row);
	}
}

/** One fault at the n-th call of the live run, then a run without faults. */
async function faultAt(nth: number, fault: Fault, length: number) {
	const company = fiveSeats();
	const simulator = await playCompany(company);
	try {
		const before = new Map(PEOPLE.map((name) => [name, namesOfGroups(company, name)]));
		const rows = PEOPLE.map((name) => candidate(company, name));
		const table: Stored = { byId: new Map() };
		store(table, await reclaim(company, simulator, rows, { dryRun: true }));
		const seen = watchRemovals(simulator);

		for (let position = nth; position < nth + length; position++) {
			simulator.addFault({ ...fault, nth: position });
		}
		const receipts = [...table.byId.values()];
		let threw = false;
		const removedBefore = seen.effective;
		try {
			store(table, await reclaim(company, simulator, rows, { receipts }));
		} catch {
			threw = true;
			// What is thrown away must be nothing: a run throws only while nothing was changed.
			expect(seen.effective).toBe(removedBefore);
		}
		const callsOfFirst = seen.calls;
		simulator.clearFaults();
		const second = await reclaim(company, simulator, rows, {
			receipts: [...table.byId.values()],
		});
		store(table, second);
		return { company, before, table, seen, second, threw, callsOfFirst };
	} finally {
		await simulator.stop();
	}
}

describe('A fault at every call of a live run over five people, then a run without faults', () => {
	it('ends as without faults: nobody is removed twice, and no receipt is lost', async () => {
		const undisturbed = await faultAt(10_000, { kind: 'reset' }, 1);
		const positions = undisturbed.callsOfFirst;
		const count = { runs: 0, threw: 0, removals: 0, receipts: 0, finishedLater: 0 };

		for (const { title, fault, lengths } of FAULTS) {
			for (const length of lengths) {
				for (let nth = 1; nth <= positions; nth++) {
					const end = await faultAt(nth, fault, length);
					const where = `${title}, call ${nth}, ${length} in a row`;
					count.runs++;
					if (end.threw) count.threw++;
					expect([where, end.seen.repeated]).toEqual([where, 0]);
					expect([where, end.seen.effective]).toEqual([where, 7]);
					count.removals += end.seen.effective;
					for (const name of PEOPLE) {
						expect([where, name, ...namesOfGroups(end.company, name)]).toEqual([
							where,
							name,
							'jira-software-users',
						]);
						const receipts = [...end.table.byId.values()].filter(
							({ accountId }) => accountId === name,
						);
						expect([where, name, receipts.length]).toEqual([where, name, 1]);
						const { receipt } = readReceipt(receipts[0] ?? {});
						expect([where, name, receipt.receiptState]).toEqual([where, name, 'done']);
						const restorable = groupsToRestore(receipt).map((group) => group.name);
						expect([where, ...restorable.sort(), 'jira-software-users']).toEqual([
							where,
							...(end.before.get(name) ?? []),
						]);
						count.receipts++;
					}
					for (const { outcome, outcomeReason } of end.second.results) {
						const said = outcomeReason ?? outcome;
						expect(['reclaimed', 'notAMember']).toContain(said);
						if (said === 'reclaimed') count.finishedLater++;
					}
				}
			}
		}
		console.log(
			`${positions} call positions, ${count.runs} runs with a fault (${count.threw} of them ended before the first write), ${count.removals} removals, each once; ${count.receipts} receipts, each complete; ${count.finishedLater} people finished by the second run`,
		);
		expect(positions).toBeGreaterThan(25);
		expect(count.threw).toBeGreaterThan(0);
		expect(count.finishedLater).toBeGreaterThan(0);
		expect(count.runs - count.threw).toBeGreaterThan(0);
	}, 600_000);
});
