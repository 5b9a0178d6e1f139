import { ENDPOINTS } from '../../../confluence/endpoints';
import { AnswerShapeError } from '../../../confluence/http/answers';
import { PAGE_VERSIONS_SCOPE } from '../../../confluence/scopes';
import { asAssumed, differs, notTried, unless } from '../verdict';
import type { Assumptions } from './assumption';

/** A page that need not exist: the scope is looked at first. */
const ANY_PAGE = { contentType: 'pages', id: '1' };

export const SITE_ASSUMPTIONS = {
	siteListIsBare: {
		mark: 'D',
		sentence: 'The list of sites is a bare array whose entries have an id, a url and scopes.',
		try: async (inspection) => {
			const list = await inspection.siteList();
			if (!Array.isArray(list)) return differs('the answer is no array');
			const entries: unknown[] = list;
			return unless(
				entries.filter((entry) => !isSite(entry)).map(() => 'an entry lacks one of them'),
				`${entries.length} entries`,
			);
		},
	},
	siteByScopes: {
		mark: 'M',
		sentence: "The site's Confluence entry is the one whose scopes name Confluence.",
		try: async (inspection) => {
			const { length } = await inspection.grants();
			return length === 1
				? asAssumed()
				: differs(`${length} entries with this Cloud ID have Confluence scopes`);
		},
	},
	badTokenIs401: {
		mark: 'D',
		sentence: 'The gateway answers 401 to an access token that is not valid.',
		try: async (inspection) => {
			const client = inspection.connections.stranger;
			const { status } = await inspection.refusal(
				ENDPOINTS.currentUser,
				{ client },
				'access',
			);
			return status === 401 ? asAssumed() : differs(`the answer was ${status}`);
		},
	},
	missingScopeIs401: {
		mark: 'M',
		sentence: 'A scope that was not granted is answered with 401 and a word about scopes.',
		try: async (inspection) => {
			const granted = (await inspection.grants()).flat();
			if (granted.includes(PAGE_VERSIONS_SCOPE)) {
				return notTried(`the token has ${PAGE_VERSIONS_SCOPE}, with which it is tried`);
			}
			const question = { path: ANY_PAGE, query: { limit: 1 } };
			const { status, kind } = await inspection.refusal(
				ENDPOINTS.pageVersions,
				question,
				'access',
			);
			if (status !== 401) return differs(`the answer was ${status}`);
			return kind === 'scopeMissing'
				? asAssumed()
				: differs('the answer was 401 without a word about scopes');
		},
	},
} as const satisfies Assumptions;

function isSite(entry: unknown): boolean {
	if (typeof entry !== 'object' || entry === null) throw new AnswerShapeError('site');
	return (
		'id' in entry &&
		typeof entry.id === 'string' &&
		'url' in entry &&
		typeof entry.url === 'string' &&
		'scopes' in entry &&
		Array.isArray(entry.scopes)
	);
}
