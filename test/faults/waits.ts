/**
 * Waiting that costs no time. A node that sleeps moves the clock of this test file instead, so that
 * back-offs and rate limits are waited for in full and nobody waits.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';

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

/** Calls a listener for each sleep; answers a function that stops it. */
export function onSleep(listener: Listener): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}
