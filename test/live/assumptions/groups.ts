import { ENDPOINTS } from '../../../confluence/endpoints';
import { objectAt, textAt, type Fields } from '../../../confluence/http/answers';
import type { AccessType } from '../../../licensing/snapshot/accessGroups';
import { asAssumed, differs, notTried, unless } from '../verdict';
import type { Assumptions } from './assumption';

/** An id in the right form that no group has. */
const NO_GROUP = '00000000-0000-4000-8000-000000000000';

const ACCESS_TYPES: readonly AccessType[] = ['user', 'admin', 'site-admin'];

/** Who may fill a group (S). */
const MANAGED_BY: readonly unknown[] = ['ADMINS', 'EXTERNAL', 'TEAM_MEMBERS', 'OPEN'];

export const GROUP_ASSUMPTIONS = {
	groupsByAccessType: {
		mark: 'S',
		sentence: 'The group list knows the access types user, admin and site-admin.',
		try: async (inspection) => {
			const user = await inspection.userGroups();
			const counts = [`user: ${user.length}`];
			for (const accessType of ACCESS_TYPES.slice(1)) {
				const { results } = await inspection.groupList(accessType);
				counts.push(`${accessType}: ${results.length}`);
			}
			return unless(
				user.length === 0 ? ['no group is listed under user'] : [],
				`on the first page ${counts.join(', ')}`,
			);
		},
	},
	groupFields: {
		mark: 'S',
		sentence: 'A group has an id, a name, and says in managedBy who fills it.',
		try: async (inspection) => {
			const groups = await inspection.userGroups();
			if (groups.length === 0) return notTried('no group is listed under accessType=user');
			const external = groups.filter((group) => checkedGroup(group).managedBy === 'EXTERNAL');
			const odd = groups.filter((group) => !isManaged(checkedGroup(group)));
			return unless(
				odd.length === 0
					? []
					: [`managedBy is missing or another word in ${odd.length} of ${groups.length}`],
				`${external.length} of ${groups.length} are filled by an identity provider`,
			);
		},
	},
	groupById: {
		mark: 'S',
		sentence: 'A group is found by its id, as the list has it.',
		try: async (inspection) => {
			const { groupId } = await inspection.accessGroup();
			const answer = await inspection.ask(ENDPOINTS.groupById, { query: { id: groupId } });
			return checkedGroup(answer).id === groupId
				? asAssumed()
				: differs('another group came back');
		},
	},
	unknownGroupById: {
		mark: 'S',
		sentence: 'Asked by its id, an unknown group is answered with 404.',
		try: async (inspection) => {
			const question = { query: { id: NO_GROUP } };
			const { status } = await inspection.refusal(ENDPOINTS.groupById, question);
			if (status === 404) return asAssumed();
			return differs(
				status === 400
					? 'the answer was 400, which the package understands too'
					: `the answer was ${status}`,
			);
		},
	},
	unknownGroupMembers: {
		mark: 'M',
		sentence: 'Asked for its members, an unknown group is answered with an empty page.',
		try: async (inspection) => {
			const { results } = await inspection.members(NO_GROUP, { limit: 1 });
			return results.length === 0 ? asAssumed() : differs('the page has members');
		},
	},
} as const satisfies Assumptions;

/** @throws AnswerShapeError when it has no id or no name */
export function checkedGroup(value: unknown): Fields {
	const group = objectAt(value, 'group');
	textAt(group, 'id', 'group');
	textAt(group, 'name', 'group');
	return group;
}

function isManaged({ managedBy }: Fields): boolean {
	return MANAGED_BY.includes(managedBy);
}
