import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { evaluateExclusionsProperties } from './EvaluateExclusions.properties';
import { evaluateItems } from './evaluateItems';
import { sortByDecision } from './outputs';

export class EvaluateExclusions implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Confluence Evaluate Exclusions',
		name: 'evaluateExclusions',
		icon: {
			light: 'file:../../icons/confluenceLicenses.svg',
			dark: 'file:../../icons/confluenceLicenses.dark.svg',
		},
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["inactivityThresholdDays"] + " days without activity" }}',
		description: 'Decide which Confluence seats are unused and which are kept, and say why',
		defaults: { name: 'Confluence Evaluate Exclusions' },
		// The node needs everybody with their activity: one item of an agent makes no sense.
		usableAsTool: undefined,
		inputs: [
			NodeConnectionTypes.Main,
			{ type: NodeConnectionTypes.Main, displayName: 'Rules', required: false },
			{ type: NodeConnectionTypes.Main, displayName: 'People', required: false },
		],
		requiredInputs: [0],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Candidates', 'Retained', 'Excluded'],
		properties: evaluateExclusionsProperties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await Promise.resolve(sortByDecision(evaluateItems(this)));
	}
}
