/** What was asked of one endpoint. */
export interface EndpointStats {
	requests: number;
	points: number;
	statuses: Record<string, number>;
}

export interface Stats {
	requests: number;
	points: number;
	/** Requests refused with 429. */
	rateLimited: number;
	/** Most API requests under way at once. */
	mostAtOnce: number;
	/** Faults that struck. */
	faults: number;
	endpoints: Record<string, EndpointStats>;
}

/** Counts requests and points for each endpoint. */
export class StatsRecorder {
	private stats = emptyStats();
	private underWay = 0;

	begin(): void {
		this.underWay++;
		this.stats.mostAtOnce = Math.max(this.stats.mostAtOnce, this.underWay);
	}

	end(): void {
		this.underWay--;
	}

	/** @param status 0 when no answer was sent */
	note(endpoint: string, status: number, points: number): void {
		const { stats } = this;
		const entry = (stats.endpoints[endpoint] ??= { requests: 0, points: 0, statuses: {} });
		stats.requests++;
		stats.points += points;
		entry.requests++;
		entry.points += points;
		entry.statuses[status] = (entry.statuses[status] ?? 0) + 1;
		if (status === 429) stats.rateLimited++;
	}

	noteFault(): void {
		this.stats.faults++;
	}

	read(): Stats {
		return structuredClone(this.stats);
	}

	reset(): void {
		this.stats = emptyStats();
		this.stats.mostAtOnce = this.underWay;
	}
}

function emptyStats(): Stats {
	return { requests: 0, points: 0, rateLimited: 0, mostAtOnce: 0, faults: 0, endpoints: {} };
}
