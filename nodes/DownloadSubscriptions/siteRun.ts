import type { INodeExecutionData } from 'n8n-workflow';

import type { ConfluenceClient } from '../../confluence/http/client';
import type { SiteNames } from '../../licensing/snapshot/proposeGroups';
import { networkSettings, type NetworkSettings } from '../shared/connection';
import type { ParameterReader } from '../shared/options';
import type { DownloadRequest } from './downloadRequests';

/** A request whose site is known. */
export interface SiteRun extends DownloadRequest {
	client: ConfluenceClient;
	cloudId: string;
	/** Host name of the site; '' where nobody needed it. */
	siteHost: string;
	siteNames: SiteNames;
	settings: DownloadSettings;
}

/** What the options ask for. */
export interface DownloadSettings {
	includeGuests: boolean;
	includeAppAccounts: boolean;
	/** How much of the last snapshot may be gone, in percent. */
	maxShrinkPercent: number;
	/** Milliseconds since the epoch. */
	now: number;
	tableRows: boolean;
	network: NetworkSettings;
}

/** @throws NodeOperationError when an option holds something else than it should */
export function downloadSettings(options: ParameterReader): DownloadSettings {
	return {
		includeGuests: options.boolean('includeGuests'),
		includeAppAccounts: options.boolean('includeAppAccounts'),
		maxShrinkPercent: options.number('maxShrinkPercent'),
		now: options.now(),
		tableRows: options.boolean('tableRows'),
		network: networkSettings(options),
	};
}

/** The items of the three outputs, filled profile by profile. */
export interface DownloadOutputs {
	subscriptions: INodeExecutionData[];
	retired: INodeExecutionData[];
	jobResults: INodeExecutionData[];
}

export function emptyOutputs(): DownloadOutputs {
	return { subscriptions: [], retired: [], jobResults: [] };
}
