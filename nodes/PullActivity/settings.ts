import type { IExecuteFunctions } from 'n8n-workflow';

import { isEmptyValue } from '../../licensing/tableValues';
import { networkSettings, type NetworkSettings } from '../shared/connection';
import type { InputItem } from '../shared/inputItems';
import {
	booleanOption,
	checkedNumber,
	defaultOf,
	nowOf,
	numberParameter,
	readOptions,
	wordParameter,
} from '../shared/options';
import { pullActivityProperties } from './PullActivity.properties';

export const SIGNALS = ['edits', 'views', 'both'] as const;
export type Signal = (typeof SIGNALS)[number];

const DEFAULT_POINTS_BUDGET = 20_000;
const DEFAULT_REFRESH_AFTER_DAYS = 14;

/** The parameters of the node, read at the first item of a profile. */
export interface ActivitySettings {
	signal: Signal;
	lookbackDays: number;
	refreshAfterDays: number;
	pointsBudget: number;
	resolveSharedEdits: boolean;
	tableRows: boolean;
	/** Milliseconds since the epoch. */
	now: number;
	network: NetworkSettings;
}

/** @throws NodeOperationError when a parameter holds something else than it should */
export function readSettings(
	context: IExecuteFunctions,
	{ itemIndex }: InputItem,
): ActivitySettings {
	const options = readOptions(context, itemIndex);
	const flag = (name: string, label: string) =>
		booleanOption(context, options, { name, label }, itemIndex);
	const parameter = (name: string, label: string) => ({
		name,
		label,
		fallback: defaultOf(pullActivityProperties, name),
	});
	const lookback = { ...parameter('lookbackDays', 'Lookback (Days)'), min: 1, max: 3_650 };
	const lookbackDays = numberParameter(context, lookback, itemIndex);
	// Whoever counts as active anyway must be far from idle, and the threshold is at most the lookback.
	const mostDays = lookbackDays - 1;
	return {
		signal: wordParameter(
			context,
			{ ...parameter('signal', 'Signal'), words: SIGNALS },
			itemIndex,
		),
		lookbackDays,
		refreshAfterDays: isEmptyValue(options.refreshAfterDays)
			? Math.min(DEFAULT_REFRESH_AFTER_DAYS, mostDays)
			: checkedNumber(context, 'Refresh After (Days)', options.refreshAfterDays, itemIndex, {
					min: 0,
					max: mostDays,
				}),
		pointsBudget: isEmptyValue(options.pointsBudget)
			? DEFAULT_POINTS_BUDGET
			: checkedNumber(context, 'Points Budget', options.pointsBudget, itemIndex, { min: 1 }),
		resolveSharedEdits: flag('resolveSharedEdits', 'Resolve Shared Edits'),
		tableRows: flag('tableRows', 'Output Table Rows'),
		now: nowOf(context, options, itemIndex),
		network: networkSettings(context, options, itemIndex),
	};
}
