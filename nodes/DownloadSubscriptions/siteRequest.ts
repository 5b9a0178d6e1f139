import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { ConfluenceError } from '../../confluence/errors';
import type { ConfluenceClient } from '../../confluence/http/client';
import { confluenceSites, hostOf, siteNamesOf } from '../../confluence/siteDirectory';
import type { SiteNames } from '../../licensing/snapshot/proposeGroups';
import { truncate } from '../../licensing/truncate';
import { cloudIdOf } from '../shared/cloudId';
import { networkSettings, openSite, type NetworkSettings } from '../shared/connection';
import type { OutputForm, ParameterReader } from '../shared/options';
import type { DownloadRequest } from './downloadRequests';

/** A request whose site is known. */
export interface SiteRequest extends DownloadRequest {
	client: ConfluenceClient;
	cloudId: string;
	/** Host name of the site; '' where nobody needed it. */
	siteHost: string;
	siteNames: SiteNames;
	settings: DownloadSettings;
}

/** What the options ask for. */
export interface DownloadSettings extends OutputForm {
	includeGuests: boolean;
	includeAppAccounts: boolean;
	/** How much of the last snapshot may be gone, in percent. */
	maxShrinkPercent: number;
	network: NetworkSettings;
}

/** The items of the three outputs, filled request by request. */
export interface DownloadOutputs {
	subscriptions: INodeExecutionData[];
	retired: INodeExecutionData[];
	jobResults: INodeExecutionData[];
}

/** @throws NodeOperationError when an option holds something else than it should */
function downloadSettings(options: ParameterReader): DownloadSettings {
	return {
		includeGuests: options.boolean('includeGuests'),
		includeAppAccounts: options.boolean('includeAppAccounts'),
		maxShrinkPercent: options.number('maxShrinkPercent'),
		...options.outputForm(),
		network: networkSettings(options),
	};
}

/** @throws ConfluenceError when the site of a request is not found */
export async function openSiteOf(
	context: IExecuteFunctions,
	request: DownloadRequest,
): Promise<SiteRequest> {
	const { itemIndex } = request.item;
	const settings = downloadSettings(request.options);
	const client = await openSite(context, '', settings.network, itemIndex);
	const cloudId = await cloudIdOf(client, request.site);
	client.selectSite(cloudId);
	const hosts = await hostsOf(client, request, cloudId);
	const profile = request.profile === '' ? hosts.siteHost : request.profile;
	return { ...request, ...hosts, profile, client, cloudId, settings };
}

/** The site's host name is its default profile, and tells other sites' groups apart. */
async function hostsOf(
	client: ConfluenceClient,
	request: DownloadRequest,
	cloudId: string,
): Promise<Pick<SiteRequest, 'siteHost' | 'siteNames'>> {
	const needed =
		request.profile === '' ||
		request.operation === 'accessGroups' ||
		request.accessGroups.length === 0;
	if (!needed) return { siteHost: '', siteNames: { own: '', others: [] } };
	const sites = await confluenceSites(client);
	const own = sites.find((site) => site.cloudId === cloudId);
	if (!own) {
		throw new ConfluenceError(
			'siteNotFound',
			`The credential does not cover the site "${truncate(cloudId)}".`,
		);
	}
	const others = sites.filter((site) => site !== own);
	return { siteHost: hostOf(own.url), siteNames: siteNamesOf(own, others) };
}
