import type { IExecuteFunctions } from 'n8n-workflow';

import type { AccessibleSite } from '../../confluence/http/answers';
import { missingScopes, PROCESS_NAMES, type ProcessName } from '../../confluence/scopes';
import { confluenceSites, siteNamed, sitesNamed } from '../../confluence/siteDirectory';
import {
	validateProcesses,
	type Advice,
	type ProcessValidation,
} from '../../confluence/validation';
import type { Row } from '../../licensing/tableValues';
import { chosenAccessGroups } from '../shared/accessGroups';
import { networkSettings, openSite } from '../shared/connection';
import { ParameterReader } from '../shared/options';
import { REMEDIES } from '../shared/remedies';
import { checkSettings } from './profileSettings';
import { requireProcesses, requireSettings } from './requirements';
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
	validation?: TriedProcess[];
	/** Of the option "Profile Settings": what was given and can be stored; null for an empty cell. */
	settings?: Row;
	settingsProblems?: string[];
}

/** What trying a process has shown. */
export interface TriedProcess extends Omit<ProcessValidation, 'advice'> {
	/** What to do; '' when there is nothing to do. */
	remedy: string;
}

/** What to do about what a trial found. */
const ADVICE = {
	...REMEDIES,
	leaveOutGroups:
		'Leave these groups out of the access groups. Their members can only be changed where the groups are managed.',
	enterGroups: 'Enter the access groups of the profile by their IDs.',
	seeMore:
		'Connect an account that can see what people work on: search only finds what the account can see.',
} as const satisfies Record<Advice, string>;

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
	const required = options.words('failUnless', PROCESS_NAMES);
	const onlyOne = options.boolean('onlyOneSite');
	const row = options.row('profileSettings');
	if (row !== null && operation === 'get') requireSettings(row);
	const profile = operation === 'validate' ? row : null;
	const directory = await openSite(context, '', settings, itemIndex);
	const covered = await confluenceSites(directory);
	const sites = onlyOne ? [siteNamed(covered, wanted)] : sitesNamed(covered, wanted);
	for (const site of sites) requireProcesses(site, required);
	const described: SiteDescription[] = [];
	for (const site of sites) {
		const description: SiteDescription = {
			...describe(site),
			...(profile && checkSettings(profile)),
		};
		if (operation === 'validate') {
			const groups = chosenAccessGroups(context, itemIndex);
			const client = await openSite(context, site.cloudId, settings, itemIndex);
			const findings = await validateProcesses(client, site, groups);
			description.validation = findings.map(({ advice, ...finding }) => ({
				...finding,
				remedy: advice === null ? '' : ADVICE[advice],
			}));
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
