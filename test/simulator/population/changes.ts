import { edit, firstSite } from '../company';
import { seededRandom } from '../random';
import { lastVersion, type ContentItem, type World } from '../world';
import { newItem } from './work';

/** How often an existing piece is looked for before a new one is made. */
const TRIES = 8;

/**
 * A stretch of time goes by: exactly so many pieces of content are made or changed, each once,
 * all of them seen by everybody. Half of them existed before.
 *
 * @param from milliseconds since the epoch, as is `to`
 * @returns how many pieces were made or changed
 */
export function addChanges(
	world: World,
	{
		changes,
		from,
		to,
		seed = 1,
		cloudId = firstSite(world).cloudId,
	}: { changes: number; from: number; to: number; seed?: number; cloudId?: string },
): number {
	const random = seededRandom(seed ^ 0x5eed);
	const editors = world.activeEditors.filter((accountId) => world.people.has(accountId));
	if (editors.length === 0) return 0;
	const before = world.content.length;
	const touched = new Set<ContentItem>();
	for (let change = 0; change < changes; change++) {
		const at = Math.floor(from + ((to - from) * (change + random.next())) / changes);
		const accountId = random.pick(editors);
		const item = random.chance(0.5) ? pickUntouched() : null;
		if (item === null) {
			newItem(world, { cloudId, accountId, at, random, restrictedShare: 0 });
			continue;
		}
		touched.add(item);
		edit(world, item, accountId, at);
	}
	return changes;

	function pickUntouched(): ContentItem | null {
		for (let attempt = 0; attempt < TRIES && before > 0; attempt++) {
			const item = world.content[random.below(before)];
			if (item === undefined || item.cloudId !== cloudId || item.visibleTo !== null) continue;
			if (!touched.has(item) && lastVersion(item).at < from) return item;
		}
		return null;
	}
}
