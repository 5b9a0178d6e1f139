import type { MemberPage } from '../api/groups';
import { PAGE_LIMIT } from '../endpoints';
import { claimedReach } from '../paging';

/**
 * How the pages of a group hang together. Neighbouring pages share a member: the later one begins
 * with the last of the earlier one. Only that shows that nobody stands between them: pages are
 * shorter than asked where the server has a limit of its own (S) and where people are suspended (M),
 * and offsets shift when somebody joins or leaves between two pages.
 */

/** Pages are laid out at least this far apart; shorter ones are bridged. */
const SHORTEST_STEP = 9;

/** Where the pages after the first one start, when they are as long as the first one says. */
export function laterStarts(total: number, first: MemberPage): number[] {
	const step = Math.max(SHORTEST_STEP, pageSizeOf(first) - 1);
	const starts: number[] = [];
	for (let start = step; start + 1 < total; start += step) starts.push(start);
	return starts;
}

/** How many members a page of this server covers, shown or not. */
function pageSizeOf(page: MemberPage): number {
	const reach = claimedReach(page.start, page);
	const size = reach === null ? page.members.length : reach - page.start;
	return Math.min(size || PAGE_LIMIT, PAGE_LIMIT);
}

/** The offset at which the last member of a page still is on the next one, whatever is not shown. */
export function offsetOfLast({ start, members }: MemberPage): number {
	return start + Math.max(0, members.length - 1);
}

/**
 * How many members a page repeats of the one before it; 0 when it does not follow. The next page may
 * begin a little before the last member, where suspended people left a page short.
 */
export function sharedMembers(before: MemberPage, page: MemberPage): number {
	const last = before.members.at(-1)?.accountId;
	const shared = page.members.findIndex(({ accountId }) => accountId === last) + 1;
	if (shared === 0 || shared > before.members.length) return 0;
	const tail = before.members.slice(-shared);
	const same = tail.every(({ accountId }, index) => accountId === page.members[index]?.accountId);
	return same ? shared : 0;
}

/** True when a page only repeats members from within the one before it, which goes on after them. */
function isCovered(before: MemberPage, page: MemberPage): boolean {
	const at = before.members.findIndex(
		({ accountId }) => accountId === page.members[0]?.accountId,
	);
	const beyond = at + page.members.length;
	if (at < 0 || beyond >= before.members.length) return false;
	return page.members.every(
		({ accountId }, index) => before.members[at + index]?.accountId === accountId,
	);
}

/** True when a page brings somebody after the last member of the one before it. */
export function bringsMore(before: MemberPage, page: MemberPage): boolean {
	return (
		page.members.length > 0 &&
		page.members.at(-1)?.accountId !== before.members.at(-1)?.accountId
	);
}

/** Pages that reach further than expected make the next ones say nothing new. */
export function withoutCovered(pages: readonly MemberPage[]): MemberPage[] {
	const kept: MemberPage[] = [];
	for (const page of pages) {
		const before = kept.at(-1);
		if (before === undefined || !isCovered(before, page)) kept.push(page);
	}
	return kept;
}

/** A page that names a next one, or is as full as the server makes it, is no end (S). */
export function maySayMore({ hasNext, limit, members }: MemberPage): boolean {
	return hasNext || (members.length > 0 && members.length >= (limit ?? 0));
}

/** True for a page that was asked for after the last member, brought nobody and is an end. */
export function isProbe(before: MemberPage | undefined, page: MemberPage): boolean {
	if (before === undefined || maySayMore(page)) return false;
	return page.start === offsetOfLast(before) && !bringsMore(before, page);
}
