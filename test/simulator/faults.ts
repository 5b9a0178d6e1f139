import { seededRandom, type Random } from './random';
import type { SimRequest } from './http';

/**
 * What may go wrong with a call:
 *
 * - `status`: another status, with `headers` and `body`
 * - `reset`: the connection breaks off without an answer
 * - `timeout`: no answer ever comes
 * - `delay`: the answer comes `delayMs` later
 * - `truncate`: the body breaks off half-way and the connection with it
 * - `malformed`: the whole body comes and is no JSON
 * - `html`: a page for people, status 200 unless said otherwise
 * - `wrongContentType`: the right body, said to be plain text
 * - `wrongShape`: JSON of another shape
 * - `slowBody`: the body comes in small pieces over `delayMs`
 * - `redirect`: on to `location`
 * - `expireTokens`: all access tokens that are out expire just before the call
 * - `emptyPage`: a list without results that still has a next link
 * - `repeatCursor`: the next link leads to the same page again
 * - `withoutExpansions`: search hits lack what was to be expanded
 * - `echo`: a refusal, 400 unless said otherwise, that repeats the credential it was sent
 */
export const FAULT_KINDS = [
	'status',
	'reset',
	'timeout',
	'delay',
	'truncate',
	'malformed',
	'html',
	'wrongContentType',
	'wrongShape',
	'slowBody',
	'redirect',
	'expireTokens',
	'emptyPage',
	'repeatCursor',
	'withoutExpansions',
	'echo',
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

export interface Fault {
	match?: {
		method?: string;
		/** A part of the path, or a regular expression (as text: one that holds any of `^$*+?()[]`). */
		path?: string | RegExp;
		/** Parts of the query's values, by name. */
		query?: Record<string, string>;
	};
	/** The n-th matching call, counted from 1; with `count`, from that call on. */
	nth?: number;
	/** Every n-th matching call. */
	every?: number;
	/** The share of matching calls, drawn from `seed`. */
	probability?: number;
	seed?: number;
	/** How often it strikes at most; once with `nth`, without limit otherwise. */
	count?: number;
	kind: FaultKind;
	status?: number;
	headers?: Record<string, string>;
	body?: unknown;
	delayMs?: number;
	location?: string;
	/**
	 * Whether the server acts before it fails to answer. Without it: 'before' where no answer of
	 * the server is needed, 'after' where its answer is spoilt.
	 */
	when?: 'before' | 'after';
}

/** Kinds that spoil the server's own answer. */
const SPOILS_ANSWER: ReadonlySet<FaultKind> = new Set([
	'delay',
	'truncate',
	'malformed',
	'wrongContentType',
	'wrongShape',
	'slowBody',
	'emptyPage',
	'repeatCursor',
	'withoutExpansions',
]);

/** A fault that strikes one call. */
export interface Strike {
	fault: Fault;
	when: 'before' | 'after';
}

interface Armed {
	fault: Fault;
	random: Random;
	matched: number;
	struck: number;
}

/** The faults in force, and which of them strikes a call: the first that is due. */
export class Faults {
	private armed: Armed[] = [];

	/** @throws Error when the fault is none */
	add(fault: Fault): void {
		checkFault(fault);
		this.armed.push({ fault, random: seededRandom(fault.seed ?? 1), matched: 0, struck: 0 });
	}

	clear(): void {
		this.armed = [];
	}

	list(): (Fault & { matched: number; struck: number })[] {
		return this.armed.map(({ fault, matched, struck }) => ({ ...fault, matched, struck }));
	}

	/** Counts the call for every fault that matches it, and answers the one that strikes. */
	strike(request: SimRequest): Strike | null {
		let strike: Strike | null = null;
		for (const armed of this.armed) {
			if (!matches(armed.fault, request)) continue;
			armed.matched++;
			if (!isDue(armed) || strike !== null) continue;
			armed.struck++;
			const { fault } = armed;
			const when = fault.when ?? (SPOILS_ANSWER.has(fault.kind) ? 'after' : 'before');
			strike = { fault, when };
		}
		return strike;
	}
}

function isDue({ fault, random, matched, struck }: Armed): boolean {
	const { nth, every, probability, count = nth === undefined ? Infinity : 1 } = fault;
	const drawn = probability === undefined || random.chance(probability);
	if (struck >= count) return false;
	if (nth !== undefined && matched < nth) return false;
	if (nth !== undefined && count === 1 && matched !== nth) return false;
	if (every !== undefined && matched % every !== 0) return false;
	return drawn;
}

function matches({ match = {} }: Fault, { method, path, query }: SimRequest): boolean {
	if (match.method !== undefined && match.method.toUpperCase() !== method) return false;
	if (match.path !== undefined && !pathMatches(match.path, path)) return false;
	return Object.entries(match.query ?? {}).every(
		([name, part]) => query.get(name)?.includes(part) === true,
	);
}

function pathMatches(wanted: string | RegExp, path: string): boolean {
	if (wanted instanceof RegExp) return wanted.test(path);
	return isPattern(wanted) ? new RegExp(wanted).test(path) : path.includes(wanted);
}

/** Paths hold none of these characters, so a text that does is a pattern. */
function isPattern(text: string): boolean {
	return /[\^$*+?()|[\]\\]/.test(text);
}

function checkFault({ kind, match, nth, every, probability }: Fault): void {
	if (!FAULT_KINDS.includes(kind)) {
		throw new Error(
			`There is no fault "${String(kind)}". Choose one of ${FAULT_KINDS.join(', ')}.`,
		);
	}
	for (const [name, value] of Object.entries({ nth, every })) {
		if (value !== undefined && (!Number.isInteger(value) || value < 1)) {
			throw new Error(`"${name}" must be a whole number from 1 on.`);
		}
	}
	if (probability !== undefined && !(probability >= 0 && probability <= 1)) {
		throw new Error('"probability" must be from 0 to 1.');
	}
	if (typeof match?.path === 'string' && isPattern(match.path)) new RegExp(match.path);
}
