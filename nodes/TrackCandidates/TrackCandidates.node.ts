import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { advanceRun } from './advanceRun';
import { attempt, errorOutputItems, hintLeftOut, type LeftOut } from './leftOut';
import { answerRun } from './answerRun';
import { noticeRun } from './noticeRun';
import { outcomeRun } from './outcomeRun';
import { emptyOutputs, type TrackOutputs } from './storedInput';
import { parametersAt } from './readSettings';
import { trackCandidatesProperties } from './TrackCandidates.properties';

type Operation = (context: IExecuteFunctions, leftOut: LeftOut[]) => TrackOutputs;

/** What each operation does with the items. */
const OPERATIONS = {
	advance: advanceRun,
	recordNotice: noticeRun,
	recordAnswer: answerRun,
	recordOutcome: outcomeRun,
} as const satisfies Record<string, Operation>;
const OPERATION_NAMES = Object.keys(OPERATIONS) as ReadonlyArray<keyof typeof OPERATIONS>;

export class TrackCandidates implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Confluence Track Candidates',
		name: 'trackCandidates',
		icon: {
			light: 'file:../../icons/confluenceLicenses.svg',
			dark: 'file:../../icons/confluenceLicenses.dark.svg',
		},
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ { advance: "advance", recordNotice: "record notice", recordAnswer: "record answer", recordOutcome: "record outcome" }[$parameter["operation"]] }}',
		description:
			'Ask people before a seat is taken back, wait for answers, and keep a record of it all',
		defaults: { name: 'Confluence Track Candidates' },
		// One item of an agent would make everybody else seem gone: the node is no tool.
		usableAsTool: undefined,
		inputs: [
			NodeConnectionTypes.Main,
			{ type: NodeConnectionTypes.Main, displayName: 'Stored Candidates', required: false },
		],
		requiredInputs: [0],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Save', 'Notify', 'Revoke'],
		properties: trackCandidatesProperties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await Promise.resolve(track(this));
	}
}

function track(context: IExecuteFunctions): INodeExecutionData[][] {
	const leftOut: LeftOut[] = [];
	const outputs = attempt(context, leftOut, () => {
		const operation = parametersAt(context, 0).word('operation', OPERATION_NAMES);
		return OPERATIONS[operation](context, leftOut);
	});
	hintLeftOut(context, leftOut);
	const { save, notify, revoke } = outputs ?? emptyOutputs();
	for (const item of errorOutputItems(context, leftOut)) save.push(item);
	return [save, notify, revoke];
}
