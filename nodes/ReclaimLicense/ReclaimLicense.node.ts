import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { getAccessGroups } from '../shared/accessGroups';
import { searchSites } from '../shared/cloudId';
import { reclaimLicenseProperties } from './ReclaimLicense.properties';
import { runAll } from './runAll';

export class ReclaimLicense implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Confluence Reclaim License',
		name: 'reclaimLicense',
		icon: {
			light: 'file:../../icons/confluenceLicenses.svg',
			dark: 'file:../../icons/confluenceLicenses.dark.svg',
		},
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ $parameter["operation"] + ($parameter["dryRun"] === false ? "" : " (dry run)") }}',
		description: 'Take back unused Confluence seats safely, or give them back from a receipt',
		defaults: { name: 'Confluence Reclaim License' },
		// Nobody loses a seat because a language model called a tool: the node is none.
		usableAsTool: undefined,
		inputs: [
			NodeConnectionTypes.Main,
			{ type: NodeConnectionTypes.Main, displayName: 'Planned Receipts', required: false },
			{ type: NodeConnectionTypes.Main, displayName: 'Events', required: false },
		],
		requiredInputs: [0],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Results', 'Job Result', 'Receipts'],
		credentials: [
			{ name: 'confluenceLicensesOAuth2Api', required: true },
			{ name: 'atlassianOrganizationApi', required: false },
		],
		properties: reclaimLicenseProperties,
	};

	methods = { loadOptions: { getAccessGroups }, listSearch: { searchSites } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runAll(this);
	}
}
