import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { failureOf } from '../shared/connection';
import { inInputOrder, inputItems } from '../shared/inputItems';
import type { ActivityOutputs } from './pullActivity';
import { pullActivityProperties } from './PullActivity.properties';
import { runSite } from './runSite';
import { profileSites } from './profileSites';

export class PullActivity implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Confluence Pull Activity',
		name: 'pullActivity',
		icon: {
			light: 'file:../../icons/confluenceLicenses.svg',
			dark: 'file:../../icons/confluenceLicenses.dark.svg',
		},
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["signal"] }}',
		description: 'Find out when people with a Confluence seat were last active',
		defaults: { name: 'Confluence Pull Activity' },
		// The node needs the rows of everybody: one item of an agent makes no sense.
		usableAsTool: undefined,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Subscriptions', 'Job Result'],
		credentials: [
			{
				name: 'confluenceLicensesOAuth2Api',
				required: true,
				displayOptions: { show: { signal: ['edits', 'both', 'available'] } },
			},
			{
				name: 'atlassianOrganizationApi',
				// Where the signal is an expression, the editor shows both and may demand only one.
				required: false,
				displayOptions: { show: { signal: ['views', 'both', 'available'] } },
			},
		],
		properties: pullActivityProperties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const outputs: ActivityOutputs = { subscriptions: [], jobResults: [] };
		for (const site of profileSites(inputItems(this))) {
			const failure = await runSite(this, site, outputs);
			if (failure !== null && !this.continueOnFail()) {
				throw failureOf(this, failure, site.first.itemIndex);
			}
		}
		return [inInputOrder(outputs.subscriptions), outputs.jobResults];
	}
}
