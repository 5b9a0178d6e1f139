import {
	NodeConnectionTypes,
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { messageOf } from '../shared/failures';
import { LeftOut } from '../shared/leftOut';
import { advanceRun } from './advanceRun';
import { answerRun } from './answerRun';
import { noticeRun } from './noticeRun';
import { outcomeRun } from './outcomeRun';
import { emptyOutputs, openTrackRun, parametersAt, type TrackRun } from './trackRun';
import { trackCandidatesProperties } from './TrackCandidates.properties';

/** What each operation does with the items. */
const OPERATIONS = {
	advance: advanceRun,
	recordNotice: noticeRun,
	recordAnswer: answerRun,
	recordOutcome: outcomeRun,
} as const satisfies Record<string, (run: TrackRun) => void>;
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
			'Ask people before taking back a seat, wait for their answers, and keep a record',
		defaults: { name: 'Confluence Track Candidates' },
		// One item of an agent would make everybody else seem gone: the node is no tool.
		usableAsTool: undefined,
		inputs: [
			NodeConnectionTypes.Main,
			{ type: NodeConnectionTypes.Main, displayName: 'Stored Candidates', required: false },
			{ type: NodeConnectionTypes.Main, displayName: 'Events', required: false },
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
	// An error of the node comes out of this as it is.
	const leftOut = new LeftOut(
		context,
		(error) =>
			new NodeOperationError(
				context.getNode(),
				error instanceof Error ? error : messageOf(error),
			),
	);
	const outputs = leftOut.attempt(() => {
		const operation = parametersAt(context, 0).word('operation', OPERATION_NAMES);
		const run = openTrackRun(context, leftOut, operation === 'recordAnswer');
		if (run !== null) OPERATIONS[operation](run);
		return run?.outputs;
	});
	leftOut.hint('Skipped, with nothing changed');
	const { save, notify, revoke } = outputs ?? emptyOutputs();
	for (const item of leftOut.errorOutputItems()) save.push(item);
	return [save, notify, revoke];
}
