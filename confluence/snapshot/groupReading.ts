import { memberPage, memberTotal, type MemberPage } from '../api/groups';
import type { Member } from '../../licensing/snapshot/buildSnapshot';
import { PAGE_LIMIT } from '../endpoints';
import type { ConfluenceClient } from '../http/client';
import { mapConcurrent } from '../http/mapConcurrent';
import { claimedReach } from '../paging';
import {
	bringsMore,
	isProbe,
	laterStarts,
	maySayMore,
	offsetOfLast,
	sharedMembers,
	withoutCovered,
} from './memberPages';

/** All members of a group, and how many are counted but not listed: suspended people (M). */
export interface CompleteGroup {
	members: Member[];
	notListed: number;
}

/** A group's first page and its total, from one answer; the reading of a group begins with it. */
export interface GroupStart {
	page: MemberPage;
	total: number;
	/** The second page, where it was read to learn whether the first one still fits. */
	second?: MemberPage;
}

/** So many people more are asked for where two pages do not meet: some of them may be suspended. */
const BRIDGE_MARGIN = 25;

/** How often a page beyond the last member may still promise another one. */
const PROMISES = 3;

/** Why a reading counts for nothing. */
export class Unfit extends Error {
	override readonly name = 'Unfit';

	constructor(
		reason: string,
		readonly what = 'changed while it was read',
	) {
		super(reason);
	}
}

const NOT_TO_ITS_END = 'could not be read to its end';

/** One reading of a group: its pages laid side by side, joined, and followed to their end. */
export class GroupReading {
	constructor(
		private readonly client: ConfluenceClient,
		private readonly groupId: string,
		private readonly total: number,
		private readonly onPage: (members: number) => void,
	) {}

	/** @throws Unfit when what came back is not the whole group at one moment */
	async read(first: GroupStart): Promise<CompleteGroup> {
		const laidOut = await this.laidOutPages(first);
		const filled = withoutCovered(laidOut.filter(({ members }) => members.length > 0));
		const bridges = await mapConcurrent(
			filled.slice(1),
			this.client.settings.concurrency,
			async (page, index) => await this.bridge(filled[index] ?? page, page, index + 1),
		);
		const chain = filled.flatMap((page, index) => [...(bridges[index - 1] ?? []), page]);
		const isLastOfAll = laidOut.at(-1)?.hasNext === false;
		if (!isLastOfAll || joined(chain).length < this.total) await this.followToTheEnd(chain);
		const members = joined(chain);
		if (members.length > this.total) {
			throw new Unfit(
				`${members.length} people were listed, but the group has ${this.total}`,
			);
		}
		return { members, notListed: this.total - members.length };
	}

	/**
	 * The pages at the offsets where they are expected, side by side; the last one after all others.
	 * One that comes empty proves nothing: its place is bridged, or read again on the way to the end.
	 */
	private async laidOutPages({ page: first, second }: GroupStart): Promise<MemberPage[]> {
		const starts = laterStarts(this.total, first);
		const lastStart = starts.pop();
		if (lastStart === undefined) return [first];
		const later = await mapConcurrent(
			starts,
			this.client.settings.concurrency,
			async (start) => {
				if (start === second?.start) {
					this.onPage(second.members.length);
					return second;
				}
				return await this.page(start, { withTotal: false });
			},
		);
		// The last page tells the total once more, so that it costs no request.
		const last = await this.page(lastStart);
		if (last.totalSize === null) this.compare(await memberTotal(this.client, this.groupId));
		return [first, ...later, last];
	}

	/** The pages between two neighbours, each beginning with the last member of the one before. */
	private async bridge(
		before: MemberPage,
		after: MemberPage,
		number: number,
	): Promise<MemberPage[]> {
		const between: MemberPage[] = [];
		let last = before;
		while (sharedMembers(last, after) === 0) {
			const gap = after.start - offsetOfLast(last);
			const limit = Math.min(PAGE_LIMIT, gap + BRIDGE_MARGIN);
			const page = gap > 0 ? await this.pageAfter(last, limit) : null;
			if (page === null || !bringsMore(last, page)) {
				throw new Unfit(`page ${number + 1} does not follow page ${number}`);
			}
			between.push(page);
			last = page;
		}
		return between;
	}

	/**
	 * Reads on after the last member known, until a page brings nobody and has nothing more to say.
	 * That is asked even where the last page looked like the end: the site counts more people.
	 */
	private async followToTheEnd(chain: MemberPage[]): Promise<void> {
		let last = chain.at(-1);
		if (last === undefined) {
			throw new Unfit(
				`nobody was listed, but the group has ${this.total} members`,
				NOT_TO_ITS_END,
			);
		}
		if (isProbe(chain.at(-2), last)) return;
		let page = await this.pageAfter(last);
		for (let promises = 0; ; ) {
			if (bringsMore(last, page)) {
				if (sharedMembers(last, page) === 0) {
					throw new Unfit('its last pages do not follow each other');
				}
				chain.push(page);
				last = page;
				if (!page.hasNext && joined(chain).length >= this.total) return;
				page = await this.pageAfter(last);
				continue;
			}
			if (!maySayMore(page)) return;
			const next = claimedReach(page.start, page) ?? page.start + (page.members.length || 1);
			if (next >= this.total && ++promises > PROMISES) {
				throw new Unfit(
					'its pages announce a next page, but list nobody new',
					NOT_TO_ITS_END,
				);
			}
			page = await this.page(next);
		}
	}

	/**
	 * The page that begins with the last member of another one. A short one that does not get there,
	 * since suspended people stand in between, is asked for once more at full length.
	 */
	private async pageAfter(last: MemberPage, limit = PAGE_LIMIT): Promise<MemberPage> {
		const page = await doubted(async () => await this.page(offsetOfLast(last), { limit }));
		const follows = sharedMembers(last, page) > 0;
		if (follows && (limit === PAGE_LIMIT || bringsMore(last, page))) return page;
		if (limit < PAGE_LIMIT) return await this.pageAfter(last);
		throw new Unfit('the order of its members changed');
	}

	private async page(
		start: number,
		{ limit = PAGE_LIMIT, withTotal = true } = {},
	): Promise<MemberPage> {
		const page = await memberPage(this.client, this.groupId, { start, limit, withTotal });
		this.onPage(page.members.length);
		if (page.totalSize !== null) this.compare(page.totalSize);
		return page;
	}

	private compare(total: number): void {
		if (total === this.total) return;
		throw new Unfit(`it had ${this.total} members before and ${total} after`);
	}
}

/** @throws Unfit when somebody is on two pages that do not meet there */
function joined(chain: readonly MemberPage[]): Member[] {
	const members = new Map<string, Member>();
	let listed = 0;
	for (const [index, page] of chain.entries()) {
		const before = chain[index - 1];
		listed += page.members.length - (before === undefined ? 0 : sharedMembers(before, page));
		for (const member of page.members) members.set(member.accountId, member);
	}
	if (listed !== members.size) throw new Unfit('a person was listed twice');
	return [...members.values()];
}

/** An empty page is asked for once more before it is believed. */
export async function doubted(ask: () => Promise<MemberPage>): Promise<MemberPage> {
	const page = await ask();
	return page.members.length > 0 ? page : await ask();
}
