import { ENDPOINTS, PAGE_LIMIT } from '../../../confluence/endpoints';
import { objectAt, textAt } from '../../../confluence/http/answers';
import { asAssumed, differs, notTried, unless } from '../verdict';
import type { Assumptions } from './assumption';
import { personDifferences } from './people';

/** Behind the last member of any group, so that an answer holds nobody. */
const BEHIND_ALL = 1_000_000;

export const MEMBER_ASSUMPTIONS = {
	memberFields: {
		mark: 'S',
		sentence: 'A member has an account id, an account type and a name, often no e-mail.',
		try: async (inspection) => {
			const members = await inspection.firstMembers();
			if (members.length === 0) return notTried('the access groups have no members');
			const withEmail = members.filter((member) => {
				const { email } = objectAt(member, 'member');
				return typeof email === 'string' && email !== '';
			});
			return unless(
				[...new Set(members.flatMap((member) => personDifferences(member, 'member')))],
				`${withEmail.length} of ${members.length} show an e-mail`,
			);
		},
	},
	memberPageHolds200: {
		mark: 'S',
		sentence: `A page holds up to ${PAGE_LIMIT} members, and limit=${PAGE_LIMIT} is accepted.`,
		try: async (inspection) => {
			const { total } = await inspection.accessGroup();
			const { results, nextLink } = await inspection.fullPage();
			const { length } = results;
			if (length > PAGE_LIMIT) return differs(`${length} members came`);
			if (length === PAGE_LIMIT || nextLink === null) return asAssumed(`${length} came`);
			return differs(`${length} of ${total ?? 'an unknown number'} came, with a next page`);
		},
	},
	memberLimit201Refused: {
		mark: 'S',
		sentence: `limit=${PAGE_LIMIT + 1} is refused with 400.`,
		try: async (inspection) => {
			const { groupId } = await inspection.accessGroup();
			const { status } = await inspection.refusal(ENDPOINTS.groupMembers, {
				path: { groupId },
				query: { start: BEHIND_ALL, limit: PAGE_LIMIT + 1 },
			});
			return status === 400 ? asAssumed() : differs(`the answer was ${status}`);
		},
	},
	totalSizeOnOne: {
		mark: 'S',
		sentence: 'With shouldReturnTotalSize a page of one tells how many members there are.',
		try: async (inspection) => {
			const { total } = await inspection.accessGroup();
			return total === null ? differs('totalSize is missing or no number') : asAssumed();
		},
	},
	totalSizeOnFullPage: {
		mark: 'S',
		sentence: 'A full page tells the same total, and at least as many as it lists.',
		try: async (inspection) => {
			const { total } = await inspection.accessGroup();
			const { fields, results } = await inspection.fullPage();
			const { totalSize } = fields;
			if (typeof totalSize !== 'number') return differs('totalSize is missing or no number');
			if (totalSize < results.length) {
				return differs(`the total is ${totalSize}, and ${results.length} are listed`);
			}
			return totalSize === total
				? asAssumed(`${totalSize} in all, ${results.length} on the page`)
				: differs(`a page of one told ${total ?? 'no number'}, the full one ${totalSize}`);
		},
	},
	memberOrderIsStable: {
		mark: 'I',
		sentence: 'Members keep their order: pages that overlap show the same person there.',
		try: async (inspection) => {
			const { groupId } = await inspection.accessGroup();
			const first = (await inspection.firstMembers()).map(accountOf);
			const shared = first[2];
			if (shared === undefined) return notTried('no access group lists three members');
			const again = await inspection.members(groupId, { limit: 3 });
			const overlapping = await inspection.members(groupId, { start: 2, limit: 3 });
			const isSame = again.results.map(accountOf).every((id, index) => id === first[index]);
			const [next] = overlapping.results.map(accountOf);
			return unless([
				...(isSame ? [] : ['the same page came in another order']),
				...(next === shared ? [] : ['start=2 does not begin with the third of start=0']),
			]);
		},
	},
} as const satisfies Assumptions;

function accountOf(member: unknown): string {
	return textAt(objectAt(member, 'member'), 'accountId', 'member');
}
