import type { IDataObject } from 'n8n-workflow';

import {
	oauth2Credential,
	organizationCredential,
	runWorkflow,
	type TestCredential,
	type WorkflowRun,
} from '../engine/harness';
import { startSimulator, type Simulator, type World } from '../simulator';
import { armed, type FaultKind } from './faultKinds';
import { frontDoor, type FrontDoor } from './frontDoor';
import { makeOffice, NOW, type NetworkNode } from './networkNodes';
import { onSleep, setPatience } from './waits';

/** Where a fault strikes, and how. */
export interface Strike {
	kind: FaultKind;
	/** The number of the API call, counted from 1. */
	nth: number;
	/** True: that call and all after it. */
	lasting: boolean;
	/** The other host that redirects lead to. */
	elsewhere: string;
}

/** What became of a run. */
export interface Seen {
	world: World;
	run: WorkflowRun;
	outputs: IDataObject[][];
	/** What the node failed of, with what to do about it; null when it ended well. */
	error: string | null;
	/** What items and job results tell. */
	complaints: string[];
	/** API calls that were made. */
	calls: number;
	/** Everything that must appear nowhere. */
	secrets: string[];
}

const NAME = 'Under Test';

/** Runs a node once on an office of its own. */
export async function runOnce(
	node: NetworkNode,
	{ strike, continueOnFail = false }: { strike?: Strike; continueOnFail?: boolean } = {},
): Promise<Seen> {
	const world = makeOffice();
	const simulator = await startSimulator({ population: world, now: () => NOW });
	const door = strike?.kind.fault === 'refused' ? await frontDoor(simulator.url) : null;
	try {
		let calls = 0;
		simulator.exchanges.on(({ endpoint, faulty }) => {
			if (endpoint !== 'token') calls++;
			if (faulty && strike?.lasting && isSilence(strike.kind)) setPatience('none');
		});
		node.prepare?.(simulator);
		const { credentials, secrets } = connect(simulator, door?.url ?? simulator.url);
		const stopListening =
			strike === undefined ? null : await strikeWith(strike, simulator, door);
		const run = await runWorkflow({
			nodes: [
				{ name: 'Start', items: node.input(world) },
				{
					name: NAME,
					type: node.type,
					parameters: node.parameters(world),
					onError: continueOnFail ? 'continueRegularOutput' : 'stopWorkflow',
				},
			],
			links: [{ from: 'Start', to: NAME }],
			credentials,
		});
		stopListening?.();
		const { outputs: items, error } = run.node(NAME);
		const outputs = items.map((output) => output.map(({ json }) => json));
		return {
			world,
			run,
			outputs,
			error: error ? `${error.message} ${error.description ?? ''}` : null,
			complaints: node.complaints(outputs),
			calls,
			secrets: [...secrets, ...tokensIn(credentials)],
		};
	} finally {
		setPatience('whole');
		await door?.stop();
		await simulator.stop();
	}
}

function isSilence({ fault }: FaultKind): boolean {
	return fault !== 'refused' && fault.kind === 'timeout';
}

function connect(simulator: Simulator, url: string) {
	const { accessToken, refreshToken } = simulator.issueToken();
	const { id: clientId, secret: clientSecret } = simulator.client;
	const { id: organizationId, apiKey } = simulator.organization;
	const token = { expires_in: 3_600, n8n_expires_at: String(Date.now() + 3_600_000) };
	return {
		credentials: [
			oauth2Credential({ url, accessToken, refreshToken, clientId, clientSecret, token }),
			organizationCredential({ url, organizationId, apiKey }),
		],
		secrets: [accessToken, refreshToken, clientSecret, apiKey],
	};
}

/** The tokens that a run left in the credential: it may have renewed them. */
function tokensIn(credentials: readonly TestCredential[]): string[] {
	return credentials.flatMap(({ data: { oauthTokenData } }) => {
		if (typeof oauthTokenData !== 'object') return [];
		const { access_token, refresh_token } = oauthTokenData as Record<string, unknown>;
		return [access_token, refresh_token].filter((token) => typeof token === 'string');
	});
}

/** @returns what ends the listening */
async function strikeWith(
	{ kind, nth, lasting, elsewhere }: Strike,
	simulator: Simulator,
	door: FrontDoor | null,
): Promise<() => void> {
	kind.prepare?.(simulator);
	if (isSilence(kind)) setPatience('hundredth');
	if (door === null) {
		simulator.addFault(armed(kind, nth, lasting, elsewhere));
		return () => undefined;
	}
	await door.shutAfter(nth - 1);
	// A node that waits finds the door open again.
	return onSleep(async () => {
		if (!lasting) await door.open();
	});
}
