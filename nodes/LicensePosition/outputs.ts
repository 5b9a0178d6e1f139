import type { INodeExecutionData } from 'n8n-workflow';

import type { LicensePosition } from '../../licensing/position/calculate';
import type { UnrecognizedIdentifier } from '../../licensing/position/countSeats';
import {
	POSITION_FIELDS,
	positionItem,
	type PositionFigures,
} from '../../licensing/position/position';
import { toIso } from '../../licensing/times';
import { outputItem, type InputItem } from '../shared/inputItems';
import { tableRow } from '../shared/tableRows';
import type { RunOptions } from './parameters';

/** The columns of an unrecognized identifier. */
export const UNRECOGNIZED_FIELDS = [
	'profile',
	'identifier',
	'subscriptions',
] as const satisfies ReadonlyArray<keyof UnrecognizedIdentifier>;

/** The first item of each profile; what is said of a profile is paired with it. */
export type FirstItems = ReadonlyMap<string, InputItem>;

/** The positions followed by the totals. */
export function positionOutput(
	{ positions, totals }: LicensePosition,
	firstItems: FirstItems,
	{ now, tableRows }: RunOptions,
): INodeExecutionData[] {
	const calculatedAt = toIso(now) ?? '';
	return [...positions, ...totals].map((figures) => {
		const position = positionItem(figures, calculatedAt);
		const record = tableRows ? tableRow(position, POSITION_FIELDS) : position;
		return outputItem(record, ...sourcesOf(figures, firstItems));
	});
}

export function unrecognizedOutput(
	{ unrecognized }: LicensePosition,
	firstItems: FirstItems,
	{ tableRows }: RunOptions,
): INodeExecutionData[] {
	return unrecognized.map((entry) => {
		const record = tableRows ? tableRow(entry, UNRECOGNIZED_FIELDS) : entry;
		return outputItem(record, ...sourcesOf(entry, firstItems));
	});
}

/** A total comes from all profiles; it is paired with the first item of each. */
function sourcesOf(
	{ profile }: Pick<PositionFigures, 'profile'>,
	firstItems: FirstItems,
): InputItem[] {
	if (profile === null) return [...firstItems.values()];
	const first = firstItems.get(profile);
	return first === undefined ? [] : [first];
}
