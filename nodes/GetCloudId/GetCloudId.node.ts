import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { failureOf } from '../shared/connection';
import { startItems, outputItem } from '../shared/inputItems';
import { getAccessGroups } from '../shared/accessGroups';
import { errorSentence } from '../shared/jobs';
import { getCloudIdProperties } from './GetCloudId.properties';
import { describeSites } from './describeSites';

export class GetCloudId implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Confluence Get Cloud ID',
		name: 'getCloudId',
		icon: {
			light: 'file:../../icons/confluenceLicenses.svg',
			dark: 'file:../../icons/confluenceLicenses.dark.svg',
		},
		group: ['input'],
		version: 1,
		subtitle: '={{ $parameter["operation"] === "validate" ? "validate processes" : "get" }}',
		description: 'Find the Confluence sites of a credential and what it may do there',
		defaults: { name: 'Confluence Get Cloud ID' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'confluenceLicensesOAuth2Api', required: true }],
		properties: getCloudIdProperties,
	};

	methods = { loadOptions: { getAccessGroups } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const found: INodeExecutionData[] = [];
		for (const item of startItems(this)) {
			try {
				for (const site of await describeSites(this, item.itemIndex)) {
					found.push(outputItem(site, item));
				}
			} catch (error) {
				if (!this.continueOnFail()) throw failureOf(this, error, item.itemIndex);
				found.push(outputItem({ error: errorSentence(error) }, item));
			}
		}
		return [found];
	}
}
