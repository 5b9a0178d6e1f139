import {
	addPerson,
	addSite,
	addGroup,
	addToGroup,
	archiveSpace,
	blockSpaceForApp,
	deletePerson,
	indexAs,
	suspend,
	touchContent,
	trash,
} from '../company';
import { seededRandom, type Random } from '../random';
import type { Settings } from '../settings';
import { lastVersion } from '../world';
import { smallCompany, type SmallCompany } from './smallCompany';

/** What a quirk may change before a company is played. */
export interface Mix extends SmallCompany {
	settings: Partial<Settings>;
	/** Optional scopes, granted besides those that the pipeline needs. */
	scopes: Set<string>;
	now: number;
	random: Random;
	/** Somebody is deleted in the middle of a run, after the seats were read. */
	somebodyIsDeleted: boolean;
}

/** A way in which live sites differ from what their documentation leads to expect. */
export interface Quirk {
	name: string;
	/** True where it may leave everybody unknown; else whoever is idle is still to be found. */
	mayBlind?: boolean;
	/** True where a run may rightly end with an error, such as a group that cannot be read whole. */
	mayFail?: boolean;
	apply(mix: Mix): void;
}

/** A small company with some quirks, the same for the same seed. */
export interface QuirkyCompany extends Mix {
	seed: number;
	quirks: string[];
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The search index is behind by less than the day of margin that a query carries. */
const MOST_LAG_HOURS = 6;
const MOST_BEHIND_MS = 3 * HOUR_MS;

/** All quirks that can be mixed; each has its source where it is a switch or a maker. */
export const QUIRKS: readonly Quirk[] = [
	{
		name: 'archived space',
		apply: ({ world }) => archiveSpace(world, 'OLD'),
	},
	{
		name: 'blocked space, seen with the scope',
		mayBlind: true,
		apply: ({ world, scopes }) => {
			blockSpaceForApp(world, 'SECRET');
			scopes.add('read:configuration:confluence');
		},
	},
	{
		name: 'blocked space, not to be seen',
		apply: ({ world, scopes }) => {
			blockSpaceForApp(world, 'SECRET');
			scopes.delete('read:configuration:confluence');
		},
	},
	{
		name: 'restricted content',
		apply: ({ world, random }) => {
			for (const item of world.content) {
				if (random.chance(0.2)) item.visibleTo = [item.createdBy];
			}
		},
	},
	{
		name: 'trash',
		apply: ({ world, random }) => {
			for (const item of [...world.content]) if (random.chance(0.15)) trash(world, item);
		},
	},
	{
		name: 'moved content',
		apply: ({ world, random, now }) => {
			for (const item of [...world.content]) {
				const days = (now - lastVersion(item).at) / DAY_MS;
				if (random.chance(0.3)) {
					touchContent(world, item, now - Math.ceil(random.next() * days * DAY_MS));
				}
			}
		},
	},
	{
		name: 'hit dates of their own',
		apply: ({ world, random }) => {
			for (const item of [...world.content]) {
				const { at } = lastVersion(item);
				if (random.chance(0.3)) {
					indexAs(world, item, { hitDate: at - random.below(300) * DAY_MS });
				}
			}
		},
	},
	{
		name: 'odd dates',
		apply: ({ settings, random }) => {
			settings.oddDates = {
				share: random.pick([0.05, 0.3, 1]),
				seed: random.below(1_000_000),
				behindMs: MOST_BEHIND_MS,
			};
		},
	},
	{
		name: 'index behind',
		apply: ({ settings, random }) => {
			settings.indexLagMs = (1 + random.below(MOST_LAG_HOURS)) * HOUR_MS;
			settings.expansionsAreCurrent = random.chance(0.5);
		},
	},
	{
		name: 'edits while paging',
		mayBlind: true,
		apply: ({ settings, random, habits }) => {
			settings.searchPageCap ??= 1 + random.below(3);
			settings.editsWhilePaging = {
				everyPages: 1 + random.below(3),
				of: random.pick(['unseen', 'unseen', 'seen']),
				by: random.chance(0.5) ? null : random.pick([...habits.keys()]),
			};
		},
	},
	{
		name: 'short search pages',
		apply: ({ settings, random }) => {
			settings.searchPageCap = 1 + random.below(5);
		},
	},
	{
		name: 'search pages of any size',
		apply: ({ settings }) => {
			settings.searchPagesVary = true;
		},
	},
	{
		name: 'empty search pages',
		mayBlind: true,
		apply: ({ settings, random }) => {
			settings.emptySearchPageEvery = 2 + random.below(2);
		},
	},
	{
		name: 'no totals',
		mayBlind: true,
		apply: ({ settings }) => {
			settings.searchTotals = 'absent';
		},
	},
	{
		name: 'totals of what is not shown',
		mayBlind: true,
		apply: ({ settings }) => {
			settings.searchTotals = 'unfiltered';
		},
	},
	{
		name: 'expansions refused',
		mayBlind: true,
		apply: ({ settings }) => {
			settings.expandNeeds = 'read:content-details:confluence';
		},
	},
	{
		name: 'expansions that do not come',
		mayBlind: true,
		apply: ({ settings, random }) => {
			settings.expansionsGiven = random.pick(['some', 'none']);
		},
	},
	{
		name: 'hits without content',
		mayBlind: true,
		apply: ({ settings, random }) => {
			settings.hollowHits = {
				share: random.pick([0.1, 0.5]),
				seed: random.below(1_000_000),
				kind: random.pick(['null', 'missing', 'space']),
			};
		},
	},
	{
		name: 'deleted author',
		apply: ({ world }) => deletePerson(world, '712020:former'),
	},
	{
		name: 'unknown people refused',
		apply: (mix) => {
			mix.settings.unknownContributor = 'refused';
			mix.somebodyIsDeleted = true;
		},
	},
	{
		name: 'time zone',
		apply: ({ settings, random }) => {
			settings.timeZone = random.pick([
				'Etc/GMT+12',
				'America/New_York',
				'Asia/Kolkata',
				'Pacific/Kiritimati',
			]);
		},
	},
	{
		name: 'views late',
		apply: ({ settings, random }) => {
			settings.viewsLateMs = (1 + random.below(24)) * HOUR_MS;
		},
	},
	{
		name: 'no bulk search for views',
		apply: ({ settings }) => {
			settings.organizationRefuses = ['users/search'];
		},
	},
	{
		name: 'stale memberships',
		apply: ({ settings, random }) => {
			settings.staleMembershipReads = 1 + random.below(3);
		},
	},
	{
		name: 'suspended people, guests and apps',
		apply: ({ world, random }) => {
			const [users] = world.groups;
			if (users === undefined) return;
			addToGroup(world, users, addPerson(world, { isGuest: true }));
			addToGroup(world, users, addPerson(world, { accountType: 'app' }));
			for (let count = 1 + random.below(3); count > 0; count--) {
				const person = addPerson(world);
				addToGroup(world, users, person);
				suspend(world, person);
			}
		},
	},
	{
		name: 'another site',
		apply: ({ world }) => {
			const { cloudId } = addSite(world, { name: 'Lighthouse', hasJira: true });
			const group = addGroup(world, {
				name: 'confluence-users-lighthouse',
				accessTypes: { [cloudId]: ['user'] },
			});
			addToGroup(world, group, addPerson(world));
		},
	},
	{
		name: 'paged last-active dates',
		apply: ({ settings, random }) => {
			settings.organizationRefuses = ['users/search'];
			settings.lastActivePageSize = 1;
			settings.organizationNext = random.pick(['cursor', 'address', 'relative']);
		},
	},
	{
		name: 'next pages of the organization by address',
		apply: ({ settings, random }) => {
			settings.organizationNext = random.pick(['address', 'relative']);
		},
	},
	{
		name: 'several directories',
		mayBlind: true,
		apply: ({ settings, random }) => {
			settings.directories = 2 + random.below(2);
			settings.laterDirectoriesWithhold = random.chance(0.5);
		},
	},
	{
		name: 'Confluence under another key',
		mayBlind: true,
		apply: ({ settings, random }) => {
			settings.confluenceKey = random.pick([
				'confluence.ondemand',
				'CONFLUENCE',
				'wiki-next',
				'',
			]);
		},
	},
	{
		name: 'entries that do not name their site',
		mayBlind: true,
		apply: ({ settings, random }) => {
			settings.productIds = random.pick(['bare', 'none']);
		},
	},
	{
		name: 'stand-ins for dates',
		mayBlind: true,
		apply: ({ settings, random }) => {
			settings.standInDate = random.pick([
				'1970-01-01T00:00:00.000Z',
				'0001-01-01T00:00:00.000Z',
			]);
		},
	},
	{
		name: 'no date of joining',
		mayBlind: true,
		apply: ({ settings }) => {
			settings.addedToOrgTold = false;
		},
	},
	{
		name: 'organization key without a scope',
		mayBlind: true,
		mayFail: true,
		apply: ({ settings }) => {
			settings.organizationKeyScopes = [];
		},
	},
	{
		name: 'address not on the allowlist',
		mayBlind: true,
		mayFail: true,
		apply: ({ settings, random }) => {
			settings.addressRefused = random.pick(['errors', 'errorMessages']);
		},
	},
	{
		name: 'admins by platform role',
		apply: ({ settings, random, habits }) => {
			settings.platformAdmins = [random.pick([...habits.keys()])];
		},
	},
	{
		name: 'short pages of members and groups',
		apply: ({ settings, random }) => {
			settings.memberPageSizes = [2 + random.below(4), 2 + random.below(5)];
			settings.groupPageSizes = [1 + random.below(3)];
			settings.memberOfPageSizes = [1 + random.below(2)];
			settings.memberPageLimit = random.pick(['own', 'asked', 'none']);
		},
	},
	{
		name: 'pages of members without a next link',
		mayBlind: true,
		mayFail: true,
		apply: ({ settings, random }) => {
			settings.memberPageSizes = [2 + random.below(4)];
			settings.memberPagesNameNext = false;
		},
	},
	{
		name: 'gaps where suspended people were',
		mayFail: true,
		apply: ({ settings, world, random }) => {
			settings.suspendedLeaveGaps = true;
			const [users] = world.groups;
			if (users === undefined) return;
			for (let count = 1 + random.below(3); count > 0; count--) {
				const person = addPerson(world);
				addToGroup(world, users, person);
				suspend(world, person);
			}
		},
	},
	{
		name: 'renamed site',
		apply: ({ settings }) => {
			settings.renamedTo = 'globex';
		},
	},
	{
		name: 'custom domain',
		apply: ({ settings }) => {
			settings.customDomain = 'wiki.harbour.example';
		},
	},
	{
		name: 'groups that their teams manage',
		apply: ({ settings, random }) => {
			settings.accessGroupsManagedBy = random.pick(['TEAM_MEMBERS', 'OPEN']);
			settings.teamRefusal = random.pick(['namesReason', 'plain']);
		},
	},
	{
		name: 'nothing on who manages a group',
		mayBlind: true,
		apply: ({ settings }) => {
			settings.managedByTold = false;
		},
	},
	{
		name: 'other quota headers',
		apply: ({ settings, random }) => {
			settings.rateLimitHeaders = random.pick([
				['RateLimit'],
				['RateLimit', 'Beta-RateLimit'],
			]);
			settings.burstLeft = random.chance(0.5) ? 3 : null;
			settings.pointsAlwaysTold = random.chance(0.5);
		},
	},
];

/** How many quirks a company has; one in eight has none. */
const HOW_MANY = [0, 1, 1, 1, 2, 3, 4, 6] as const;

export function quirkyCompany(seed: number, now: number): QuirkyCompany {
	const random = seededRandom(seed * 2_654_435_761);
	const company = smallCompany(now, random);
	const mix: Mix = {
		...company,
		settings: {},
		scopes: new Set(),
		now,
		random,
		somebodyIsDeleted: false,
	};
	if (random.chance(0.5)) mix.scopes.add('read:configuration:confluence');
	const left = [...QUIRKS];
	const chosen: Quirk[] = [];
	for (let count: number = random.pick(HOW_MANY); count > 0; count--) {
		const [quirk] = left.splice(random.below(left.length), 1);
		if (quirk !== undefined) chosen.push(quirk);
	}
	for (const quirk of chosen) quirk.apply(mix);
	return { ...mix, seed, quirks: chosen.map(({ name }) => name) };
}
