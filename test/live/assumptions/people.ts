import { ENDPOINTS } from '../../../confluence/endpoints';
import { objectAt, optionalText, pageFrame, textAt } from '../../../confluence/http/answers';
import { differs, unless } from '../verdict';
import type { Assumptions } from './assumption';
import { checkedGroup } from './groups';

const ACCOUNT_TYPES: readonly unknown[] = ['atlassian', 'app', ''];
const GROUPS_LISTED = 20;

export const PEOPLE_ASSUMPTIONS = {
	currentUserFields: {
		mark: 'S',
		sentence: 'The connected account has an account id, an account type and a name.',
		try: async (inspection) => {
			return unless(personDifferences(await inspection.connectedAccount(), 'user'));
		},
	},
	memberOf: {
		mark: 'S',
		sentence: "A person's groups are listed by account id, as groups with id and name.",
		try: async (inspection) => {
			const account = await inspection.connectedAccount();
			const answer = await inspection.ask(ENDPOINTS.memberOf, {
				query: {
					accountId: textAt(account, 'accountId', 'user'),
					start: 0,
					limit: GROUPS_LISTED,
				},
				most: GROUPS_LISTED,
			});
			const groups = pageFrame(answer, 'groups').results.map(checkedGroup);
			return groups.length === 0
				? differs('the connected account is in no group')
				: unless([], `${groups.length} on the first page`);
		},
	},
} as const satisfies Assumptions;

/** What a person lacks of what the package reads. */
export function personDifferences(value: unknown, place: string): string[] {
	const person = objectAt(value, place);
	textAt(person, 'accountId', place);
	const name = optionalText(person, 'displayName') ?? optionalText(person, 'publicName');
	return [
		...(name === null ? [`"${place}" has neither displayName nor publicName`] : []),
		...(ACCOUNT_TYPES.includes(person.accountType)
			? []
			: [`"${place}.accountType" is missing or another word`]),
	];
}
