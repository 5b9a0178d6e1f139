import { sentenceOf } from '../../../nodes/shared/remedies';
import { PAGE_VERSIONS_SCOPE } from '../../../confluence/scopes';
import { ASSUMPTIONS, type AssumptionId } from '../../live/assumptions';
import { checkAssumptions, type LiveCheck } from '../../live/liveCheck';
import type { LiveCheckSettings } from '../../live/settings';
import type { Verdict } from '../../live/verdict';
import {
	startSimulator,
	type Exchange,
	type Fault,
	type Simulator,
	type SimulatorOptions,
} from '../../simulator';
import { httpTransport } from '../httpTransport';

/** Asked by POST, which this command never sends. */
export const NEVER_TRIED: AssumptionId = 'usersSearch';

export const ALL_IDS = Object.keys(ASSUMPTIONS) as AssumptionId[];

export interface Checked {
	simulator: Simulator;
	settings: LiveCheckSettings;
	check: LiveCheck;
	exchanges: Exchange[];
}

const simulators: Simulator[] = [];

afterEach(async () => {
	for (const simulator of simulators.splice(0)) await simulator.stop();
});

export type CheckOptions = SimulatorOptions & {
	scopes?: string[];
	faults?: Fault[];
	settings?: Partial<LiveCheckSettings>;
};

/** Checks a company of 300 seats, whose largest group fills more than a page. */
export async function checked(options: CheckOptions = {}): Promise<Checked> {
	const { scopes, faults = [], settings: entered, ...more } = options;
	const simulator = await startSimulator({ seats: 300, ...more });
	simulators.push(simulator);
	for (const fault of faults) simulator.addFault(fault);
	const exchanges: Exchange[] = [];
	simulator.exchanges.on((exchange) => exchanges.push(exchange));
	const settings: LiveCheckSettings = {
		accessToken: simulator.issueToken({ scopes }).accessToken,
		cloudId: simulator.world.sites[0]?.cloudId ?? '',
		apiUrl: simulator.url,
		organization: simulator.organization,
		...entered,
	};
	let moved = 0;
	const check = await checkAssumptions(settings, {
		transportWith: httpTransport,
		now: () => Date.now() + moved,
		random: () => 0.5,
		sentenceOf,
		sleep: async (milliseconds) => {
			moved += milliseconds;
			await Promise.resolve();
		},
		report: () => undefined,
	});
	return { simulator, settings, check, exchanges };
}

export function verdictOf({ check }: Checked, id: AssumptionId): Verdict | undefined {
	return check.findings.find((finding) => finding.id === id)?.verdict;
}

/** What did not come out as assumed, by id. */
export function exceptions({ check }: Checked): Record<string, Verdict> {
	return Object.fromEntries(
		check.findings
			.filter(({ verdict }) => verdict.kind !== 'asAssumed')
			.map(({ id, verdict }) => [id, verdict]),
	);
}

export const scopesWithout = (scope: string) =>
	[
		'read:confluence-groups',
		'read:confluence-user',
		'search:confluence',
		PAGE_VERSIONS_SCOPE,
	].filter((one) => one !== scope);
