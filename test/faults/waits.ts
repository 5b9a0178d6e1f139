/**
 * Waiting that costs no time. A node that sleeps moves the clock of this test file instead, so that
 * back-offs and rate limits are waited for in full and nobody waits.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * How long a node waits for an answer: its whole time, in which any machine answers; a hundredth of
 * it where one call gets none; hardly at all once none gets one.
 */
export type Patience = 'whole' | 'hundredth' | 'none';

type Listener = (milliseconds: number) => void | Promise<void>;

const clock = Date.now;
const listeners = new Set<Listener>();
let moved = 0;

Date.now = () => clock() + moved;

/** In place of n8n's `sleep`. */
export async function sleepAtOnce(milliseconds: number): Promise<void> {
	moved += milliseconds;
	for (const listener of listeners) await listener(milliseconds);
	await nextTurn();
}

let patience: Patience = 'whole';

/** For the calls from now on; those that are under way keep theirs. */
export function setPatience(next: Patience): void {
	patience = next;
}

/** In place of the time that a node would wait for an answer. */
export function shortened(timeoutMs: number): number {
	return { whole: timeoutMs, hundredth: timeoutMs / 100, none: 20 }[patience];
}

/** Calls a listener for each sleep; answers a function that stops it. */
export function onSleep(listener: Listener): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}
