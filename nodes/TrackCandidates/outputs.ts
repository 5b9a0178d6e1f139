import type { INodeExecutionData } from 'n8n-workflow';

import { CANDIDATE_FIELDS, type Candidate } from '../../licensing/candidates/candidate';
import { outputItem, type InputItem } from '../shared/inputItems';
import { tableRow } from '../shared/tableRows';

/** The outputs of the node, in their order. */
export interface TrackOutputs {
	/** New and changed candidates, to be upserted by `candidateId`. */
	save: INodeExecutionData[];
	/** Notices to send; for answers: what to tell whoever answered. */
	notify: INodeExecutionData[];
	/** Candidates whose seat may be taken back now. */
	revoke: INodeExecutionData[];
}

export function emptyOutputs(): TrackOutputs {
	return { save: [], notify: [], revoke: [] };
}

/** An item for Save: the candidate as it is, or as a row of its table. */
export function saveItem(
	candidate: Candidate,
	asTableRow: boolean,
	...sources: readonly InputItem[]
): INodeExecutionData {
	const record = asTableRow ? tableRow(candidate, CANDIDATE_FIELDS) : candidate;
	return outputItem(record, ...sources);
}
