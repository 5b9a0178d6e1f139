import { ConfluenceError } from '../errors';
import type { ConfluenceClient } from '../http/client';

/** How often a minute `lastActiveDates` may be asked (D). */
export const LAST_ACTIVE_PER_MINUTE = 200;

const MINUTE_MS = 60_000;
const WHY = `Last-active dates can be requested ${LAST_ACTIVE_PER_MINUTE} times a minute`;

/** Why nothing is known of the people for whom the run may not wait. */
export const NO_MORE_WAITING = new ConfluenceError(
	'waitTooShort',
	`${WHY}, and this run may not wait any longer.`,
);

/** Lets requests out only as often a minute as the endpoint allows (D). */
export class MinutePace {
	/** When the minute began, or will begin (milliseconds since the epoch). */
	private from = -Infinity;
	private sent = 0;

	constructor(private readonly client: ConfluenceClient) {}

	/**
	 * Takes the place of one request; the client's gate is closed until its minute begins.
	 *
	 * @throws WaitTooLong when the run may not wait that long
	 */
	next(): void {
		const { gate, runtime } = this.client;
		const now = runtime.now();
		if (now >= this.from + MINUTE_MS) {
			this.from = now;
			this.sent = 0;
		}
		if (this.sent >= LAST_ACTIVE_PER_MINUTE) {
			gate.closeUntil(this.from + MINUTE_MS, WHY);
			this.from += MINUTE_MS;
			this.sent = 0;
		}
		this.sent++;
	}
}
