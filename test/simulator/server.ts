import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

import type { Simulation } from './context';
import { CONTROL_ROUTES, type Controls } from './control';
import type { Exchange } from './exchange';
import type { Faults, Strike } from './faults';
import { Refusal, textOf, valueOf, type Answer, type SimRequest } from './http';
import { findRoute, ROUTES, type Route } from './routes';
import { echo, repeatPage, spoil, type Delivery } from './spoiltAnswers';
import type { StatsRecorder } from './stats';

export interface ServerParts {
	simulation: Simulation;
	faults: Faults;
	stats: StatsRecorder;
	controls: Controls;
	/** Whoever listens to calls; reading their answers costs time, so nobody is the usual case. */
	listeners: ReadonlySet<(exchange: Exchange) => void>;
}

type Found = { route: Route; values: Record<string, string> } | null;

/** The HTTP server: control pages for tests and people, everything else plays Atlassian. */
export function makeServer(parts: ServerParts): Server {
	return createServer((incoming, outgoing) => {
		void serve(parts, incoming, outgoing).catch((error: unknown) => {
			// A mistake of the simulator itself: seen by whoever runs it, and no likeness of Atlassian.
			console.error('The simulator failed:', error);
			if (!outgoing.headersSent) outgoing.writeHead(599);
			outgoing.end();
		});
	});
}

async function serve(
	parts: ServerParts,
	incoming: IncomingMessage,
	outgoing: ServerResponse,
): Promise<void> {
	const request = await readRequest(incoming);
	const control = findRoute(CONTROL_ROUTES, request.method, request.path);
	if (control !== null) {
		const answer = await settle(() =>
			control.route.handle(parts.controls, request, control.values),
		);
		await deliver(outgoing, { answer });
		return;
	}
	parts.stats.begin();
	try {
		await serveApi(parts, request, outgoing);
	} finally {
		parts.stats.end();
	}
}

async function serveApi(
	parts: ServerParts,
	request: SimRequest,
	outgoing: ServerResponse,
): Promise<void> {
	const { simulation, stats, faults } = parts;
	const found = findRoute(ROUTES, request.method, request.path);
	const name = found?.route.name ?? '';
	await pause(simulation.settings.latencyMs);
	const strike = faults.strike(request);
	if (strike !== null) {
		stats.noteFault();
		if (strike.fault.kind === 'expireTokens') simulation.grants.expireAccessTokens();
		if (strike.fault.kind === 'delay') await pause(strike.fault.delayMs ?? 1_000);
	}
	const acts = strike === null || strike.when === 'after' || strike.fault.kind === 'expireTokens';
	const { answer, points } = acts
		? await act(parts, found, request)
		: { answer: NOT_ACTED, points: 0 };
	const delivery = struck(strike, answer, request);
	stats.note(
		name === '' ? 'unknown' : name,
		delivery.silent ? 0 : delivery.answer.status,
		points,
	);
	tellListeners(parts, {
		found,
		request,
		answer: acts ? answer : null,
		faulty: strike !== null,
	});
	await deliver(outgoing, delivery);
}

function tellListeners(
	{ listeners }: ServerParts,
	{
		found,
		request,
		answer,
		faulty,
	}: { found: Found; request: SimRequest; answer: Answer | null; faulty: boolean },
): void {
	if (listeners.size === 0) return;
	const exchange: Exchange = {
		endpoint: found?.route.name ?? '',
		template: found?.route.path ?? '',
		request,
		answer:
			answer === null
				? null
				: { status: answer.status, headers: answer.headers ?? {}, body: valueOf(answer) },
		offContract: answer?.offContract === true,
		faulty,
	};
	for (const listener of listeners) listener(exchange);
}

/** What a fault that needs no answer of the server has to work with. */
const NOT_ACTED: Answer = { status: 200, body: {} };

async function act(
	{ simulation }: ServerParts,
	found: Found,
	request: SimRequest,
): Promise<{ answer: Answer; points: number }> {
	if (found === null) return { answer: await settle(() => unknownAddress(request)), points: 0 };
	const { route, values } = found;
	const isCharged = route.pointsPerObject !== null;
	let points = 0;
	const answer = await settle(async () => {
		if (isCharged) simulation.points.admit(route.name);
		const handled = await settle(() => route.handle(simulation, request, values));
		if (isCharged) {
			const cost = 1 + (route.pointsPerObject ?? 0) * (handled.objects ?? 0);
			simulation.points.charge(cost);
			points = cost;
		}
		return handled;
	});
	const headers = isCharged ? simulation.points.headers() : {};
	return { answer: { ...answer, headers: { ...headers, ...answer.headers } }, points };
}

function struck(strike: Strike | null, answer: Answer, request: SimRequest): Delivery {
	if (strike === null) return { answer };
	if (strike.fault.kind === 'repeatCursor') {
		return { answer: repeatPage(answer, request.query.get('cursor')) };
	}
	if (strike.fault.kind === 'echo') {
		return { answer: echo(strike.fault, request.headers.authorization ?? 'Nobody') };
	}
	return spoil(strike.fault, answer);
}

function unknownAddress({ method, path }: SimRequest): Answer {
	return { status: 404, body: { code: 404, message: `The simulator has no ${method} ${path}` } };
}

/** A refusal is an answer like any other. */
async function settle(handle: () => Answer | Promise<Answer>): Promise<Answer> {
	try {
		return await handle();
	} catch (error) {
		if (error instanceof Refusal) return error.answer;
		throw error;
	}
}

async function readRequest(incoming: IncomingMessage): Promise<SimRequest> {
	const { method = 'GET', url = '/', headers } = incoming;
	const at = url.indexOf('?');
	const chunks: Buffer[] = [];
	if (method !== 'GET') for await (const chunk of incoming) chunks.push(chunk as Buffer);
	return {
		method,
		path: at < 0 ? url : url.slice(0, at),
		query: new URLSearchParams(at < 0 ? '' : url.slice(at + 1)),
		headers,
		body: Buffer.concat(chunks).toString(),
	};
}

/** Into how many pieces a slow body is cut. */
const PIECES = 20;

async function deliver(
	outgoing: ServerResponse,
	{ answer, truncate = false, spreadMs = 0, silent }: Delivery,
): Promise<void> {
	if (silent === 'timeout') return;
	if (silent === 'reset') {
		outgoing.socket?.resetAndDestroy();
		return;
	}
	const body = Buffer.from(textOf(answer));
	const contentType =
		answer.contentType ?? (answer.body === undefined ? undefined : 'application/json');
	outgoing.writeHead(answer.status, {
		...(contentType === undefined ? {} : { 'Content-Type': contentType }),
		...(answer.status === 204 ? {} : { 'Content-Length': String(body.length) }),
		...answer.headers,
	});
	if (truncate) {
		outgoing.write(body.subarray(0, Math.floor(body.length / 2)), () => {
			outgoing.socket?.destroy();
		});
		return;
	}
	if (spreadMs > 0) {
		const size = Math.max(1, Math.ceil(body.length / PIECES));
		for (let at = 0; at < body.length && !outgoing.destroyed; at += size) {
			outgoing.write(body.subarray(at, at + size));
			await pause(spreadMs / PIECES);
		}
		outgoing.end();
		return;
	}
	outgoing.end(body);
}

async function pause(ms: number): Promise<void> {
	if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
}
