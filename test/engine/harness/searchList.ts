import { LoadOptionsContext } from 'n8n-core';
import {
	Workflow,
	type INodeListSearchResult,
	type INodeParameters,
	type INodePropertyOptions,
} from 'n8n-workflow';

import { additionalData } from './additionalData';
import { nodeType, nodeTypes } from './builtPackage';
import type { TestCredential } from './credentials';
import { nodeOf } from './runWorkflow';

export interface ListUnderTest {
	/** The node's own name. */
	type: string;
	/** The method's name in the node. */
	method: string;
	parameters?: INodeParameters;
	credentials?: readonly TestCredential[];
}

/** What the editor shows in a resource locator's list. */
export async function searchList({
	filter,
	paginationToken,
	...list
}: ListUnderTest & { filter?: string; paginationToken?: string }): Promise<INodeListSearchResult> {
	const { context, methods } = opened(list);
	const search = methods?.listSearch?.[list.method];
	if (!search) throw new Error(`${list.type} has no list search "${list.method}".`);
	return await search.call(context, filter, paginationToken);
}

/** What the editor shows in an options field that asks the site. */
export async function loadOptions(list: ListUnderTest): Promise<INodePropertyOptions[]> {
	const { context, methods } = opened(list);
	const load = methods?.loadOptions?.[list.method];
	if (!load) throw new Error(`${list.type} has no options to load "${list.method}".`);
	return await load.call(context);
}

function opened({ type, parameters, credentials = [] }: ListUnderTest) {
	const node = nodeOf({ name: 'Opened', type, parameters }, credentials);
	const workflow = new Workflow({
		id: 'opened',
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes,
	});
	const data = {
		...additionalData('opened', 'internal', credentials),
		currentNodeParameters: node.parameters,
	};
	const context = new LoadOptionsContext(workflow, node, data, '');
	return { context, methods: nodeType(node.type, node.typeVersion).methods };
}
