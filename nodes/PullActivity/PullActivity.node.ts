import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { failureOf } from '../shared/connection';
import { inputItems } from '../shared/inputItems';
import { inInputOrder, type ActivityOutputs } from './outputs';
import { pullActivityProperties } from './PullActivity.properties';
import { runProfile } from './runProfile';
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
				displayOptions: { show: { signal: ['edits', 'both'] } },
			},
			{
				name: 'atlassianOrganizationApi',
				// Where the signal is an expression, the editor shows both and may demand only one.
				required: false,
				displayOptions: { show: { signal: ['views', 'both'] } },
			},
		],
		properties: pullActivityProperties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const items = inputItems(this);
		const outputs: ActivityOutputs = { subscriptions: new Map(), jobResults: [] };
		for (const run of profileSites(items)) {
			const failure = await runProfile(this, run, outputs);
			if (failure !== null && !this.continueOnFail()) {
				throw failureOf(this, failure, run.first.itemIndex);
			}
		}
		return [inInputOrder(outputs, items), outputs.jobResults];
	}
}
