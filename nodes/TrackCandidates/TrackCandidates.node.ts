import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { wordParameter } from '../shared/options';
import { advanceRun } from './advanceRun';
import { attempt, errorOutputItems, sayLeftOut, type LeftOut } from './leftOut';
import { answerRun } from './answerRun';
import { noticeRun } from './noticeRun';
import { outcomeRun } from './outcomeRun';
import { emptyOutputs, type TrackOutputs } from './outputs';
import { trackCandidatesProperties } from './TrackCandidates.properties';

type Run = (context: IExecuteFunctions, leftOut: LeftOut[]) => TrackOutputs;

/** What each operation does with the items. */
const RUNS = {
	advance: advanceRun,
	recordNotice: noticeRun,
	recordAnswer: answerRun,
	recordOutcome: outcomeRun,
} as const satisfies Record<string, Run>;
const OPERATIONS = Object.keys(RUNS) as ReadonlyArray<keyof typeof RUNS>;

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
		usableAsTool: true,
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
		const parameter = { name: 'operation', label: 'Operation', words: OPERATIONS };
		return RUNS[wordParameter(context, parameter, 0)](context, leftOut);
	});
	sayLeftOut(context, leftOut);
	const { save, notify, revoke } = outputs ?? emptyOutputs();
	for (const item of errorOutputItems(context, leftOut)) save.push(item);
	return [save, notify, revoke];
}
