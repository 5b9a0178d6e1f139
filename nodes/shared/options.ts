import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import {
	isEmptyValue,
	isRow,
	readBoolean,
	readNumber,
	type Row,
} from '../../licensing/tableValues';
import { readTime } from '../../licensing/times';
import { parameterError } from './failures';

/** The collection "Options" of a node, read at one item. */
export function readOptions(context: IExecuteFunctions, itemIndex: number): Row {
	const options: unknown = context.getNodeParameter('options', itemIndex, {});
	return isRow(options) ? options : {};
}

/**
 * The moment that a run takes as now, in milliseconds: the option "now" for tests and replays,
 * else the clock.
 *
 * @throws NodeOperationError when the option holds something that is no date
 */
export function nowOf(context: IExecuteFunctions, options: Row, itemIndex: number): number {
	if (isEmptyValue(options.now)) return Date.now();
	const time = readTime(options.now);
	if (time === null) {
		throw parameterError(
			context,
			'Now',
			options.now,
			'a date and time such as 2026-01-31T06:00:00Z',
			itemIndex,
		);
	}
	return time;
}

/** What a number parameter allows. */
export interface NumberLimits {
	min?: number;
	max?: number;
	integer?: boolean;
}

/**
 * Reads a number that may come from an expression or a table as text.
 *
 * @param label the parameter's name as people see it
 * @throws NodeOperationError when it is no number or outside the limits
 */
export function checkedNumber(
	context: IExecuteFunctions,
	label: string,
	value: unknown,
	itemIndex: number,
	{ min, max, integer = true }: NumberLimits = {},
): number {
	const number = readNumber(value);
	const inside =
		number !== undefined &&
		(!integer || Number.isInteger(number)) &&
		(min === undefined || number >= min) &&
		(max === undefined || number <= max);
	if (!inside) throw parameterError(context, label, value, wanted(min, max, integer), itemIndex);
	return number;
}

/** A parameter at the top level of a node, by the name that people see. */
interface Parameter {
	name: string;
	label: string;
	/** What an empty value means. */
	fallback?: unknown;
}

/** The default that a property of a node has. */
export function defaultOf(properties: readonly INodeProperties[], name: string): unknown {
	return properties.find((property) => property.name === name)?.default;
}

function parameterValue(
	context: IExecuteFunctions,
	{ name, fallback }: Parameter,
	itemIndex: number,
): unknown {
	const value: unknown = context.getNodeParameter(name, itemIndex);
	return isEmptyValue(value) && fallback !== undefined ? fallback : value;
}

/** A number parameter at the top level of a node. */
export function numberParameter(
	context: IExecuteFunctions,
	{ name, label, fallback, ...limits }: Parameter & NumberLimits,
	itemIndex: number,
): number {
	const value = parameterValue(context, { name, label, fallback }, itemIndex);
	return checkedNumber(context, label, value, itemIndex, limits);
}

/**
 * A true or false parameter at the top level of a node; true, 1 and "true" are the same.
 *
 * @throws NodeOperationError when it is neither
 */
export function booleanParameter(
	context: IExecuteFunctions,
	parameter: Parameter,
	itemIndex: number,
): boolean {
	const value = parameterValue(context, parameter, itemIndex);
	const flag = readBoolean(value);
	if (flag !== undefined) return flag;
	throw parameterError(context, parameter.label, value, 'true or false', itemIndex);
}

/**
 * A parameter at the top level of a node that holds one of a few words.
 *
 * @throws NodeOperationError when it holds another
 */
export function wordParameter<Word extends string>(
	context: IExecuteFunctions,
	{ name, label, words, fallback }: Parameter & { words: readonly Word[] },
	itemIndex: number,
): Word {
	const value = parameterValue(context, { name, label, fallback }, itemIndex);
	const word = words.find((known) => known === value);
	if (word === undefined) {
		throw parameterError(context, label, value, `one of ${words.join(', ')}`, itemIndex);
	}
	return word;
}

/** An option that is true or false; false when it is absent or empty. */
export function booleanOption(
	context: IExecuteFunctions,
	options: Row,
	{ name, label, fallback = false }: { name: string; label: string; fallback?: boolean },
	itemIndex: number,
): boolean {
	const value = options[name];
	if (isEmptyValue(value)) return fallback;
	const flag = readBoolean(value);
	if (flag === undefined) throw parameterError(context, label, value, 'true or false', itemIndex);
	return flag;
}

function wanted(min: number | undefined, max: number | undefined, integer: boolean): string {
	const kind = integer ? 'a whole number' : 'a number';
	if (min !== undefined && max !== undefined) return `${kind} from ${min} to ${max}`;
	if (min !== undefined) return `${kind} of at least ${min}`;
	return max === undefined ? kind : `${kind} of at most ${max}`;
}
