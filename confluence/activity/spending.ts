import type { ConfluenceClient } from '../http/client';

/** Counts the points of one run against what it may spend. */
export class Spending {
	private readonly before: number;
	/** What requests that are under way may cost. */
	private held = 0;

	constructor(
		private readonly client: ConfluenceClient,
		/** Points. */
		readonly budget: number,
	) {
		this.before = client.usage().points;
	}

	/** Points spent so far. */
	get spent(): number {
		return this.client.usage().points - this.before;
	}

	/** Points that are left, beside what requests under way may cost. */
	get left(): number {
		return Math.max(0, this.budget - this.spent - this.held);
	}

	/**
	 * Does what costs `points` at most, if so many are left. They are kept for it meanwhile, since
	 * several requests run at once.
	 *
	 * @returns null when they are not left and nothing was done
	 */
	async within<Result>(points: number, task: () => Promise<Result>): Promise<Result | null> {
		if (this.left < points) return null;
		this.held += points;
		try {
			return await task();
		} finally {
			this.held -= points;
		}
	}
}

/** Does what costs `points` at most; null when they are not left and nothing was done. */
export type Reserve = <Result>(
	points: number,
	task: () => Promise<Result>,
) => Promise<Result | null>;

/** The points that a run may spend are used up. */
export class PointsUsedUp extends Error {
	override readonly name = 'PointsUsedUp';
}
