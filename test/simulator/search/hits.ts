import { personJson, unknownPersonJson } from '../people';
import { lastVersion, type ContentItem, type World } from '../world';

export interface Expansions {
	version: boolean;
	history: boolean;
}

/** A search hit as the REST API shows one (S). */
export function hitJson(
	world: World,
	item: ContentItem,
	expansions: Expansions,
): Record<string, unknown> {
	const { at } = lastVersion(item);
	const address = addressOf(item);
	return {
		content: contentJson(world, item, expansions, address),
		title: item.title,
		excerpt: '',
		url: address,
		resultGlobalContainer: {
			title: `Space ${item.spaceKey}`,
			displayUrl: `/spaces/${item.spaceKey}`,
		},
		breadcrumbs: [],
		entityType: 'content',
		iconCssClass: `aui-icon content-type-${item.type}`,
		lastModified: isoOf(at),
		friendlyLastModified: isoOf(at).slice(0, 10),
		score: 0,
	};
}

function contentJson(
	world: World,
	item: ContentItem,
	{ version, history }: Expansions,
	address: string,
): Record<string, unknown> {
	return {
		id: item.id,
		type: item.type,
		status: 'current',
		title: item.title,
		...(version ? { version: versionJson(world, item) } : {}),
		...(history ? { history: historyJson(world, item) } : {}),
		childTypes: {},
		macroRenderedOutput: {},
		restrictions: {},
		_expandable: {
			container: '',
			metadata: '',
			...(version ? {} : { version: '' }),
			...(history ? {} : { history: `/rest/api/content/${item.id}/history` }),
		},
		_links: { webui: address, self: `/rest/api/content/${item.id}` },
	};
}

function versionJson(world: World, item: ContentItem): Record<string, unknown> {
	const { number, by, at } = lastVersion(item);
	return {
		by: personIn(world, by),
		when: isoOf(at),
		friendlyWhen: isoOf(at).slice(0, 10),
		message: '',
		number,
		minorEdit: false,
		contentTypeModified: false,
		_expandable: { collaborators: '', content: `/rest/api/content/${item.id}` },
	};
}

function historyJson(world: World, item: ContentItem): Record<string, unknown> {
	return {
		latest: true,
		createdBy: personIn(world, item.createdBy),
		createdDate: isoOf(item.createdAt),
		_expandable: {
			lastUpdated: '',
			previousVersion: '',
			contributors: '',
			nextVersion: '',
			ownedBy: '',
			lastOwnedBy: '',
		},
		_links: { self: `/rest/api/content/${item.id}/history` },
	};
}

function personIn(world: World, accountId: string): Record<string, unknown> {
	const person = world.people.get(accountId);
	return person === undefined ? unknownPersonJson(accountId) : personJson(person);
}

function addressOf({ id, type, spaceKey }: ContentItem): string {
	return `/spaces/${spaceKey}/${type}s/${id}`;
}

function isoOf(at: number): string {
	return new Date(at).toISOString();
}
