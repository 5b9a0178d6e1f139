import type { IExecuteFunctions } from 'n8n-workflow';

import { booleanOption, nowOf, readOptions } from '../shared/options';

/** What holds for a whole run. */
export interface RunOptions {
	/** Milliseconds since the epoch. */
	now: number;
	/** Whether Save gets rows of the table. */
	tableRows: boolean;
}

/** Reads the options at the first item: a run has one moment and one form of rows. */
export function readRunOptions(context: IExecuteFunctions, itemIndex: number): RunOptions {
	const options = readOptions(context, itemIndex);
	const tableRows = { name: 'tableRows', label: 'Output Table Rows' };
	return {
		now: nowOf(context, options, itemIndex),
		tableRows: booleanOption(context, options, tableRows, itemIndex),
	};
}
