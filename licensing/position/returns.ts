import { whatIf } from './idleSeats';
import { percent } from './percent';

/** How many seats were taken back, and how many of them are in use again. */
export interface ReturnCount {
	takenBack: number;
	returned: number;
}

/** The same with the share, from 0 to 100; null where nothing was taken back. */
export interface ReturnShare extends ReturnCount {
	percent: number | null;
}

export function returnRate({ takenBack, returned }: ReturnCount): ReturnShare {
	return { takenBack, returned, percent: takenBack === 0 ? null : percent(returned, takenBack) };
}

/** No seat was taken back. */
export function noReturns() {
	const none = (): ReturnCount => ({ takenBack: 0, returned: 0 });
	const byReason: Record<string, ReturnCount> = {};
	return { byReason, whatIf: whatIf(none) };
}
