import type {
	IExecuteFunctions,
	ILoadOptionsFunctions,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';

import { listGroups } from '../../confluence/api/groups';
import { readGroupIds } from '../../licensing/groupIds';
import { siteOfEditor } from './cloudId';
import { parameterError } from './failures';

/** Picks access groups from the live list; an expression may answer a list or comma text. */
export const accessGroupsProperty: INodeProperties = {
	displayName: 'Access Group Names or IDs',
	name: 'accessGroups',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getAccessGroups', loadOptionsDependsOn: ['cloudId.value'] },
	default: [],
	description:
		'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
};

/** The live list of groups that give access to Confluence. */
export async function getAccessGroups(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const groups = await listGroups(await siteOfEditor(this), 'user');
	return groups.map(({ groupId, name, managedExternally }) => ({
		name: managedExternally ? `${name} (managed by an identity provider)` : name,
		value: groupId,
	}));
}

/**
 * The ids of the chosen access groups; none when the parameter is empty.
 *
 * @throws NodeOperationError when it holds something that names no group
 */
export function chosenAccessGroups(context: IExecuteFunctions, itemIndex: number): string[] {
	const { name, displayName } = accessGroupsProperty;
	const value: unknown = context.getNodeParameter(name, itemIndex, []);
	const ids = readGroupIds(value);
	if (ids !== undefined) return ids;
	const wanted = 'a list of group IDs, their JSON text or comma-separated text';
	throw parameterError(context, displayName, value, wanted, itemIndex);
}
