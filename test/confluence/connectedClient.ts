import { ConfluenceClient, type ClientSettings } from '../../confluence/http/client';
import { sentenceOf } from '../../nodes/shared/remedies';
import type { Simulator } from '../simulator';
import { httpTransport } from './httpTransport';

/**
 * A client that speaks HTTP with a simulator. Waiting costs no time: it moves a clock that the
 * client reads, and the simulator's with it.
 */
export function connectedClient(
	simulator: Simulator,
	settings: Partial<ClientSettings> & { scopes?: string[] } = {},
): ConfluenceClient {
	const { accessToken } = simulator.issueToken({ scopes: settings.scopes });
	let moved = 0;
	return new ConfluenceClient(
		{
			apiUrl: simulator.url,
			cloudId: simulator.world.sites[0]?.cloudId ?? '',
			concurrency: 5,
			waitForQuotaMs: 600_000,
			timeoutMs: 5_000,
			...settings,
		},
		{
			transport: httpTransport(accessToken),
			now: () => Date.now() + moved,
			random: () => 0.5,
			sentenceOf,
			sleep: async (milliseconds) => {
				moved += milliseconds;
				simulator.clock.advance(milliseconds);
				await Promise.resolve();
			},
			report: () => undefined,
		},
	);
}
