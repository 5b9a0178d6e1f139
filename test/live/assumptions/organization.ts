import { type Endpoint, ORGANIZATION_ENDPOINTS } from '../../../confluence/endpoints';
import {
	listAt,
	objectAt,
	optionalText,
	textAt,
	type Fields,
} from '../../../confluence/http/answers';
import { readProductUse } from '../../../confluence/organization/productUse';
import { mayBeOurs } from '../../../licensing/activity/views';
import { readTime } from '../../../licensing/times';
import type { Connections, Inspection } from '../inspection';
import { asAssumed, differs, NotPossible, notTried, unless } from '../verdict';
import type { Assumptions } from './assumption';

/** Not used by the package: it says `-` in place of a directory's id (D). */
const DIRECTORIES: Endpoint = {
	method: 'GET',
	path: '/admin/v2/orgs/{organizationId}/directories',
	outsideSites: true,
	scopes: [],
	pointsPerObject: 0,
	label: "the organization's directories",
	organization: true,
};

export const ORGANIZATION_ASSUMPTIONS = {
	directories: {
		mark: 'I',
		sentence: 'The API key may see the directories of the organization, each with an id.',
		try: async (inspection) => {
			const { client, organizationId } = organizationOf(inspection);
			const answer = await inspection.ask(DIRECTORIES, { client, path: { organizationId } });
			const list = listAt(objectAt(answer, 'directories').data, 'directories.data');
			const ids = list.map((entry) =>
				optionalText(objectAt(entry, 'directory'), 'directoryId'),
			);
			return ids.includes(null)
				? differs('a directory lacks directoryId')
				: asAssumed(`directories seen: ${list.length}`);
		},
	},
	usersSearch: {
		mark: 'M',
		sentence:
			'The search for users takes - as the directory and, with expand, tells productAccess.',
		try: async (inspection) => {
			organizationOf(inspection);
			return notTried(
				'it is asked by POST, and this command sends nothing but GET; the page about this command shows how to ask by hand',
			);
		},
	},
	lastActiveDates: {
		mark: 'D',
		sentence:
			'The last-active dates of a person list products with key, id and a date, and since when.',
		try: async (inspection) => {
			const data = await lastActiveData(inspection);
			const since = readTime(data.added_to_org_timestamp) ?? readTime(data.added_to_org);
			const uses = listAt(data.product_access, 'data.product_access').map((use) =>
				objectAt(use, 'data.product_access[]'),
			);
			const undated = uses.filter(
				(use) =>
					(readTime(use.last_active_timestamp) ?? readTime(use.last_active)) === null,
			);
			return unless(
				[
					...(since === null ? ['added_to_org is missing or no date'] : []),
					...(undated.length === 0 ? [] : [`${undated.length} products have no date`]),
					...(uses.every((use) => optionalText(use, 'key') !== null)
						? []
						: ['a product has no key']),
				],
				`products seen: ${uses.length}`,
			);
		},
	},
	lastActivePages: {
		mark: 'D',
		sentence: 'The last-active dates come in pages; links.next is a cursor or an address.',
		try: async (inspection) => {
			const { links } = await lastActiveAnswer(inspection);
			if (links === undefined) return differs('links is missing');
			const { next } = objectAt(links, 'links');
			if (next === undefined || next === null || next === '') {
				return asAssumed('one page holds all products of the connected account');
			}
			if (typeof next !== 'string') return differs('links.next is no text');
			if (!/[/?]/.test(next)) return asAssumed('there is a next page, by a cursor');
			return next.includes('cursor=')
				? asAssumed('there is a next page, by an address')
				: differs('links.next is an address without a cursor');
		},
	},
	lastActiveOfThisSite: {
		mark: 'M',
		sentence: "Confluence's entry has the key confluence and an id that holds the Cloud ID.",
		try: async (inspection) => {
			const { product_access: list } = await lastActiveData(inspection);
			const { cloudId } = inspection.connections;
			const ours = listAt(list, 'data.product_access')
				.map(readProductUse)
				.filter((use) => mayBeOurs(use, cloudId));
			if (ours.length === 0) {
				return notTried('no view of Confluence is known of the connected account');
			}
			const odd = ours.filter(
				({ product, resource }) =>
					product !== 'confluence' ||
					!resource.toLowerCase().includes(cloudId.toLowerCase()),
			);
			return unless([
				...(odd.length === 0
					? []
					: [`${odd.length} of ${ours.length} entries cannot be placed for certain`]),
			]);
		},
	},
} as const satisfies Assumptions;

/** @throws NotPossible when no key was given */
function organizationOf({ connections }: Inspection): NonNullable<Connections['organization']> {
	if (connections.organization !== null) return connections.organization;
	throw new NotPossible('no API key and id of the organization were given');
}

async function lastActiveData(inspection: Inspection): Promise<Fields> {
	return objectAt((await lastActiveAnswer(inspection)).data, 'data');
}

async function lastActiveAnswer(inspection: Inspection): Promise<Fields> {
	const { client, organizationId } = organizationOf(inspection);
	const accountId = textAt(await inspection.connectedAccount(), 'accountId', 'user');
	const answer = await inspection.ask(ORGANIZATION_ENDPOINTS.lastActiveDates, {
		client,
		path: { organizationId, accountId },
	});
	return objectAt(answer, 'last-active-dates');
}
