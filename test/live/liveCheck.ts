import { ConfluenceClient, type ClientRuntime } from '../../confluence/http/client';
import type { Transport } from '../../confluence/http/transport';
import { ASSUMPTIONS, type AssumptionId } from './assumptions';
import type { Assumption } from './assumptions/assumption';
import { Inspection } from './inspection';
import type { LiveCheckSettings } from './settings';
import { verdictOfFailure, type Verdict } from './verdict';
import { Wire } from './wire';

/** How one assumption came out. */
export interface Finding {
	id: AssumptionId;
	verdict: Verdict;
}

export interface LiveCheck {
	findings: Finding[];
	requests: number;
	points: number;
	/** Good answers of the site. */
	answers: number;
}

/** What a check needs of the world around it. */
export interface LiveCheckRuntime extends Omit<ClientRuntime, 'transport'> {
	/** Sends requests with a token or key. */
	transportWith(token: string): Transport;
}

/** Goes nowhere that a real token would. */
const NEVER_A_TOKEN = 'not-a-token';
/** A check waits at most so long for a rate limit. */
const WAIT_MS = 60_000;
const TIMEOUT_MS = 30_000;

/**
 * Looks at every assumption of the table, one after the other. Nothing that goes wrong with one
 * ends the check.
 */
export async function checkAssumptions(
	settings: LiveCheckSettings,
	runtime: LiveCheckRuntime,
): Promise<LiveCheck> {
	const wire = new Wire();
	const clientWith = (token: string): ConfluenceClient =>
		new ConfluenceClient(
			{
				apiUrl: settings.apiUrl,
				cloudId: settings.cloudId,
				concurrency: 1,
				waitForQuotaMs: WAIT_MS,
				timeoutMs: TIMEOUT_MS,
			},
			{ ...runtime, transport: wire.through(runtime.transportWith(token)) },
		);
	const { organization } = settings;
	const inspection = new Inspection({
		site: clientWith(settings.accessToken),
		stranger: clientWith(NEVER_A_TOKEN),
		organization:
			organization === null
				? null
				: { client: clientWith(organization.apiKey), organizationId: organization.id },
		cloudId: settings.cloudId,
		wire,
	});
	const findings: Finding[] = [];
	for (const id of Object.keys(ASSUMPTIONS) as AssumptionId[]) {
		findings.push({ id, verdict: await verdictOf(ASSUMPTIONS[id], inspection) });
	}
	const { points } = inspection.connections.site.usage();
	return { findings, requests: wire.requests, points, answers: wire.answers };
}

async function verdictOf(assumption: Assumption, inspection: Inspection): Promise<Verdict> {
	try {
		return await assumption.try(inspection);
	} catch (error) {
		return verdictOfFailure(error);
	}
}
