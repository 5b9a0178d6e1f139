import { changesOf, searchPage } from '../../../confluence/api/search';
import { lookFrom } from '../../../licensing/activity/lookWindow';
import type { Simulator } from '../../simulator';
import { connectedClient } from '../connectedClient';
import { LOOKBACK_DAYS, type Known } from './lookAround';

/** What one of the plain ways of a look costs. */
export interface Cost {
	requests: number;
	points: number;
}

/** One search with one hit for each person, from their own last look on. */
export async function askEverybody(simulator: Simulator, known: Known): Promise<Cost> {
	const client = connectedClient(simulator);
	const now = simulator.clock.now();
	for (const [accountId, record] of known) {
		const from = lookFrom(record, { now, lookbackDays: LOOKBACK_DAYS });
		await searchPage(client, changesOf([accountId], from), null, 1);
	}
	return client.usage();
}
