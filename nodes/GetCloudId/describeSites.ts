import type { IExecuteFunctions } from 'n8n-workflow';

import type { AccessibleSite } from '../../confluence/api/sites';
import { missingScopes, PROCESS_NAMES, type ProcessName } from '../../confluence/scopes';
import { confluenceSites, sitesNamed } from '../../confluence/siteDirectory';
import { validateProcesses, type ProcessValidation } from '../../confluence/validation';
import type { Row } from '../../licensing/tableValues';
import { chosenAccessGroups } from '../shared/accessGroups';
import { networkSettings, openSite } from '../shared/connection';
import { ParameterReader } from '../shared/options';
import { checkSettings } from './profileSettings';
import { getCloudIdProperties } from './GetCloudId.properties';

/** What the node says of a site. */
export interface SiteDescription {
	cloudId: string;
	siteName: string;
	siteUrl: string;
	scopes: string[];
	/** What the granted scopes allow. */
	processes: Record<ProcessName, boolean>;
	missingScopes: string[];
	validation?: ProcessValidation[];
	/** Of the option "Profile Settings": what was given and can be stored; null for an empty cell. */
	settings?: Row;
	settingsProblems?: string[];
}

/** The sites that the parameters at an item mean; each is tried too where that was asked. */
export async function describeSites(
	context: IExecuteFunctions,
	itemIndex: number,
): Promise<SiteDescription[]> {
	const parameters = new ParameterReader(context, getCloudIdProperties, itemIndex);
	const operation = parameters.word('operation', ['get', 'validate']);
	const wanted = parameters.text('site');
	const options = parameters.option;
	const settings = networkSettings(options);
	const profile = operation === 'validate' ? options.row('profileSettings') : null;
	const directory = await openSite(context, '', settings, itemIndex);
	const sites = sitesNamed(await confluenceSites(directory), wanted);
	const described: SiteDescription[] = [];
	for (const site of sites) {
		const description: SiteDescription = {
			...describe(site),
			...(profile && checkSettings(profile)),
		};
		if (operation === 'validate') {
			const groups = chosenAccessGroups(context, itemIndex);
			const client = await openSite(context, site.cloudId, settings, itemIndex);
			description.validation = await validateProcesses(client, site, groups);
		}
		described.push(description);
	}
	return described;
}

function describe({ cloudId, name, url, scopes }: AccessibleSite): SiteDescription {
	const missing = PROCESS_NAMES.map(
		(process) => [process, missingScopes(process, scopes)] as const,
	);
	return {
		cloudId,
		siteName: name,
		siteUrl: url,
		scopes,
		processes: {
			downloadSubscriptions: missingScopes('downloadSubscriptions', scopes).length === 0,
			pullActivity: missingScopes('pullActivity', scopes).length === 0,
			reclaimLicense: missingScopes('reclaimLicense', scopes).length === 0,
		},
		missingScopes: [...new Set(missing.flatMap(([, lacking]) => lacking))],
	};
}
