import { personText, unknownPersonJson } from '../people';
import { lastVersion, type ContentItem, type World } from '../world';

export interface Expansions {
	version: boolean;
	history: boolean;
}

/**
 * A search hit as the REST API shows one (S), written as JSON text: pages of 200 hits with two
 * people each are most of what a busy simulator writes.
 */
export function hitText(world: World, item: ContentItem, expansions: Expansions): string {
	const changed = isoOf(lastVersion(item).at);
	const address = JSON.stringify(`/spaces/${item.spaceKey}/${item.type}s/${item.id}`);
	const title = JSON.stringify(item.title);
	const container = JSON.stringify({
		title: `Space ${item.spaceKey}`,
		displayUrl: `/spaces/${item.spaceKey}`,
	});
	return `{"content":${contentText(world, item, expansions, { title, address })},"title":${title},"excerpt":"","url":${address},"resultGlobalContainer":${container},"breadcrumbs":[],"entityType":"content","iconCssClass":"aui-icon content-type-${item.type}","lastModified":"${changed}","friendlyLastModified":"${changed.slice(0, 10)}","score":0}`;
}

/** What is not expanded is listed as expandable (S). */
function contentText(
	world: World,
	item: ContentItem,
	{ version, history }: Expansions,
	{ title, address }: { title: string; address: string },
): string {
	const id = JSON.stringify(item.id);
	const expanded =
		(version ? `"version":${versionText(world, item)},` : '') +
		(history ? `"history":${historyText(world, item)},` : '');
	const expandable =
		(version ? '' : ',"version":""') +
		(history ? '' : `,"history":"/rest/api/content/${item.id}/history"`);
	return `{"id":${id},"type":"${item.type}","status":"current","title":${title},${expanded}"childTypes":{},"macroRenderedOutput":{},"restrictions":{},"_expandable":{"container":"","metadata":""${expandable}},"_links":{"webui":${address},"self":"/rest/api/content/${item.id}"}}`;
}

function versionText(world: World, item: ContentItem): string {
	const { number, by, at } = lastVersion(item);
	const when = isoOf(at);
	return `{"by":${textOfPerson(world, by)},"when":"${when}","friendlyWhen":"${when.slice(0, 10)}","message":"","number":${number},"minorEdit":false,"contentTypeModified":false,"_expandable":{"collaborators":"","content":"/rest/api/content/${item.id}"}}`;
}

function historyText(world: World, item: ContentItem): string {
	return `{"latest":true,"createdBy":${textOfPerson(world, item.createdBy)},"createdDate":"${isoOf(item.createdAt)}","_expandable":{"lastUpdated":"","previousVersion":"","contributors":"","nextVersion":"","ownedBy":"","lastOwnedBy":""},"_links":{"self":"/rest/api/content/${item.id}/history"}}`;
}

function textOfPerson(world: World, accountId: string): string {
	const person = world.people.get(accountId);
	return person === undefined ? JSON.stringify(unknownPersonJson(accountId)) : personText(person);
}

function isoOf(at: number): string {
	return new Date(at).toISOString();
}
