import { WHAT_IF_DAYS, whatIf, type WhatIf } from './idleSeats';
import { percent } from './percent';
import type { SeatReceipt } from './takenBack';

/** How many seats were taken back, and how many of them are in use again. */
export interface ReturnCount {
	takenBack: number;
	returned: number;
}

/** The same with the share, from 0 to 100; null where nothing was taken back. */
export interface ReturnShare extends ReturnCount {
	percent: number | null;
}

/** How many of the seats taken back are in use again, by the rule and by the threshold. */
export interface ReturnCounts {
	byReason: Record<string, ReturnCount>;
	whatIf: WhatIf<ReturnCount>;
}

export function returnRate({ takenBack, returned }: ReturnCount): ReturnShare {
	return { takenBack, returned, percent: takenBack === 0 ? null : percent(returned, takenBack) };
}

/** No seat was taken back. */
export function noReturns(): ReturnCounts {
	return { byReason: {}, whatIf: whatIf(() => ({ takenBack: 0, returned: 0 })) };
}

/**
 * Counts a seat taken back by the reason that its receipt names, and for each threshold that would
 * have taken it back too. Whoever had no activity at all fits every threshold.
 */
export function addReturn(
	{ byReason, whatIf: atDays }: ReturnCounts,
	{ reasonCode, inactiveDays }: Pick<SeatReceipt, 'reasonCode' | 'inactiveDays'>,
	isBack: boolean,
): void {
	// Without a reason nothing is known of the threshold either.
	if (reasonCode === null) return;
	const ofReason = (byReason[reasonCode] ??= { takenBack: 0, returned: 0 });
	const counts = [
		ofReason,
		...WHAT_IF_DAYS.flatMap((days) =>
			inactiveDays === null || inactiveDays >= days ? atDays[days] : [],
		),
	];
	for (const count of counts) {
		count.takenBack += 1;
		if (isBack) count.returned += 1;
	}
}

/** Both together. */
export function sumOfReturns(a: ReturnCounts, b: ReturnCounts): ReturnCounts {
	const byReason = { ...a.byReason };
	for (const [reason, count] of Object.entries(b.byReason)) {
		byReason[reason] = sum(byReason[reason], count);
	}
	return { byReason, whatIf: whatIf((days) => sum(a.whatIf[days], b.whatIf[days])) };
}

function sum(a: ReturnCount | undefined, b: ReturnCount): ReturnCount {
	return {
		takenBack: (a?.takenBack ?? 0) + b.takenBack,
		returned: (a?.returned ?? 0) + b.returned,
	};
}
