import type { IExecuteFunctions } from 'n8n-workflow';

import { readTrendRow, type TrendRow } from '../../licensing/position/trendRows';
import { inputItems } from '../shared/inputItems';

/** The third input: positions of earlier days, totals among them. */
const THIRD_INPUT = 2;

/** What a trend can be drawn from; whatever else is there is passed over. */
export function readTrendRows(context: IExecuteFunctions): TrendRow[] {
	return inputItems(context, THIRD_INPUT)
		.map(({ row }) => readTrendRow(row))
		.filter((row) => row !== null);
}
