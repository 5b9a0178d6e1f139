/** The spans of days without activity; each begins with its first number and ends before its last. */
export const HISTOGRAM_SPANS = {
	'0-30': 0,
	'30-60': 30,
	'60-90': 60,
	'90-120': 90,
	'120+': 120,
} as const satisfies Record<string, number>;
type Span = keyof typeof HISTOGRAM_SPANS;

/** The bars of the histogram: the spans, those never seen active, and those nobody knows about. */
export const HISTOGRAM_BARS = [
	'0-30',
	'30-60',
	'60-90',
	'90-120',
	'120+',
	'never',
	'unknown',
] as const satisfies ReadonlyArray<Span | 'never' | 'unknown'>;
export type HistogramBar = (typeof HISTOGRAM_BARS)[number];
export type Histogram = Record<HistogramBar, number>;

/** The thresholds, in days, for which it is shown what each would save. */
export const WHAT_IF_DAYS = [30, 60, 90, 120, 180] as const;
export type WhatIfDays = (typeof WHAT_IF_DAYS)[number];
export type WhatIf<Value> = Record<WhatIfDays, Value>;

export function emptyHistogram(): Histogram {
	return { '0-30': 0, '30-60': 0, '60-90': 0, '90-120': 0, '120+': 0, never: 0, unknown: 0 };
}

/** A value for each threshold. */
export function whatIf<Value>(valueOf: (days: WhatIfDays) => Value): WhatIf<Value> {
	return {
		30: valueOf(30),
		60: valueOf(60),
		90: valueOf(90),
		120: valueOf(120),
		180: valueOf(180),
	};
}

/** The span that a number of days without activity falls into. */
export function spanOf(inactiveDays: number): Span {
	if (inactiveDays >= HISTOGRAM_SPANS['120+']) return '120+';
	if (inactiveDays >= HISTOGRAM_SPANS['90-120']) return '90-120';
	if (inactiveDays >= HISTOGRAM_SPANS['60-90']) return '60-90';
	return inactiveDays >= HISTOGRAM_SPANS['30-60'] ? '30-60' : '0-30';
}
