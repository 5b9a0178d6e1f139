import type { INodeExecutionData } from 'n8n-workflow';

/** The items of the three outputs, filled profile by profile. */
export interface DownloadOutputs {
	subscriptions: INodeExecutionData[];
	retired: INodeExecutionData[];
	jobResults: INodeExecutionData[];
}

export function emptyOutputs(): DownloadOutputs {
	return { subscriptions: [], retired: [], jobResults: [] };
}
