import { HOUR_MS } from '../../licensing/times';

/** What the gate needs of the world around it. */
export interface GateRuntime {
	now(): number;
	sleep(milliseconds: number): Promise<void>;
	/** Tells a person what is going on. */
	report(message: string): void;
}

/** A rate limit asks for a wait that this run may not make. */
export class WaitTooLong extends Error {
	override readonly name = 'WaitTooLong';

	constructor(
		/** When asking makes sense again (milliseconds since the epoch). */
		readonly resumeAt: number,
		readonly budgetMs: number,
	) {
		super('the wait is longer than this run may wait');
	}
}

/** How long a run has waited for rate limits so far, all its clients together. */
export interface RunWaits {
	totalMs: number;
}

/**
 * The one place where a client waits for a rate limit. All its requests pass it; a wait that several
 * of them share counts once. In all a run waits no longer than its budget: whatever its other
 * clients waited, for further sites or for the organization, is part of it.
 */
export class QuotaGate {
	private openAt = 0;
	private waited = 0;

	constructor(
		private readonly runtime: GateRuntime,
		private readonly budgetMs: number,
		private readonly runWaits: RunWaits = { totalMs: 0 },
	) {}

	/** Milliseconds of waiting that this client was asked for so far. */
	get waitedMs(): number {
		return this.waited;
	}

	/** What of the run's budget is left, in milliseconds. */
	get remainingMs(): number {
		return Math.max(0, this.budgetMs - this.runWaits.totalMs);
	}

	/** True when a wait until `time` fits into the budget. */
	allows(time: number): boolean {
		return this.extraWait(time) <= this.remainingMs;
	}

	/**
	 * Closes the gate until `time`.
	 *
	 * @throws WaitTooLong when that is longer than the run may wait
	 */
	closeUntil(time: number, why: string): void {
		const extra = this.extraWait(time);
		if (extra === 0) return;
		if (extra > this.remainingMs) throw new WaitTooLong(time, this.budgetMs);
		this.waited += extra;
		this.runWaits.totalMs += extra;
		this.openAt = time;
		this.runtime.report(
			`${why}: waiting until ${new Date(time).toISOString()} (${Math.ceil(extra / 1_000)} s)`,
		);
	}

	/** Waits until the gate is open. */
	async pass(): Promise<void> {
		for (;;) {
			const wait = this.openAt - this.runtime.now();
			if (wait <= 0) return;
			await this.runtime.sleep(wait);
		}
	}

	private extraWait(time: number): number {
		return Math.max(0, time - Math.max(this.runtime.now(), this.openAt));
	}
}

/** The next full UTC hour, when the hourly points start anew (D). */
export function nextQuotaReset(now: number): number {
	return (Math.floor(now / HOUR_MS) + 1) * HOUR_MS;
}
