import { personText, unknownPersonJson } from '../people';
import type { ContentItem, ContentVersion, World } from '../world';

import type { HollowHits } from '../settings';

export interface Expansions {
	version: boolean;
	history: boolean;
}

/** What a hit shows of its item. */
export interface ShownHit {
	item: ContentItem;
	/** `lastModified` of the hit. */
	hitDate: number;
	version: ContentVersion;
	expansions: Expansions;
	/** How the hit lacks content; null: it holds its content. */
	hollow: HollowHits['kind'] | null;
}

/**
 * A search hit as the REST API shows one (S), written as JSON text: pages of 200 hits with two
 * people each are most of what a busy simulator writes.
 */
export function hitText(world: World, hit: ShownHit): string {
	const { item, hollow } = hit;
	const changed = isoOf(hit.hitDate);
	const address = JSON.stringify(`/spaces/${item.spaceKey}/${item.type}s/${item.id}`);
	const title = JSON.stringify(item.title);
	const container = JSON.stringify({
		title: `Space ${item.spaceKey}`,
		displayUrl: `/spaces/${item.spaceKey}`,
	});
	const content =
		hollow === null
			? `"content":${contentText(world, hit, { title, address })},`
			: HOLLOW[hollow];
	const entity = hollow === 'space' ? 'space' : 'content';
	return `{${content}"title":${title},"excerpt":"","url":${address},"resultGlobalContainer":${container},"breadcrumbs":[],"entityType":"${entity}","iconCssClass":"aui-icon content-type-${item.type}","lastModified":"${changed}","friendlyLastModified":"${changed.slice(0, 10)}","score":0}`;
}

const HOLLOW: Record<HollowHits['kind'], string> = {
	null: '"content":null,',
	missing: '',
	space: '"space":{"id":1,"key":"TEAM","name":"Team","type":"global","status":"current","_expandable":{},"_links":{}},',
};

/** What is not expanded is listed as expandable (S). */
function contentText(
	world: World,
	{ item, version: shown, expansions: { version, history } }: ShownHit,
	{ title, address }: { title: string; address: string },
): string {
	const id = JSON.stringify(item.id);
	const expanded =
		(version ? `"version":${versionText(world, item, shown)},` : '') +
		(history ? `"history":${historyText(world, item)},` : '');
	const expandable =
		(version ? '' : ',"version":""') +
		(history ? '' : `,"history":"/rest/api/content/${item.id}/history"`);
	return `{"id":${id},"type":"${item.type}","status":"current","title":${title},${expanded}"childTypes":{},"macroRenderedOutput":{},"restrictions":{},"_expandable":{"container":"","metadata":""${expandable}},"_links":{"webui":${address},"self":"/rest/api/content/${item.id}"}}`;
}

function versionText(world: World, item: ContentItem, { number, by, at }: ContentVersion): string {
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
