import type { Random } from '../random';
import type { ContentItem, ContentType, World } from '../world';
import { between, type Kind } from './kinds';

const DAY_MS = 86_400_000;
/** Pages that many people edit: one for so many seats. */
const SEATS_PER_SHARED_PAGE = 40;
const RESTRICTED_SHARE = 0.03;
const SPACES = ['TEAM', 'ENG', 'OPS', 'HR', 'SALES', 'DOCS'];

/** What new content is, in hundredths. */
const TYPE_SHARES: readonly (readonly [ContentType, number])[] = [
	['page', 45],
	['comment', 32],
	['attachment', 10],
	['blogpost', 6],
	['whiteboard', 4],
	['database', 2],
	['folder', 1],
];

/** Somebody who works, and how. */
export interface Worker {
	accountId: string;
	kind: Kind;
}

/** Fills a site with what its people made and changed, all of it more than a day before `now`. */
export function addWork(
	world: World,
	workers: readonly Worker[],
	{ cloudId, now, random }: { cloudId: string; now: number; random: Random },
): void {
	const first = world.content.length;
	const shared = addSharedPages(world, workers, { cloudId, now, random });
	const changed = new Set<ContentItem>(shared);
	for (const { accountId, kind } of workers) {
		let own: ContentItem | null = null;
		const last = now - between(random, kind.lastEditDays) * DAY_MS;
		for (let edit = 0; edit < kind.edits; edit++) {
			const at = Math.floor(
				edit === 0 ? last : last - random.next() * kind.spanDays * DAY_MS,
			);
			const item = random.chance(0.45)
				? pickExisting(world, first, shared, own, random)
				: null;
			if (item !== null && item.createdAt < at && item.cloudId === cloudId) {
				item.versions.push({ number: 0, by: accountId, at });
				changed.add(item);
				continue;
			}
			own = newItem(world, { cloudId, accountId, at, random });
		}
	}
	for (const { versions } of changed) {
		versions.sort((a, b) => a.at - b.at);
		for (const [index, version] of versions.entries()) version.number = index + 1;
	}
}

/** Makes one piece of content and adds it to the world. */
export function newItem(
	world: World,
	{
		cloudId,
		accountId,
		at,
		random,
		restrictedShare = RESTRICTED_SHARE,
	}: {
		cloudId: string;
		accountId: string;
		at: number;
		random: Random;
		restrictedShare?: number;
	},
): ContentItem {
	const type = pickType(random);
	const number = world.content.length + 1;
	const item: ContentItem = {
		id: String(65_536 + number),
		type,
		title: `${type} ${number}`,
		cloudId,
		spaceKey: random.pick(SPACES),
		createdAt: at,
		createdBy: accountId,
		versions: [{ number: 1, by: accountId, at }],
		visibleTo: random.chance(restrictedShare) ? [accountId] : null,
		parentId: null,
	};
	world.content.push(item);
	return item;
}

function addSharedPages(
	world: World,
	workers: readonly Worker[],
	{ cloudId, now, random }: { cloudId: string; now: number; random: Random },
): ContentItem[] {
	const shared: ContentItem[] = [];
	const editors = workers.filter(({ kind }) => kind.edits > 0);
	const authors = editors.slice(0, Math.max(1, editors.length >> 2));
	if (authors.length === 0) return shared;
	const count = Math.max(3, Math.round(workers.length / SEATS_PER_SHARED_PAGE));
	for (let page = 0; page < count; page++) {
		const { accountId } = random.pick(authors);
		const at = now - Math.floor(between(random, [600, 900]) * DAY_MS);
		const item = newItem(world, { cloudId, accountId, at, random, restrictedShare: 0 });
		item.type = 'page';
		item.title = `Shared page ${page + 1}`;
		shared.push(item);
	}
	return shared;
}

/** A shared page, one's own latest, or somebody's. */
function pickExisting(
	world: World,
	first: number,
	shared: readonly ContentItem[],
	own: ContentItem | null,
	random: Random,
): ContentItem | null {
	const draw = random.next();
	if (draw < 0.5 && shared.length > 0) return random.pick(shared);
	if (draw < 0.75) return own;
	const item = world.content[first + random.below(world.content.length - first)];
	return item?.visibleTo === null ? item : null;
}

function pickType(random: Random): ContentType {
	let draw = random.next() * 100;
	for (const [type, share] of TYPE_SHARES) {
		draw -= share;
		if (draw < 0) return type;
	}
	return 'page';
}
