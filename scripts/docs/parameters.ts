import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

import { code, codeList, fromHtml, sentence, table } from './markdown';

const HEADINGS = ['Parameter', 'Name', 'Type', 'Default', 'What it does'];

/** What people do not fill in. */
const NOT_SHOWN: ReadonlySet<INodeProperties['type']> = new Set(['hidden', 'notice']);

/** A collection's fields get a table of their own. */
interface Group {
	title: string;
	/** What precedes the names, such as `options.`. */
	prefix: string;
	properties: readonly INodeProperties[];
}

/** The parameters of a node or a credential and, below them, the fields of each collection. */
export function parameterTables(properties: readonly INodeProperties[]): string {
	const groups: Group[] = [{ title: '', prefix: '', properties }];
	const parts: string[] = [];
	for (let group = groups.shift(); group !== undefined; group = groups.shift()) {
		const shown = group.properties.filter(({ type }) => !NOT_SHOWN.has(type));
		const { prefix } = group;
		const rows = shown.map((property) => rowOf(property, prefix));
		if (group.title !== '') parts.push(`**${group.title}**`);
		parts.push(table(HEADINGS, rows));
		for (const property of shown) groups.push(...groupsOf(property, prefix));
	}
	return parts.join('\n\n');
}

function rowOf(property: INodeProperties, prefix: string): string[] {
	const { displayName, name, type } = property;
	return [
		displayName,
		code(prefix + name),
		typeWord(type),
		defaultOf(property),
		whatOf(property),
	];
}

const TYPE_WORDS: Partial<Record<INodeProperties['type'], string>> = {
	boolean: 'switch',
	collection: 'fields, below',
	dateTime: 'date',
	fixedCollection: 'list, below',
	multiOptions: 'choices',
	options: 'choice',
	resourceLocator: 'list, URL or ID',
	string: 'text',
};

function typeWord(type: INodeProperties['type']): string {
	return TYPE_WORDS[type] ?? type;
}

function defaultOf({ default: value, type }: INodeProperties): string {
	if (type === 'resourceLocator' || type === 'collection' || type === 'fixedCollection')
		return '';
	if (Array.isArray(value)) return value.length === 0 ? '' : codeList(value.map(String));
	return code(wordOf(value ?? ''));
}

function wordOf(value: unknown): string {
	return typeof value === 'string' ? value : JSON.stringify(value);
}

function whatOf(property: INodeProperties): string {
	const { description = '', required = false } = property;
	const parts = [
		required ? 'Required.' : '',
		sentence(fromHtml(description)),
		limitsOf(property),
		choicesOf(property),
		conditionOf(property),
	];
	return parts.filter((part) => part !== '').join(' ');
}

function limitsOf({ typeOptions }: INodeProperties): string {
	const { minValue, maxValue } = typeOptions ?? {};
	if (minValue !== undefined && maxValue !== undefined) return `${minValue} to ${maxValue}.`;
	return minValue === undefined ? '' : `At least ${minValue}.`;
}

function choicesOf({ options, type }: INodeProperties): string {
	if (type !== 'options' && type !== 'multiOptions') return '';
	const lines = (options ?? []).filter(isChoice).map(({ name, value, description }) => {
		const word = value === '' ? 'empty' : code(String(value));
		const what = description === undefined ? '' : `: ${sentence(fromHtml(description))}`;
		return `<br>• ${name} (${word})${what}`;
	});
	return lines.join('');
}

/** When the editor shows the parameter; elsewhere it has no effect. */
function conditionOf({ displayOptions }: INodeProperties): string {
	const conditions = Object.entries(displayOptions?.show ?? {}).map(([name, values]) => {
		const words = (values ?? []).map((value) => code(wordOf(value)));
		return `${code(name.replace(/^\//, ''))} is ${words.join(' or ')}`;
	});
	return conditions.length === 0 ? '' : `<br>*Only when ${conditions.join(' and ')}.*`;
}

function groupsOf(
	{ type, name, displayName, options = [] }: INodeProperties,
	prefix: string,
): Group[] {
	if (type === 'collection') {
		const properties = options.filter(isProperty);
		return [{ title: displayName, prefix: `${prefix}${name}.`, properties }];
	}
	if (type !== 'fixedCollection') return [];
	return options.filter(isCollection).map((entry) => ({
		title: `${displayName}: ${entry.displayName}`,
		prefix: `${prefix}${name}.${entry.name}[].`,
		properties: entry.values,
	}));
}

type AnyOption = NonNullable<INodeProperties['options']>[number];

function isProperty(option: AnyOption): option is INodeProperties {
	return 'type' in option;
}

function isCollection(option: AnyOption): option is INodePropertyCollection {
	return 'values' in option;
}

function isChoice(option: AnyOption): option is INodePropertyOptions {
	return 'value' in option;
}
