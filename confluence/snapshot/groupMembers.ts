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

/** How often a group is read before it is given up: once, and once more when it moved. */
const READINGS = 2;

/**
 * Reads a group completely or fails. The total told before must agree with the one after, and
 * neighbouring pages must fit; else the group is read once more.
 *
 * @param total what the group's total was just before; asked again on a second reading
 * @param onPage told after each page, for progress
 * @throws ConfluenceError `incomplete` when the group kept moving
 */
export async function readGroupMembers(
	client: ConfluenceClient,
	group: { groupId: string; name: string },
	total: number,
	onPage: (members: number) => void = () => undefined,
): Promise<CompleteGroup> {
	let before = total;
	let trouble = '';
	for (let reading = 1; reading <= READINGS; reading++) {
		if (reading > 1) before = await memberTotal(client, group.groupId);
		const result = await readOnce(client, group.groupId, before, onPage);
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
	before: number,
	onPage: (members: number) => void,
): Promise<CompleteGroup | { trouble: string }> {
	const starts = pageStarts(before);
	const lastStart = starts.pop() ?? 0;
	const pages = await inLanes(starts, client.settings.concurrency, async (start) => {
		const page = await expectedPage(client, groupId, { start });
		onPage(page.members.length);
		return page;
	});
	// The last page is read after all others and tells the total once more, so it costs no request.
	const lastPage = { start: lastStart, withTotal: true };
	const last =
		before > 0
			? await expectedPage(client, groupId, lastPage)
			: await memberPage(client, groupId, lastPage);
	onPage(last.members.length);
	pages.push(last);
	const after = last.totalSize ?? (await memberTotal(client, groupId));
	if (after !== before) return { trouble: `it had ${before} members before and ${after} after` };
	return joinPages(pages, before);
}

/** A page without anybody, where somebody is expected, is asked for once more before it is believed. */
async function expectedPage(
	client: ConfluenceClient,
	groupId: string,
	wanted: { start: number; withTotal?: boolean },
): Promise<MemberPage> {
	const page = await memberPage(client, groupId, wanted);
	return page.members.length > 0 ? page : await memberPage(client, groupId, wanted);
}

/** Where the pages of a group start; there is always one. */
function pageStarts(total: number): number[] {
	const starts = [0];
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
