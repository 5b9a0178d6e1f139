import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { licensePositionProperties } from './LicensePosition.properties';
import { positionRun } from './positionRun';

export class LicensePosition implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Confluence License Position',
		name: 'licensePosition',
		icon: {
			light: 'file:../../icons/confluenceLicenses.svg',
			dark: 'file:../../icons/confluenceLicenses.dark.svg',
		},
		group: ['transform'],
		version: 1,
		subtitle: '={{ "stale after " + $parameter["staleAfterDays"] + " days" }}',
		description:
			'Compare the Confluence seats you bought with those in use, and show what you can save',
		defaults: { name: 'Confluence License Position' },
		// The node counts the rows of everybody: one item of an agent makes no sense.
		usableAsTool: undefined,
		inputs: [
			NodeConnectionTypes.Main,
			{
				type: NodeConnectionTypes.Main,
				displayName: 'Candidates and Receipts',
				required: false,
			},
			{
				type: NodeConnectionTypes.Main,
				displayName: 'Earlier Positions',
				required: false,
			},
		],
		requiredInputs: [0],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Position', 'Unrecognized Identifiers', 'Shares'],
		properties: licensePositionProperties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await positionRun(this);
	}
}
