import type { ConfluenceClient } from '../http/client';

/** Counts the points of one run against what it may spend. */
export class Spending {
	private readonly before: number;

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

	/** Points that are left. */
	get left(): number {
		return Math.max(0, this.budget - this.spent);
	}
}
