import { readPerson } from '../../licensing/person';
import type { Subscription } from '../../licensing/subscription';
import { firstSite, seatHolders, startSimulator, type Simulator } from '../simulator';
import { OrdinaryCompany, type CompanyOptions } from './company';
import { measureDays, type DaysMeasured, type Looker } from './days';
import { askEachPerson, clientFor, lookAtAll, type Cost } from './looking';

/**
 * A small ordinary company, looked at once and then on so many days, all in this process: what
 * `npm run bench` does at full size.
 */
export async function measureHere(options: CompanyOptions, days: number): Promise<DaysMeasured> {
	const company = new OrdinaryCompany(options);
	const simulator = await startBenchSimulator(company);
	try {
		return await measureDays({ company, simulator }, lookerIn(simulator), days);
	} finally {
		await simulator.stop();
	}
}

/** A simulator of the company that counts points and refuses none; its clock stands still by itself. */
export async function startBenchSimulator(company: OrdinaryCompany): Promise<Simulator> {
	const start = company.now;
	return await startSimulator({
		population: company.world,
		now: () => start,
		enforceBudget: false,
		betaHeader: false,
		accessTokenSeconds: 1e9,
	});
}

/** Looks at everybody with a seat, nobody of whom was looked at before. */
export function lookerIn(simulator: Simulator): Looker {
	const { world, url } = simulator;
	const { cloudId } = firstSite(world);
	// Days go by between two looks, so each has an access token of its own.
	const clientAt = (now: number) =>
		clientFor({ url, token: simulator.issueToken().accessToken, cloudId, now });
	let people: readonly Subscription[] = [...seatHolders(world)].map(
		(accountId) => readPerson({ profile: 'bench', cloudId, accountId }).person,
	);
	return {
		look: async (now) => {
			const client = clientAt(now);
			const cost = await timed(async () => {
				people = await lookAtAll(client, people, now);
				return client.usage();
			});
			return { cost, people };
		},
		askEach: async (from, now) => {
			const client = clientAt(now);
			return await timed(async () => {
				await askEachPerson(client, people, from);
				return client.usage();
			});
		},
	};
}

async function timed(work: () => Promise<{ requests: number; points: number }>): Promise<Cost> {
	const startedAt = performance.now();
	const { requests, points } = await work();
	return { requests, points, milliseconds: Math.round(performance.now() - startedAt) };
}
