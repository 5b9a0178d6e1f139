import type { ClientRuntime, ClientSettings } from '../../confluence/http/client';
import { sentenceOf } from '../../nodes/shared/remedies';
import { ConfluenceClient } from '../../confluence/http/client';
import {
	ConnectionFault,
	type HttpRequest,
	type HttpResponse,
} from '../../confluence/http/transport';

/** An answer of the script: a response, or a fault of the connection. */
export type ScriptedAnswer = Partial<HttpResponse> | ConnectionFault;

/** A client whose answers are scripted and whose clock the test moves: sleeping only moves it. */
export interface ScriptedClient {
	client: ConfluenceClient;
	requests: HttpRequest[];
	/** How long each sleep was, in milliseconds. */
	sleeps: number[];
	reports: string[];
	now(): number;
}

/** Answers one by one, the last repeated; or a function that answers each request. */
export type Script =
	| readonly ScriptedAnswer[]
	| ((request: HttpRequest, index: number) => ScriptedAnswer);

/** Builds a client that is given the answers of a script. */
export function scriptedClient(
	script: Script,
	settings: Partial<ClientSettings> = {},
	startAt = Date.parse('2026-05-02T10:30:00Z'),
): ScriptedClient {
	let now = startAt;
	const requests: HttpRequest[] = [];
	const sleeps: number[] = [];
	const reports: string[] = [];
	const runtime: ClientRuntime = {
		transport: async (request) => {
			const answer = answerOf(script, request, requests.length);
			requests.push(request);
			if (answer instanceof ConnectionFault) throw answer;
			return await Promise.resolve({ status: 200, headers: {}, text: '{}', ...answer });
		},
		now: () => now,
		random: () => 0.5,
		sentenceOf,
		sleep: async (milliseconds) => {
			sleeps.push(milliseconds);
			now += milliseconds;
			await Promise.resolve();
		},
		report: (message) => reports.push(message),
	};
	const client = new ConfluenceClient(
		{
			apiUrl: 'https://api.example.com',
			cloudId: 'cloud-1',
			concurrency: 5,
			waitForQuotaMs: 600_000,
			timeoutMs: 30_000,
			...settings,
		},
		runtime,
	);
	return { client, requests, sleeps, reports, now: () => now };
}

function answerOf(script: Script, request: HttpRequest, index: number): ScriptedAnswer {
	if (typeof script === 'function') return script(request, index);
	return script[Math.min(index, script.length - 1)] ?? {};
}

/** A good answer with this body. */
export const json = (body: unknown, headers: Record<string, string> = {}): ScriptedAnswer => ({
	status: 200,
	headers,
	text: JSON.stringify(body),
});
