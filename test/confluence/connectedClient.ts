import {
	ConfluenceClient,
	type ClientRuntime,
	type ClientSettings,
} from '../../confluence/http/client';
import { sentenceOf } from '../../nodes/shared/remedies';
import { firstSite, type Simulator } from '../simulator';
import { httpTransport } from './httpTransport';

/** What a client has of its own; by default a fresh token of the site and the simulator's clock. */
export type ClientOptions = Partial<ClientSettings & ClientRuntime> & {
	scopes?: string[];
	token?: string;
};

/** A client that speaks HTTP with a simulator. Waiting costs no time: it moves the simulator's clock. */
export function connectedClient(
	simulator: Simulator,
	options: ClientOptions = {},
): ConfluenceClient {
	const { scopes, token = simulator.issueToken({ scopes }).accessToken } = options;
	const settings: ClientSettings = {
		apiUrl: simulator.url,
		cloudId: firstSite(simulator.world).cloudId,
		concurrency: 5,
		waitForQuotaMs: 600_000,
		timeoutMs: 30_000,
	};
	const runtime: ClientRuntime = {
		transport: httpTransport(token),
		now: () => simulator.clock.now(),
		random: () => 0.5,
		sentenceOf,
		sleep: async (milliseconds) => {
			simulator.clock.advance(milliseconds);
			await Promise.resolve();
		},
		report: () => undefined,
	};
	return new ConfluenceClient({ ...settings, ...options }, { ...runtime, ...options });
}
