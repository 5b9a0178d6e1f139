import type { IExecuteFunctions } from 'n8n-workflow';

import { readEarlierPosition, type EarlierPosition } from '../../licensing/position/earlier';
import { readTrendRow, type TrendRow } from '../../licensing/position/trendRows';
import { itemFieldError } from '../shared/failures';
import { inputItems } from '../shared/inputItems';
import type { LeftOut } from '../shared/leftOut';
import type { Attempt } from './secondInput';

/** The third input: stored positions of earlier days, in any order. */
const THIRD_INPUT = 2;

/**
 * Reads the third input; totals among its rows are passed over. A row that does not say how many
 * seats were used is left out, and a hint says so: the other days still count.
 */
export function readEarlierPositions(
	context: IExecuteFunctions,
	leftOut: LeftOut,
	attempt: Attempt,
): EarlierPosition[] {
	const earlier: EarlierPosition[] = [];
	for (const { row, itemIndex } of inputItems(context, THIRD_INPUT)) {
		const { position, problems, isUncounted } = readEarlierPosition(row);
		if (position !== null) earlier.push(position);
		if (isUncounted) {
			const named = 'is no number of seats (input "Earlier Positions")';
			leftOut.leaveAnyway(itemFieldError(context, 'used', named, itemIndex));
		}
		for (const { field, problem } of problems) {
			attempt(() => {
				const named = `${problem} (input "Earlier Positions")`;
				throw itemFieldError(context, field, named, itemIndex);
			});
		}
	}
	return earlier;
}

/** What the report draws its year from; whatever else is there is passed over. */
export function readTrendRows(context: IExecuteFunctions): TrendRow[] {
	return inputItems(context, THIRD_INPUT)
		.map(({ row }) => readTrendRow(row))
		.filter((row) => row !== null);
}
