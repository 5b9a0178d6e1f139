import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import {
	isEmptyValue,
	isRow,
	readText,
	readBoolean,
	readNumber,
	type Row,
} from '../../licensing/tableValues';
import { readTime } from '../../licensing/times';
import { parameterError } from './failures';

/** What holds for everything that comes out of a run. */
export interface OutputForm {
	/** The moment to take as now; milliseconds since the epoch. */
	now: number;
	/** Whether items are rows of their table. */
	tableRows: boolean;
}

/** What one reading of a number may add to its property. */
export interface NumberReading {
	/** What an empty value means instead of the property's default. */
	otherwise?: unknown;
	/** A limit that follows from another parameter; the default is lowered to it. */
	maxValue?: number;
}

/**
 * Reads the parameters of a node at one item: label, default and limits are those of the property.
 * An empty value means the default; numbers, true and false may come as text from a table.
 */
export class ParameterReader {
	/** @param values of a collection; without them the parameters at the top level are read */
	constructor(
		readonly context: IExecuteFunctions,
		private readonly properties: readonly INodeProperties[],
		readonly itemIndex: number,
		private readonly values: Row | null = null,
	) {}

	/** The reader of the collection "Options". */
	get option(): ParameterReader {
		const { context, itemIndex } = this;
		const fields = fieldsOf(this.property('options'));
		const values: unknown = context.getNodeParameter('options', itemIndex, {});
		return new ParameterReader(context, fields, itemIndex, isRow(values) ? values : {});
	}

	/** @throws NodeOperationError when it is no number, or outside the limits */
	number(name: string, { otherwise, maxValue = Infinity }: NumberReading = {}): number {
		const property = narrowed(this.property(name), maxValue);
		const given = this.given(name, property);
		return Number(this.checked(property, isEmptyValue(given) ? otherwise : given));
	}

	/** @throws NodeOperationError when it is neither true nor false */
	boolean(name: string): boolean {
		const property = this.property(name);
		return this.checked(property, this.given(name, property)) === true;
	}

	/**
	 * @param words those that the caller knows; the property offers the same
	 * @throws NodeOperationError when it is none of the words that the property offers
	 */
	word<Word extends string>(name: string, words: readonly Word[]): Word {
		const property = this.property(name);
		const value = this.checked(property, this.given(name, property));
		const word = words.find((known) => known === value);
		if (word === undefined) throw this.error(property, value);
		return word;
	}

	/**
	 * Some of the words that the property offers, as a list or as text with commas between them.
	 *
	 * @throws NodeOperationError when one of them is another word
	 */
	words<Word extends string>(name: string, words: readonly Word[]): Word[] {
		const property = this.property(name);
		const given = this.given(name, property);
		const list = typeof given === 'string' ? given.split(',') : given;
		if (isEmptyValue(given)) return [];
		if (!Array.isArray(list)) throw this.error(property, given, 'a list');
		return list.map((one: unknown) => {
			const word = words.find((known) => known === readText(one)?.trim());
			if (word === undefined) throw this.error(property, one, `some of ${words.join(', ')}`);
			return word;
		});
	}

	/** A text without white space around it; '' for nothing. */
	text(name: string): string {
		return readText(this.given(name, this.property(name)))?.trim() ?? '';
	}

	/**
	 * An object or its JSON text; null for nothing.
	 *
	 * @throws NodeOperationError when it is something else
	 */
	row(name: string): Row | null {
		const property = this.property(name);
		const given = this.given(name, property);
		if (isEmptyValue(given)) return null;
		const value = typeof given === 'string' ? parsedJson(given) : given;
		if (isRow(value)) return value;
		throw this.error(property, given, 'an object or its JSON text');
	}

	/**
	 * The moment to take as now, in milliseconds: the field "now" for tests and replays, else the
	 * clock.
	 *
	 * @throws NodeOperationError when it is no date
	 */
	now(): number {
		const property = this.property('now');
		const value = this.given('now', property);
		if (isEmptyValue(value)) return Date.now();
		const time = readTime(value);
		if (time !== null) return time;
		throw this.error(property, value, 'a date and time such as 2026-01-31T06:00:00Z');
	}

	/** @throws NodeOperationError when one of the two options cannot be read */
	outputForm(): OutputForm {
		return { now: this.now(), tableRows: this.boolean('tableRows') };
	}

	private property(name: string): INodeProperties {
		const property = this.properties.find((known) => known.name === name);
		if (property === undefined) throw new TypeError(`The node has no parameter "${name}"`);
		return property;
	}

	private given(name: string, { default: preset }: INodeProperties): unknown {
		if (this.values !== null) return this.values[name];
		return this.context.getNodeParameter(name, this.itemIndex, preset);
	}

	private checked(property: INodeProperties, given: unknown): unknown {
		if (isEmptyValue(given)) return property.default;
		const value = valueFor(property, given);
		if (value === undefined) throw this.error(property, given);
		return value;
	}

	private error(property: INodeProperties, value: unknown, wanted = wantedBy(property)): Error {
		const { context, itemIndex } = this;
		return parameterError(context, property.displayName, value, wanted, itemIndex);
	}
}

/** The property with a lower limit of its own; its default is lowered too. */
function narrowed(property: INodeProperties, maxValue: number): INodeProperties {
	if (maxValue === Infinity) return property;
	const { default: preset, typeOptions } = property;
	return {
		...property,
		default: Math.min(Number(preset), maxValue),
		typeOptions: { ...typeOptions, maxValue },
	};
}

function parsedJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** The fields of a collection; none for a property of another type. */
export function fieldsOf({ options = [] }: INodeProperties): INodeProperties[] {
	return options.filter((option): option is INodeProperties => 'type' in option);
}

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
