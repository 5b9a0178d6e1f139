import { Refusal, type Answer } from './http';
import type { Settings } from './settings';

const HOUR_MS = 3_600_000;
/** Below this share of the hour's points answers warn (D). */
const NEAR_LIMIT_SHARE = 0.2;

/** The points of one hour, for the app with all its sites together (D). */
export class PointsBudget {
	private hour = -1;
	private used = 0;
	private bursts = new Map<string, { second: number; requests: number }>();

	constructor(
		private readonly settings: Settings,
		private readonly now: () => number,
	) {}

	/** Refuses a request while nothing is left, and one too many in a second. */
	admit(endpoint: string): void {
		this.turnHour();
		if (this.isOver(1)) throw this.quotaRefusal();
		this.admitBurst(endpoint);
	}

	/** Charges an answer; one that what is left does not pay for becomes a refusal. */
	charge(points: number): void {
		this.turnHour();
		if (this.isOver(points)) throw this.quotaRefusal();
		this.used += points;
	}

	window(): { startedAt: string; resetsAt: string; used: number; left: number } {
		this.turnHour();
		return {
			startedAt: new Date(this.hour * HOUR_MS).toISOString(),
			resetsAt: new Date(this.resetsAt()).toISOString(),
			used: this.used,
			left: this.left(),
		};
	}

	/** The headers that every answer carries. */
	headers(): Record<string, string> {
		const { enforceBudget, betaHeader, pointsPerHour } = this.settings;
		if (!enforceBudget) return {};
		const headers: Record<string, string> = {};
		const isNear = this.left() < pointsPerHour * NEAR_LIMIT_SHARE;
		if (isNear) headers['X-RateLimit-NearLimit'] = 'true';
		if (betaHeader) {
			for (const name of this.settings.rateLimitHeaders)
				headers[name] = this.policies(isNear);
		}
		return headers;
	}

	/** Several policies stand in one header, each with figures of its own (D). */
	private policies(isNear: boolean): string {
		const { pointsAlwaysTold, burstLeft } = this.settings;
		const left = isNear || pointsAlwaysTold ? `;r=${this.left()}` : '';
		const quota = `"global-app-quota"${left};t=${this.secondsLeft()}`;
		return burstLeft === null ? quota : `${quota}, "burst";r=${burstLeft};t=1`;
	}

	/** As if the hour had just begun. */
	reset(): void {
		this.used = 0;
		this.bursts.clear();
	}

	private isOver(points: number): boolean {
		const { enforceBudget, pointsPerHour } = this.settings;
		return enforceBudget && this.used + points > pointsPerHour;
	}

	private admitBurst(endpoint: string): void {
		const { burstPerSecond } = this.settings;
		if (burstPerSecond === null) return;
		const second = Math.floor(this.now() / 1_000);
		const known = this.bursts.get(endpoint);
		const requests = known?.second === second ? known.requests + 1 : 1;
		this.bursts.set(endpoint, { second, requests });
		if (requests > burstPerSecond) throw burstRefusal();
	}

	private quotaRefusal(): Refusal {
		const headers: Record<string, string> = {
			'RateLimit-Reason': 'confluence-quota-global-based',
		};
		if (this.settings.quotaHeaders === 'retryAfter') {
			headers['Retry-After'] = String(this.secondsLeft());
		}
		if (this.settings.quotaHeaders !== 'neither') {
			headers['X-RateLimit-Reset'] = new Date(this.resetsAt()).toISOString();
		}
		return new Refusal({ ...TOO_MANY, headers });
	}

	private left(): number {
		return Math.max(0, this.settings.pointsPerHour - this.used);
	}

	private secondsLeft(): number {
		return Math.max(1, Math.ceil((this.resetsAt() - this.now()) / 1_000));
	}

	private resetsAt(): number {
		return (this.hour + 1) * HOUR_MS;
	}

	private turnHour(): void {
		const hour = Math.floor(this.now() / HOUR_MS);
		if (hour === this.hour) return;
		this.hour = hour;
		this.used = 0;
	}
}

const TOO_MANY: Answer = { status: 429, body: { code: 429, message: 'Rate limit exceeded' } };

function burstRefusal(): Refusal {
	const headers = { 'RateLimit-Reason': 'confluence-burst-based', 'Retry-After': '1' };
	return new Refusal({ ...TOO_MANY, headers });
}
