import { setTimeout as delay } from 'node:timers/promises';

export interface Patience {
	/** How long to wait in all, in milliseconds. */
	forMs: number;
	/** Pause between two looks, in milliseconds. */
	everyMs?: number;
}

/**
 * Looks again and again until there is something to see.
 *
 * @param what names what is waited for, in the words of the error
 * @param look answers undefined while there is nothing yet; what it throws ends the waiting
 * @throws Error when the time is over
 */
export async function waitFor<Found>(
	what: string,
	{ forMs, everyMs = 250 }: Patience,
	look: () => Promise<Found | undefined>,
): Promise<Found> {
	const deadline = Date.now() + forMs;
	for (;;) {
		const found = await look();
		if (found !== undefined) return found;
		if (Date.now() > deadline) {
			throw new Error(`Waited ${Math.round(forMs / 1_000)} seconds for ${what}, in vain.`);
		}
		await delay(everyMs);
	}
}
