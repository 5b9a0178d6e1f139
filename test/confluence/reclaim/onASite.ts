import type { Row } from '../../../licensing/tableValues';
import type { Simulator } from '../../simulator';
import { addColleague, makeCompany, playCompany, type Company } from './company';
import { candidate, reclaim, type ReclaimOptions, type Result } from './run';

/** Matches the removal of somebody from a group, for faults. */
export const WRITE = { method: 'DELETE' };

/** A fresh company on a fresh simulator for each test. */
export interface SiteUnderTest {
	company: Company;
	simulator: Simulator;
	/** The removals that the simulator answered, as `accountId:groupId`. */
	deletes: string[];
	/** Hires people into the users group, and answers them as candidates. */
	seats(...names: string[]): Row[];
	/** Reclaims one candidate, whose row may differ, and answers the result. */
	reclaimOne(
		accountId: string,
		more?: Record<string, unknown>,
		options?: ReclaimOptions,
	): Promise<Result>;
}

/** Starts and stops the site around each test of the file; its fields are there within a test. */
export function onASite(): SiteUnderTest {
	const site = {} as SiteUnderTest;
	site.seats = (...names) =>
		names.map((name) => {
			addColleague(site.company, name, [site.company.users]);
			return candidate(site.company, name);
		});
	site.reclaimOne = async (accountId, more = {}, options = {}) => {
		const { company, simulator } = site;
		const rows = [candidate(company, accountId, more)];
		const [result] = (await reclaim(company, simulator, rows, options)).results;
		if (!result) throw new Error('There is no result.');
		return result;
	};

	beforeEach(async () => {
		site.company = makeCompany();
		site.simulator = await playCompany(site.company);
		site.deletes = [];
		site.simulator.exchanges.on(({ request, answer }) => {
			if (request.method !== 'DELETE' || answer === null) return;
			const { query } = request;
			site.deletes.push(`${query.get('accountId') ?? ''}:${query.get('groupId') ?? ''}`);
		});
	});

	afterEach(async () => await site.simulator.stop());
	return site;
}
