import type { AddressInfo } from 'node:net';

import { Clock } from './clock';
import { firstSite } from './company';
import type { Client, Simulation } from './context';
import type { Exchange } from './exchange';
import { Faults, type Fault } from './faults';
import { Grants, type TokenPair } from './grants';
import { PointsBudget } from './points';
import { companyWorld } from './population/companyWorld';
import { makeServer } from './server';
import { DEFAULT_SETTINGS, type Settings } from './settings';
import { StatsRecorder, type Stats } from './stats';
import { lastEditOf } from './truth';
import type { World } from './world';

export type { Exchange } from './exchange';
export type { Fault, FaultKind } from './faults';
export type { Settings } from './settings';
export type { Stats } from './stats';
export * from './company';
export * from './truth';
export type * from './world';
export { addChanges } from './population/changes';

export interface SimulatorOptions extends Partial<Settings> {
	/** 0 (default): any free port. */
	port?: number;
	/** People with a seat on the first site of the made-up company (100). */
	seats?: number;
	seed?: number;
	/** A made-up company (default), or a world made by hand. */
	population?: 'company' | World;
	/** Pieces of content changed in the 24 hours before the start; a tenth of the seats by default. */
	changesPerDay?: number;
	/** The clock around the simulator (Date.now). */
	now?: () => number;
	client?: Client;
	organizationApiKey?: string;
}

export interface Simulator {
	/** http://127.0.0.1:port, for both authorization and API. */
	readonly url: string;
	readonly port: number;
	readonly world: World;
	readonly client: Client;
	readonly organization: { id: string; directoryId: string; apiKey: string };
	/** May be changed while it runs. */
	readonly settings: Settings;
	readonly clock: Clock;
	/** Tokens for tests that skip the consent; by default of the connected account, for everything. */
	issueToken(grant?: { accountId?: string; scopes?: string[]; cloudIds?: string[] }): TokenPair;
	expireAccessTokens(): void;
	killRefreshTokens(): void;
	addFault(fault: Fault): void;
	clearFaults(): void;
	stats(): Stats & { quota: ReturnType<PointsBudget['window']> };
	/** Counts start anew, and so do the points of this hour. */
	resetStats(): void;
	readonly exchanges: {
		/** Calls `listener` for each API call; answers a function that stops it. */
		on(listener: (exchange: Exchange) => void): () => void;
	};
	/** Last own change that the connected account may see; null when there is none. */
	lastEditOf(accountId: string): number | null;
	stop(): Promise<void>;
}

const CLIENT: Client = { id: 'simulated-app', secret: 'simulated-app-secret' };
const ORGANIZATION_API_KEY = 'simulated-organization-key';

/** Starts a simulator of Confluence Cloud on this machine. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
	const clock = new Clock(options.now ?? Date.now);
	const settings = settingsFrom(options);
	const simulation: Simulation = {
		world: worldFor(options, clock.now()),
		settings,
		clock,
		grants: new Grants(settings, clock.now),
		points: new PointsBudget(settings, clock.now),
		client: options.client ?? CLIENT,
		organizationApiKey: options.organizationApiKey ?? ORGANIZATION_API_KEY,
		url: '',
		staleMemberships: new Map(),
		lastActiveCalls: [],
	};
	const faults = new Faults();
	const stats = new StatsRecorder();
	const listeners = new Set<(exchange: Exchange) => void>();
	const server = makeServer({
		simulation,
		faults,
		stats,
		controls: { simulation, faults, stats },
		listeners,
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(options.port ?? 0, '127.0.0.1', resolve);
	});
	const { port } = server.address() as AddressInfo;
	simulation.url = `http://127.0.0.1:${port}`;
	const { world, grants, points } = simulation;
	return {
		url: simulation.url,
		port,
		world,
		client: simulation.client,
		organization: { ...world.organization, apiKey: simulation.organizationApiKey },
		settings,
		clock,
		issueToken: ({ accountId, scopes, cloudIds } = {}) =>
			grants.issueFor({
				accountId: accountId ?? world.connectedAccountId,
				scopes: scopes ?? settings.enabledScopes,
				cloudIds: cloudIds ?? world.sites.map((site) => site.cloudId),
			}),
		expireAccessTokens: () => grants.expireAccessTokens(),
		killRefreshTokens: () => grants.killRefreshTokens(),
		addFault: (fault) => faults.add(fault),
		clearFaults: () => faults.clear(),
		stats: () => ({ ...stats.read(), quota: points.window() }),
		resetStats: () => {
			stats.reset();
			points.reset();
		},
		exchanges: {
			on: (listener) => {
				listeners.add(listener);
				return () => listeners.delete(listener);
			},
		},
		lastEditOf: (accountId) => lastEditOf(world, accountId),
		stop: async () => {
			await new Promise<void>((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			});
		},
	};
}

function worldFor(
	{ population = 'company', seats = 100, seed = 1, changesPerDay }: SimulatorOptions,
	now: number,
): World {
	const world =
		population === 'company' ? companyWorld({ seats, seed, now, changesPerDay }) : population;
	firstSite(world);
	return world;
}

/** The settings among the options; what is not said keeps its default. */
function settingsFrom(options: SimulatorOptions): Settings {
	const settings = { ...DEFAULT_SETTINGS, enabledScopes: [...DEFAULT_SETTINGS.enabledScopes] };
	const given: Record<string, unknown> = { ...options };
	for (const name of Object.keys(DEFAULT_SETTINGS)) {
		if (given[name] !== undefined) Object.assign(settings, { [name]: given[name] });
	}
	return settings;
}
