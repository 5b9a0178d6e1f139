import type { Assumption } from './assumption';
import { EXPANSION_ASSUMPTIONS } from './expansions';
import { GROUP_ASSUMPTIONS } from './groups';
import { MEMBER_ASSUMPTIONS } from './members';
import { ORGANIZATION_ASSUMPTIONS } from './organization';
import { PEOPLE_ASSUMPTIONS } from './people';
import { QUOTA_ASSUMPTIONS } from './quota';
import { SEARCH_ASSUMPTIONS } from './search';
import { SEARCH_QUIRK_ASSUMPTIONS } from './searchQuirks';
import { SITE_ASSUMPTIONS } from './sites';
import { TIME_ASSUMPTIONS } from './times';
import { VERSION_ASSUMPTIONS } from './versions';

/**
 * Everything that the live check looks at, in the order in which it does. The quota comes after
 * all that asks the site, since it looks at their answers.
 */
export const ASSUMPTIONS = {
	...EXPANSION_ASSUMPTIONS,
	...SITE_ASSUMPTIONS,
	...GROUP_ASSUMPTIONS,
	...MEMBER_ASSUMPTIONS,
	...PEOPLE_ASSUMPTIONS,
	...SEARCH_ASSUMPTIONS,
	...SEARCH_QUIRK_ASSUMPTIONS,
	...TIME_ASSUMPTIONS,
	...VERSION_ASSUMPTIONS,
	...QUOTA_ASSUMPTIONS,
	...ORGANIZATION_ASSUMPTIONS,
} as const satisfies Record<string, Assumption>;

export type AssumptionId = keyof typeof ASSUMPTIONS;
