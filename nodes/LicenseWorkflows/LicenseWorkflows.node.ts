import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { failureOf } from '../shared/connection';
import { messageOf } from '../shared/failures';
import { outputItem, startItems } from '../shared/inputItems';
import { licenseWorkflowsProperties } from './LicenseWorkflows.properties';
import { recordsFor } from './records';

export class LicenseWorkflows implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Confluence License Workflows',
		name: 'licenseWorkflows',
		icon: {
			light: 'file:../../icons/confluenceLicenses.svg',
			dark: 'file:../../icons/confluenceLicenses.dark.svg',
		},
		group: ['input'],
		version: 1,
		subtitle: '={{ $parameter["operation"] }}',
		description: 'Get the prebuilt workflows of this package and what they need',
		defaults: { name: 'Confluence License Workflows' },
		// Whole workflows are of no use to an agent.
		usableAsTool: undefined,
		inputs: [NodeConnectionTypes.Main],
		requiredInputs: [0],
		outputs: [NodeConnectionTypes.Main],
		properties: licenseWorkflowsProperties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const items = startItems(this);
		try {
			const records = items.length === 0 ? [] : recordsFor(this, items);
			return await Promise.resolve([records.map((one) => outputItem(one, ...items))]);
		} catch (error) {
			if (!this.continueOnFail()) throw failureOf(this, error, 0);
			return [[outputItem({ error: messageOf(error) }, ...items)]];
		}
	}
}
