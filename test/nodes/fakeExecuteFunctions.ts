import type {
	IExecuteFunctions,
	INode,
	INodeExecutionData,
	INodeType,
	NodeExecutionHint,
} from 'n8n-workflow';

import { isRow, type Row } from '../../licensing/tableValues';

/** Stands for an expression: it is read anew for each item. */
export type Expression = (item: { json: Row; itemIndex: number }) => unknown;

export interface FakeRun {
	/** The items of each input. A missing input is not connected, and holds no items. */
	inputs: readonly Row[][];
	/** Parameters that differ from their defaults; a function stands for an expression. */
	parameters?: Readonly<Record<string, unknown>>;
	continueOnFail?: boolean;
}

export interface FakeContext {
	context: IExecuteFunctions;
	/** The hints that the node gave, in order. */
	hints: string[];
	/** Which parameter was read at which item. */
	reads: Array<{ name: string; itemIndex: number }>;
}

const SILENT: IExecuteFunctions['logger'] = {
	error: () => undefined,
	warn: () => undefined,
	info: () => undefined,
	debug: () => undefined,
};

/**
 * What a pure node sees of n8n: its items, and its parameters with the defaults of its own
 * description. Anything else that a node asks for is an error of the test. Nodes that ask the
 * network run in the real engine instead (test/engine).
 */
export function fakeExecuteFunctions(node: INodeType, run: FakeRun): FakeContext {
	const hints: string[] = [];
	const reads: FakeContext['reads'] = [];
	const inputs = run.inputs.map(asItems);
	const values = { ...defaultsOf(node), ...run.parameters };
	const fake: Partial<IExecuteFunctions> = {
		getInputData: (input = 0) => inputs[input] ?? [],
		getExecuteData: () => ({ data: { main: inputs }, node: fakeNode(node), source: null }),
		getNode: () => fakeNode(node),
		logger: SILENT,
		continueOnFail: () => run.continueOnFail ?? false,
		addExecutionHints: (...added: NodeExecutionHint[]) => {
			for (const { message } of added) hints.push(message);
		},
	};
	const getNodeParameter = (path: string, itemIndex: number, fallback?: unknown): unknown => {
		const [name = '', ...inner] = path.split('.');
		reads.push({ name, itemIndex });
		const json = inputs[0]?.[itemIndex]?.json ?? {};
		const found = valueIn(resolved(values[name], { json, itemIndex }), inner);
		const value = found === undefined ? fallback : found;
		if (value === undefined) throw new Error(`Could not get parameter "${path}"`);
		return value;
	};
	return { context: strict({ ...fake, getNodeParameter }), hints, reads };
}

/** Runs a node and answers the items of each output, with the hints it gave. */
export async function runFake(
	node: INodeType,
	run: FakeRun,
): Promise<{ outputs: INodeExecutionData[][]; rows: Row[][]; hints: string[] }> {
	const { context, hints } = fakeExecuteFunctions(node, run);
	const result = await node.execute?.call(context);
	if (!Array.isArray(result)) throw new Error('The node answered no items');
	const outputs = result.map((items) => items ?? []);
	return { outputs, rows: outputs.map((items) => items.map(({ json }) => json)), hints };
}

/** A context that keeps a file in its item, as n8n does. */
export function withBinaryData(context: IExecuteFunctions): IExecuteFunctions {
	const prepareBinaryData = async (file: Buffer, fileName: string, mimeType: string) => ({
		data: file.toString('base64'),
		fileName,
		mimeType,
	});
	return new Proxy(context, {
		get: (target, name): unknown =>
			name === 'helpers' ? { prepareBinaryData } : Reflect.get(target, name),
	});
}

/** Refuses what the fake lacks by its name, so that a test does not fail far from the cause. */
function strict(fake: object): IExecuteFunctions {
	const proxy: unknown = new Proxy(fake, {
		get(target, name) {
			if (name in target) return Reflect.get(target, name) as unknown;
			throw new Error(`fakeExecuteFunctions has no "${String(name)}"`);
		},
	});
	return proxy as IExecuteFunctions;
}

function asItems(rows: readonly Row[]): INodeExecutionData[] {
	return rows.map((json) => ({ json: json as INodeExecutionData['json'] }));
}

function fakeNode({ description }: INodeType): INode {
	return {
		id: 'node-1',
		name: description.displayName,
		type: description.name,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
}

function defaultsOf({ description }: INodeType): Row {
	const defaults: Row = {};
	for (const property of description.properties) defaults[property.name] ??= property.default;
	return defaults;
}

/** Expressions may stand anywhere inside a parameter. */
function resolved(value: unknown, item: { json: Row; itemIndex: number }): unknown {
	if (typeof value === 'function') return (value as Expression)(item);
	if (Array.isArray(value)) return value.map((entry) => resolved(entry, item));
	if (!isRow(value) || Object.getPrototypeOf(value) !== Object.prototype) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, entry]) => [name, resolved(entry, item)]),
	);
}

function valueIn(value: unknown, path: readonly string[]): unknown {
	return path.reduce<unknown>((inner, name) => (isRow(inner) ? inner[name] : undefined), value);
}
