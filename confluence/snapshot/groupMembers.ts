import { memberPage, memberTotal, type MemberPage } from '../api/groups';
import type { Person } from '../api/people';
import { PAGE_LIMIT } from '../endpoints';
import { ConfluenceError } from '../errors';
import type { ConfluenceClient } from '../http/client';
import { inLanes } from '../http/lanes';

/**
 * Neighbouring pages share one member: when somebody joins or leaves while pages are read, the
 * offsets shift, and the page no longer begins with the last member of the one before. Without the
 * shared member a leave and a join between two totals would lose a person unseen.
 */
const STEP = PAGE_LIMIT - 1;

/** All members of a group, and how many are counted but not listed: suspended people (M). */
export interface CompleteGroup {
	members: Person[];
	notListed: number;
}

/** A group's first page and its total, from one answer; the reading of a group begins with it. */
export interface GroupStart {
	page: MemberPage;
	total: number;
	/** The second page, where it was read to learn whether the first one still fits. */
	second?: MemberPage;
}

/** How often a group is read before it is given up: once, and once more when it moved. */
const READINGS = 2;

/**
 * Asks for the first page of a group together with its total, which spares the request that the
 * total alone would cost. A group of one page is complete with it. An empty page is asked for once
 * more before it is believed.
 */
export async function startOfGroup(client: ConfluenceClient, groupId: string): Promise<GroupStart> {
	const ask = async () => await memberPage(client, groupId, { start: 0, withTotal: true });
	const once = await ask();
	const page = once.members.length > 0 ? once : await ask();
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
	if (laterStarts(first.total).length < 2) return first;
	const second = await memberPage(client, groupId, { start: STEP, withTotal: true });
	const total = second.totalSize ?? (await memberTotal(client, groupId));
	return total === first.total ? { ...first, second } : await startOfGroup(client, groupId);
}

/**
 * Reads a group completely or fails. The total told with the first page must agree with the one
 * told with the last, and neighbouring pages must fit; else the group is read once more.
 *
 * @param first what `startOfGroup` told just before; asked again on a second reading
 * @param onPage told after each page but the first, for progress
 * @throws ConfluenceError `incomplete` when the group kept moving
 */
export async function readGroupMembers(
	client: ConfluenceClient,
	group: { groupId: string; name: string },
	first: GroupStart,
	onPage: (members: number) => void = () => undefined,
): Promise<CompleteGroup> {
	let start = first;
	let trouble = '';
	for (let reading = 1; reading <= READINGS; reading++) {
		if (reading > 1) start = await startOfGroup(client, group.groupId);
		const result = await readOnce(client, group.groupId, start, onPage);
		if ('members' in result) return result;
		({ trouble } = result);
	}
	throw new ConfluenceError(
		'incomplete',
		`The group "${group.name}" changed while it was read, twice: ${trouble}.`,
	);
}

async function readOnce(
	client: ConfluenceClient,
	groupId: string,
	{ page: first, total, second }: GroupStart,
	onPage: (members: number) => void,
): Promise<CompleteGroup | { trouble: string }> {
	const starts = laterStarts(total);
	const lastStart = starts.pop();
	if (lastStart === undefined) return joinPages([first], total);
	const later = await inLanes(starts, client.settings.concurrency, async (start) => {
		const page =
			start === STEP && second ? second : await memberPage(client, groupId, { start });
		onPage(page.members.length);
		return page;
	});
	// The last page is read after all others and tells the total once more, so it costs no request.
	const last = await memberPage(client, groupId, { start: lastStart, withTotal: true });
	onPage(last.members.length);
	const after = last.totalSize ?? (await memberTotal(client, groupId));
	if (after !== total) return { trouble: `it had ${total} members before and ${after} after` };
	const pages = [first, ...later, last];
	await doubtEmptyPages(client, groupId, pages, [0, ...starts, lastStart]);
	return joinPages(pages, total);
}

/**
 * A page without anybody, after one with somebody, is asked for once more before it is believed.
 * The pages after a believed one are empty too: suspended people are counted at the end (M).
 */
async function doubtEmptyPages(
	client: ConfluenceClient,
	groupId: string,
	pages: MemberPage[],
	starts: readonly number[],
): Promise<void> {
	for (const [index, page] of pages.entries()) {
		const before = pages[index - 1]?.members.length ?? 0;
		if (page.members.length > 0 || before === 0) continue;
		pages[index] = await memberPage(client, groupId, { start: starts[index] ?? 0 });
	}
}

/** Where the pages after the first one start. */
function laterStarts(total: number): number[] {
	const starts: number[] = [];
	for (let start = STEP; start + 1 < total; start += STEP) starts.push(start);
	return starts;
}

function joinPages(
	pages: readonly MemberPage[],
	total: number,
): CompleteGroup | { trouble: string } {
	const members = new Map<string, Person>();
	let listed = 0;
	for (const [index, page] of pages.entries()) {
		const overlap = overlapOf(pages[index - 1], page);
		if (overlap === 'broken')
			return { trouble: `page ${index + 1} does not follow page ${index}` };
		listed += page.members.length - (overlap === 'shared' ? 1 : 0);
		for (const member of page.members) members.set(member.accountId, member);
	}
	if (listed !== members.size) return { trouble: 'a person was listed twice' };
	if (members.size > total) return { trouble: `${members.size} people were listed of ${total}` };
	if (total > 0 && members.size === 0) return { trouble: `nobody was listed of ${total}` };
	return { members: [...members.values()], notListed: total - members.size };
}

/**
 * Whether a page begins with the last member of the one before. A page that is not full may lack
 * exactly that member, when the person is suspended (M): then nothing is told either way.
 */
function overlapOf(before: MemberPage | undefined, page: MemberPage): 'shared' | 'none' | 'broken' {
	const last = before?.members.at(-1);
	const first = page.members[0];
	if (last === undefined) return before !== undefined && first !== undefined ? 'broken' : 'none';
	if (first === undefined) return 'none';
	if (last.accountId === first.accountId) return 'shared';
	return before?.members.length === PAGE_LIMIT ? 'broken' : 'none';
}
