import type { ILoadOptionsFunctions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { listGroups } from '../../confluence/api/groups';
import { siteOfEditor } from './cloudId';

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
		name: managedExternally ? `${name} (filled by an identity provider)` : name,
		value: groupId,
	}));
}
