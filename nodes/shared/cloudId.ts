import type {
	IExecuteFunctions,
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodeProperties,
} from 'n8n-workflow';

import { ConfluenceError } from '../../confluence/errors';
import type { ConfluenceClient } from '../../confluence/http/client';
import { confluenceSites, hostOf, siteNamed } from '../../confluence/siteDirectory';
import { isRow, readText } from '../../licensing/tableValues';
import { openSiteForEditor } from './connection';

/** Picks the site: from the live list, by its URL or by its Cloud ID. */
export const cloudIdProperty: INodeProperties = {
	displayName: 'Cloud ID',
	name: 'cloudId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description:
		'The Confluence site to work on. "Confluence Get Cloud ID" lists the sites of the credential.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Choose a site…',
			typeOptions: { searchListMethod: 'searchSites', searchable: true },
		},
		{
			displayName: 'By URL',
			name: 'url',
			type: 'string',
			placeholder: 'e.g. https://example.atlassian.net/wiki',
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 1324a887-45db-1bf4-1e99-ef0ff456d421',
		},
	],
};

/** The value of the parameter "Cloud ID": an id, or the address of a site. */
export interface ChosenSite {
	value: string;
	isUrl: boolean;
}

/** Reads the parameter "Cloud ID" at an item; an expression may answer a plain id or address. */
export function chosenSite(context: IExecuteFunctions, itemIndex: number): ChosenSite {
	return readLocator(context.getNodeParameter('cloudId', itemIndex, ''));
}

/** The site chosen in the editor, by its Cloud ID or by the parameter "Site", for lists that depend on it. */
export async function siteOfEditor(context: ILoadOptionsFunctions): Promise<ConfluenceClient> {
	const chosen = readLocator(
		context.getCurrentNodeParameter('cloudId') ?? {
			mode: 'url',
			value: context.getCurrentNodeParameter('site'),
		},
	);
	const directory = await openSiteForEditor(context, '');
	return await openSiteForEditor(context, await cloudIdOf(directory, chosen));
}

/** A Cloud ID as Atlassian writes it; whatever else stands in its place is looked up. */
const CLOUD_ID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/**
 * The Cloud ID of a chosen site. An address, a host or site name, and a Cloud ID in another case are
 * looked up in the list of sites: below the gateway only the id itself works.
 *
 * @throws ConfluenceError when nothing was chosen or the credential does not cover the site
 */
export async function cloudIdOf(
	client: ConfluenceClient,
	{ value }: Pick<ChosenSite, 'value'>,
): Promise<string> {
	if (value === '') {
		throw new ConfluenceError('parameter', 'No site is chosen: the parameter for it is empty.');
	}
	if (CLOUD_ID.test(value)) return value;
	return siteNamed(await confluenceSites(client), value).cloudId;
}

/** The live list behind "From List". */
export async function searchSites(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const wanted = filter?.toLowerCase() ?? '';
	const sites = await confluenceSites(await openSiteForEditor(this, ''));
	return {
		results: sites
			.filter(({ name, url }) => `${name} ${url}`.toLowerCase().includes(wanted))
			.map(({ cloudId, name, url }) => ({
				name: `${name} (${hostOf(url)})`,
				value: cloudId,
				url,
			})),
	};
}

function readLocator(parameter: unknown): ChosenSite {
	const locator = isRow(parameter) ? parameter : { value: parameter };
	const value = readText(locator.value)?.trim() ?? '';
	return { value, isUrl: locator.mode === 'url' || /^https?:\/\//i.test(value) };
}
