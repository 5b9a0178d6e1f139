import type { INodeProperties } from 'n8n-workflow';

import { readBoolean, readNumber } from '../../licensing/tableValues';

/** What a parameter of one value may hold. */
export type SettingValue = number | boolean | string;

/**
 * What a value that is not empty means for a property: a number or true or false may come as text
 * from a table, and words are taken as the property lists them.
 *
 * @returns undefined when the property does not allow the value
 */
export function valueFor(property: INodeProperties, value: unknown): SettingValue | undefined {
	if (property.type === 'number') {
		const number = readNumber(value);
		return number !== undefined && isWithin(property, number) ? number : undefined;
	}
	if (property.type === 'boolean') return readBoolean(value);
	return wordsOf(property).find((word) => word === value);
}

/** What a property wants, in words that follow "must be". */
export function wantedBy(property: INodeProperties): string {
	if (property.type === 'boolean') return 'true or false';
	if (property.type !== 'number') return `one of ${wordsOf(property).join(', ')}`;
	const { minValue, maxValue } = property.typeOptions ?? {};
	const kind = isWhole(property) ? 'a whole number' : 'a number';
	if (minValue !== undefined && maxValue !== undefined) {
		return `${kind} from ${minValue} to ${maxValue}`;
	}
	if (minValue !== undefined) return `${kind} of at least ${minValue}`;
	return maxValue === undefined ? kind : `${kind} of at most ${maxValue}`;
}

/** Numbers are whole unless the property speaks of digits after the point. */
function isWhole({ typeOptions }: INodeProperties): boolean {
	return (typeOptions?.numberPrecision ?? 0) === 0;
}

function isWithin(property: INodeProperties, number: number): boolean {
	const { minValue = -Infinity, maxValue = Infinity } = property.typeOptions ?? {};
	if (number < minValue || number > maxValue) return false;
	return !isWhole(property) || Number.isInteger(number);
}

function wordsOf({ options = [] }: INodeProperties): string[] {
	return options.flatMap((option) =>
		'value' in option && typeof option.value === 'string' ? [option.value] : [],
	);
}
