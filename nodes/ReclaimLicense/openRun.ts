import type { IExecuteFunctions } from 'n8n-workflow';

import type { ConfluenceClient } from '../../confluence/http/client';
import type { WriteLog } from '../../confluence/reclaim/peopleInTurn';
import { openReclaimSite, type ReclaimSite } from '../../confluence/reclaim/site';
import { cloudIdOf } from '../shared/cloudId';
import { openSite } from '../shared/connection';
import type { ProfileItems } from '../shared/profiles';
import { readPeople, type People } from './people';
import type { RunSettings } from './runs';

/** A run whose checks before the first write have passed. */
export interface OpenRun {
	people: People;
	client: ConfluenceClient;
	site: ReclaimSite;
	writes: WriteLog;
}

/**
 * Everything before the first write: reads the items and the earlier receipts, finds the site,
 * checks scopes, connected account and groups. Nothing is changed.
 *
 * @throws NodeOperationError for a broken item or parameter
 * @throws ConfluenceError when the site or the credential does not allow the run
 */
export async function openRun(
	context: IExecuteFunctions,
	group: ProfileItems,
	settings: RunSettings,
	writes: WriteLog,
	onClient: (client: ConfluenceClient) => void,
): Promise<OpenRun> {
	const people = readPeople(context, group, settings.operation);
	const client = await openSite(context, '', settings.network, group.firstIndex);
	onClient(client);
	const cloudId = await cloudIdOf(client, settings.site);
	client.selectSite(cloudId);
	const site = await openReclaimSite(client, cloudId, settings.accessGroups);
	return { people, client, site, writes };
}
