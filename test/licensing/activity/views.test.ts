import fc from 'fast-check';

import {
	lastViewOf,
	mayBeOurs,
	otherProductsOn,
	type ProductUse,
} from '../../../licensing/activity/views';

const OURS = '70e3b664-03ac-4d5e-a12d-daa239b9977e';
const OTHER = '11111111-2222-4333-8444-555555555555';
const SITE = 'ari:cloud:confluence::site/';

describe('an entry of the list of products', () => {
	it.each<[string, string, string]>([
		['the documented key and resource', 'confluence', `${SITE}${OURS}`],
		['the key that older answers have', 'confluence.ondemand', `${SITE}${OURS}`],
		['a key in capitals', 'CONFLUENCE', `${SITE}${OURS.toUpperCase()}`],
		['the bare Cloud ID', 'confluence', OURS],
		['a key that nobody knows, on our site', 'wiki-next', `ari:cloud:wiki-next::site/${OURS}`],
		['no key, on our site', '', `${SITE}${OURS}`],
		['a resource of another kind that holds our Cloud ID', 'x', `ari:cloud:x:${OURS}:space/1`],
		['Confluence without a resource', 'confluence', ''],
		['Confluence with an empty id', 'confluence', SITE],
		['Confluence on a site told by its name', 'confluence', `${SITE}harbour.atlassian.net`],
		['Confluence by an id that is no site’s', 'confluence', `ari:cloud:confluence::x/${OTHER}`],
		['neither key nor resource', '', ''],
		['a key that nobody knows, without a resource', 'wiki-next', ''],
		['key and resource that contradict each other', 'jira-software', `${SITE}${OURS}`],
	])('may be ours: %s', (_, product, resource) => {
		expect(mayBeOurs({ product, resource }, OURS)).toBe(true);
	});

	it.each<[string, string, string]>([
		['Jira on the same site', 'jira-software', `ari:cloud:jira-software::site/${OURS}`],
		['Jira in capitals', 'JIRA_SOFTWARE', OURS],
		['Jira by its older key', 'jira-servicedesk.ondemand', ''],
		['Jira by its resource alone', '', `ari:cloud:jira::site/${OURS}`],
		['Trello', 'trello', `ari:cloud:trello::workspace/${OTHER}`],
		['Confluence of another site', 'confluence', `${SITE}${OTHER}`],
		['Confluence of another site by its bare id', 'confluence', OTHER],
		['a key that nobody knows, on another site', 'wiki-next', `ari:cloud:x::site/${OTHER}`],
		['an id that ends in ours', 'confluence', `${SITE}labs-${OURS}`],
		['an id that begins with ours', 'confluence', `${SITE}${OURS}-2`],
		['a longer bare id', 'confluence', `a${OURS}`],
	])('is not ours: %s', (_, product, resource) => {
		expect(mayBeOurs({ product, resource }, OURS)).toBe(false);
	});
});

describe('the other products on a site', () => {
	const use = (product: string, resource: string): ProductUse => ({
		product,
		resource,
		lastActiveAt: null,
	});
	const confluence = use('confluence', `${SITE}${OURS}`);
	const jira = use('jira-software.ondemand', `ari:cloud:jira-software::site/${OURS}`);

	it.each<[string, ProductUse[], string[] | null]>([
		['are none beside Confluence', [confluence], []],
		['are named once each', [confluence, jira, jira], ['jira-software']],
		['do not hold those of another site', [use('jira', OTHER), confluence], []],
		['are not known where one has no key', [use('', `ari:cloud:jira::site/${OURS}`)], null],
		['are not known where one has no site', [confluence, use('jira', '')], null],
		['are not known where one is not known', [jira, use('wiki-next', OURS)], null],
	])('%s', (_, uses, expected) => {
		expect(otherProductsOn(uses, OURS)).toEqual(expected);
	});
});

describe('the last view', () => {
	const ours = (lastActiveAt: number | null): ProductUse => ({
		product: 'confluence',
		resource: `${SITE}${OURS}`,
		lastActiveAt,
	});
	const jira: ProductUse = { product: 'jira', resource: OURS, lastActiveAt: 9_000 };
	const somewhere = (lastActiveAt: number | null): ProductUse => ({
		product: '',
		resource: '',
		lastActiveAt,
	});

	it.each<[string, ProductUse[], number | null]>([
		['is the latest of all entries that may be ours', [ours(5), somewhere(8), jira], 8],
		['does not fall behind for an earlier entry', [ours(8), ours(5)], 8],
		['is not hidden by an entry that cannot be placed', [somewhere(3), ours(5)], 5],
		['stays as it is in the future', [ours(4_102_444_800_000)], 4_102_444_800_000],
	])('%s', (_, uses, at) => {
		expect(lastViewOf(uses, OURS, 1)).toEqual({ at, since: null, error: null });
	});

	it('is "never" since joining only where no entry may be ours', () => {
		expect(lastViewOf([jira], OURS, 7)).toEqual({ at: null, since: 7, error: null });
		expect(lastViewOf([], OURS, 7)).toEqual({ at: null, since: 7, error: null });
	});

	it('is not known where nobody tells since when', () => {
		expect(lastViewOf([jira], OURS, null)).toMatchObject({ at: null, since: null });
		expect(lastViewOf([jira], OURS, null).error).toContain('since when');
	});

	it('is not known next to an entry without a date, and a date found still counts', () => {
		const view = lastViewOf([ours(5), somewhere(null)], OURS, 7);
		expect(view).toMatchObject({ at: 5, since: null });
		expect(view.error).toContain('gives no date');
	});

	it('is never "never" while an entry names our site, whatever its key', () => {
		fc.assert(
			fc.property(fc.string(), fc.option(fc.integer({ min: 1 })), (product, lastActiveAt) => {
				fc.pre(
					!/^\s*(jira|atlas|bitbucket|compass|loom|opsgenie|statuspage|townsquare|trello)/i.test(
						product,
					),
				);
				const { at, error } = lastViewOf([{ ...ours(lastActiveAt), product }], OURS, 7);
				expect(at !== null || error !== null).toBe(true);
			}),
		);
	});

	it('does not depend on the order of the entries', () => {
		const entry = fc.constantFrom(ours(5), ours(9), ours(null), jira, somewhere(7));
		fc.assert(
			fc.property(fc.array(entry), (uses) => {
				const backwards = [...uses].reverse();
				expect(lastViewOf(backwards, OURS, 7)).toEqual(lastViewOf(uses, OURS, 7));
			}),
		);
	});
});
