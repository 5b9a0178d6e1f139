import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { getAccessGroups } from '../shared/accessGroups';
import { searchSites } from '../shared/cloudId';
import { failureOf } from '../shared/connection';
import type { DownloadOutputs } from './siteRequest';
import { downloadSubscriptionsProperties } from './DownloadSubscriptions.properties';
import { reportUnreadable, runRequest } from './runRequest';
import { distinctRequests, RequestsDone } from './downloadRequests';

export class DownloadSubscriptions implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Confluence Download Subscriptions',
		name: 'downloadSubscriptions',
		icon: {
			light: 'file:../../icons/confluenceLicenses.svg',
			dark: 'file:../../icons/confluenceLicenses.dark.svg',
		},
		group: ['input'],
		version: 1,
		subtitle:
			'={{ $parameter["operation"] === "accessGroups" ? "list access groups" : "download" }}',
		description: 'Download everyone who has a seat on a Confluence site; all or nothing',
		defaults: { name: 'Confluence Download Subscriptions' },
		// For List Access Groups alone: see downloadRequests.ts.
		usableAsTool: true,
		inputs: [
			NodeConnectionTypes.Main,
			{ type: NodeConnectionTypes.Main, displayName: 'Previous', required: false },
		],
		requiredInputs: [0],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Subscriptions', 'Retired', 'Job Result'],
		credentials: [{ name: 'confluenceLicensesOAuth2Api', required: true }],
		properties: downloadSubscriptionsProperties,
	};

	methods = { loadOptions: { getAccessGroups }, listSearch: { searchSites } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const outputs: DownloadOutputs = { subscriptions: [], retired: [], jobResults: [] };
		const { requests, unreadable } = distinctRequests(this);
		if (unreadable !== null) {
			if (!this.continueOnFail()) throw unreadable.error;
			reportUnreadable(this, unreadable, outputs);
		}
		const done = new RequestsDone();
		for (const request of requests) {
			const failure = await runRequest(this, request, outputs, done);
			if (failure !== null && !this.continueOnFail()) {
				throw failureOf(this, failure, request.item.itemIndex);
			}
		}
		return [outputs.subscriptions, outputs.retired, outputs.jobResults];
	}
}
