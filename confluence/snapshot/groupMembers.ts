import { memberPage, memberTotal } from '../api/groups';
import { ConfluenceError } from '../errors';
import type { ConfluenceClient } from '../http/client';
import { doubted, GroupReading, Unfit, type CompleteGroup, type GroupStart } from './groupReading';
import { laterStarts } from './memberPages';

export type { GroupStart } from './groupReading';

/** How often a group is read before it is given up: once, and once more when it moved. */
const READINGS = 2;

/**
 * Asks for the first page of a group together with its total, which spares the request that the
 * total alone would cost. A group of one page is complete with it. An empty page is asked for once
 * more before it is believed.
 */
export async function startOfGroup(client: ConfluenceClient, groupId: string): Promise<GroupStart> {
	const page = await doubted(
		async () => await memberPage(client, groupId, { start: 0, withTotal: true }),
	);
	return { page, total: page.totalSize ?? (await memberTotal(client, groupId)) };
}

/**
 * The start of a group that was asked for a while ago: the second page tells the total once more, and
 * where it differs the first page is asked for anew. A group of two pages is sooner read again.
 */
export async function renewedStart(
	client: ConfluenceClient,
	groupId: string,
	first: GroupStart,
): Promise<GroupStart> {
	const [start, third] = laterStarts(first.total, first.page);
	if (start === undefined || third === undefined) return first;
	const second = await memberPage(client, groupId, { start, withTotal: true });
	const total = second.totalSize ?? (await memberTotal(client, groupId));
	return total === first.total ? { ...first, second } : await startOfGroup(client, groupId);
}

/**
 * Reads a group completely or fails. Neighbouring pages must meet, the list must be followed to its
 * end by what the site says, and every total told on the way must be the first one; else the group
 * is read once more.
 *
 * @param first what `startOfGroup` told just before; asked again on a second reading
 * @param onPage told after each page but the first, for progress
 * @throws ConfluenceError `incomplete` when the group kept moving, or was not shown to its end
 */
export async function readGroupMembers(
	client: ConfluenceClient,
	group: { groupId: string; name: string },
	first: GroupStart,
	onPage: (members: number) => void = () => undefined,
): Promise<CompleteGroup> {
	let start = first;
	for (let reading = 1; ; reading++) {
		try {
			return await new GroupReading(client, group.groupId, start.total, onPage).read(start);
		} catch (error) {
			if (!(error instanceof Unfit)) throw error;
			if (reading === READINGS) {
				throw new ConfluenceError(
					'incomplete',
					`The group "${group.name}" ${error.what}, twice: ${error.message}.`,
				);
			}
		}
		start = await startOfGroup(client, group.groupId);
	}
}
