import { readPerson } from '../../../licensing/person';
import type { Subscription } from '../../../licensing/subscription';
import { DAY_MS, toIso } from '../../../licensing/times';
import { OrdinaryCompany } from '../../bench/company';
import { judgeProposals, sharedShare } from '../../bench/judgement';
import { lastEditOf, seatHolders } from '../../simulator';

const START = Date.UTC(2026, 4, 1, 9);

describe('the ordinary company that looks are measured on', () => {
	it.each([0.3, 0.5, 1])('changes about as much a day as is wanted: %d a person', (rate) => {
		const company = companyOf({ changesPerPersonDay: rate });
		const days = Array.from({ length: 14 }, () => company.addDay());
		const mean = days.reduce((sum, changes) => sum + changes, 0) / days.length / 2_000;
		expect(mean).toBeGreaterThan(rate * 0.9);
		expect(mean).toBeLessThan(rate * 1.1);
	});

	it('has a third who never edit, some who left, and many whose newest content somebody else changed', () => {
		const { world } = companyOf();
		const edits = [...seatHolders(world)].map((accountId) => lastEditOf(world, accountId));
		const never = edits.filter((at) => at === null).length / edits.length;
		const old = edits.filter((at) => at !== null && START - at >= 60 * DAY_MS).length;
		expect(never).toBeGreaterThan(0.31);
		expect(never).toBeLessThan(0.35);
		expect(old / edits.length).toBeGreaterThan(0.04);
		expect(old / edits.length).toBeLessThan(0.08);
		expect(sharedShare(world)).toBeGreaterThan(0.35);
		expect(sharedShare(world)).toBeLessThan(0.45);
	});

	it('sees people become idle, and idle people come back', () => {
		const company = companyOf();
		const before = idleIn(company);
		for (let day = 0; day < 14; day++) company.addDay();
		const after = idleIn(company);
		expect([...after].some((accountId) => !before.has(accountId))).toBe(true);
		expect([...before].some((accountId) => !after.has(accountId))).toBe(true);
	});

	it('is the same for the same seed, and another for another', () => {
		const dates = (seed: number) => {
			const company = companyOf({ seed });
			company.addDay();
			return company.world.content.map(({ versions }) => versions.at(-1)?.at);
		};
		expect(dates(5)).toEqual(dates(5));
		expect(dates(5)).not.toEqual(dates(6));
	});
});

describe('the judgement of a look', () => {
	const company = companyOf();
	const truth = [...seatHolders(company.world)].map(
		(accountId) => [accountId, lastEditOf(company.world, accountId)] as const,
	);

	it('finds no fault with the truth', () => {
		const rows = truth.map(([accountId, at]) => rowOf(accountId, at));
		const judgement = judgeProposals(company.world, rows, START);
		expect(judgement).toMatchObject({ activeProposed: [], missed: [], unknown: 0 });
		expect(judgement.found).toBe(judgement.idle);
		expect(judgement.idle).toBe(idleIn(company).size);
	});

	it('names whoever is active and was not seen', () => {
		const rows = truth.map(([accountId]) => rowOf(accountId, null));
		const { activeProposed, idle } = judgeProposals(company.world, rows, START);
		expect(activeProposed).toHaveLength(rows.length - idle);
	});

	it('names whoever is idle and could be told so, and counts whoever search cannot tell', () => {
		const rows = truth.map(([accountId]) => rowOf(accountId, START - DAY_MS));
		const { found, missed, upperBound, idle } = judgeProposals(company.world, rows, START);
		expect(found).toBe(0);
		expect(upperBound).toBeGreaterThan(0);
		expect(missed).toHaveLength(idle - upperBound);
		expect(missed.length).toBeGreaterThan(idle / 2);
	});

	it('counts whoever is unknown as not found', () => {
		const rows = truth.map(([accountId]) => readRow({ accountId }));
		const { unknown, found, missed } = judgeProposals(company.world, rows, START);
		expect({ unknown, found }).toEqual({ unknown: rows.length, found: 0 });
		expect(missed.length).toBeGreaterThan(0);
	});
});

function companyOf(options: Partial<ConstructorParameters<typeof OrdinaryCompany>[0]> = {}) {
	return new OrdinaryCompany({ seats: 2_000, seed: 5, now: START, ...options });
}

function idleIn({ world, now }: OrdinaryCompany): Set<string> {
	const isIdle = (accountId: string) => now - (lastEditOf(world, accountId) ?? 0) >= 60 * DAY_MS;
	return new Set([...seatHolders(world)].filter(isIdle));
}

/** What a look a moment ago, a year back, left of somebody whose last activity was then. */
function rowOf(accountId: string, lastActivityAt: number | null): Subscription {
	return readRow({
		accountId,
		activityStatus: lastActivityAt === null ? 'none' : 'known',
		lastActivityAt: toIso(lastActivityAt),
		activityCheckedAt: toIso(START),
		activityCheckedFrom: toIso(START - 365 * DAY_MS),
	});
}

function readRow(row: Record<string, unknown>): Subscription {
	return readPerson({ profile: 'bench', ...row }).person;
}
