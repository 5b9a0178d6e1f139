import { ENDPOINTS } from '../../../confluence/endpoints';
import { EXPAND } from '../questions';
import { asAssumed, differs, notTried } from '../verdict';
import type { Assumptions } from './assumption';

/** Another scope that the document names for the search: with it the try would tell nothing (S). */
const WIDER_SCOPE = 'read:content-details:confluence';

/** Asked first of all: hardly anything that this package does hangs on so little that is known. */
export const EXPANSION_ASSUMPTIONS = {
	expansionsAllowed: {
		mark: 'I',
		sentence: 'The scope search:confluence alone lets a search expand versions and histories.',
		try: async (inspection) => {
			const granted = (await inspection.grants()).flat();
			if (granted.includes(WIDER_SCOPE)) {
				return notTried(`the token has ${WIDER_SCOPE} too, which may be what allows it`);
			}
			const query = { cql: inspection.changes(), limit: 1, expand: EXPAND };
			const { status } = await inspection.refusal(ENDPOINTS.search, { query }, 'access');
			if (status === 200) return asAssumed();
			const bare = { cql: inspection.changes(), limit: 1 };
			const without = await inspection.refusal(ENDPOINTS.search, { query: bare }, 'access');
			if (without.status !== 200) {
				return notTried(`the search is answered with ${without.status} anyway`);
			}
			return differs(
				`the answer was ${status}, without expansions 200: hits then tell no authors, so every date is an upper bound`,
			);
		},
	},
} as const satisfies Assumptions;
