import type { IDataObject } from 'n8n-workflow';

import { runNode } from '../engine/harness';

type NodeUnderTest = Parameters<typeof runNode>[0];

/** How JavaScript complains about a program that did not look at its input. */
const CRASH =
	/cannot (read|set|convert|destructure)|is not (a function|iterable|a constructor|defined)|call stack|invalid (time value|array length|regular expression|date)|unexpected (token|end)|circular|out of memory|\[object Object\]/i;

/** What every error must name: the item, rule, receipt or row, the parameter, or what the site does not know. */
const PLACE =
	/\b(items?|rules?|receipts?|candidates?|rows?|entitlement|software model)\b.{0,40}\d|parameter|(the model|the site|no group|no Confluence site) "/i;

/** No message repeats more of a huge value than this. */
const LONGEST_MESSAGE = 1_000;

export interface Ended {
	outputs: IDataObject[][];
	error: string | null;
}

/**
 * Runs a node and holds it to what holds for any input: it ends well, or with an error of its own
 * that says where and what to do; and no object anywhere was polluted.
 */
export async function endsWell(node: NodeUnderTest): Promise<Ended> {
	const { outputs, error } = await runNode(node);
	expect(Object.keys(Object.prototype)).toEqual([]);
	expect(({} as Record<string, unknown>).polluted).toBeUndefined();
	if (error) {
		const { name, message, description } = error;
		expect([name, message]).toEqual(['NodeOperationError', expect.stringMatching(PLACE)]);
		expect(message).not.toMatch(CRASH);
		expect(message.length).toBeLessThan(LONGEST_MESSAGE);
		expect(description).toBeTruthy();
	}
	return {
		outputs: outputs.map((output) => output.map(({ json }) => json)),
		error: error ? error.message : null,
	};
}

/** The same with continue on fail: nothing is thrown, whatever the input. */
export async function survives(node: NodeUnderTest): Promise<IDataObject[][]> {
	const { outputs, error } = await endsWell({ ...node, continueOnFail: true });
	expect(error).toBeNull();
	return outputs;
}

/** Rows that carry a mark, in the order of the outputs. */
export function marked(outputs: readonly (readonly IDataObject[])[], mark: string): IDataObject[] {
	return outputs.flat().filter((row) => row.mark === mark);
}
