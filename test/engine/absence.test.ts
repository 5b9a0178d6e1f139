import { addColleague, namesOfGroups } from '../confluence/reclaim/company';
import { addPage, archiveSpace, touchContent, view } from '../simulator';
import { activityChainOnASite, ago, isoAgo } from './activityChain';

/**
 * What was not found proves nothing: small sites on which a program that takes absence for proof
 * takes the seat of somebody who works. Where the other kinds are held is told in `absenceKinds.test.ts`.
 */

const { site, seat, pull, evaluate, chain, reclaimAnyway } = activityChainOnASite();

const SEATS = ['confluence-users-harbour'];

/** Ada, with a seat, whose changes a test makes. */
function ada(known = {}) {
	addColleague(site.company, 'ada', [site.company.users], null);
	return [seat('ada', known)];
}

/** Somebody who was quiet for a hundred days when they were last looked at, yesterday. */
const QUIET = {
	lastActivityAt: isoAgo(100),
	lastActivityType: 'create',
	lastActivitySource: 'search',
	activityStatus: 'known',
	activityCheckedAt: isoAgo(1),
	activityCheckedFrom: isoAgo(365),
};

describe('an answer that contradicts its own question', () => {
	/** A page that was moved lately: found and listed first, though its last version is old. */
	const movedPage = (createdBy: string) => {
		const { world } = site.company;
		touchContent(world, addPage(world, { createdBy, createdAt: ago(200) }), ago(0.04));
	};

	it('keeps the seat of somebody whose last change comes behind a moved page', async () => {
		const people = ada();
		movedPage('ada');
		addPage(site.company.world, { createdBy: 'ada', createdAt: ago(5) });
		const { looked, reasons, outcomes } = await chain(people, { lookbackDays: 60 });
		expect(looked).toMatchObject([
			{ activityStatus: 'known', lastActivityAt: isoAgo(5), activityError: null },
		]);
		expect([reasons, outcomes]).toEqual([{ ada: 'active' }, {}]);
		expect(await reclaimAnyway(looked)).toEqual({ ada: 'activeAgain' });
		expect(namesOfGroups(site.company, 'ada')).toEqual(SEATS);
	});

	it('makes nobody of a thousand active people a candidate, and misses none who is idle', async () => {
		const { company } = site;
		const names = Array.from({ length: 2_000 }, (_, index) => `p${index}`);
		for (const name of names) addColleague(company, name, [company.users], 100);
		names.forEach((createdBy, index) => {
			if (index % 2 === 0) {
				addPage(company.world, { createdBy, createdAt: ago(0.05 + index / 20_000) });
			}
		});
		movedPage('p1');
		const { people, error } = await pull(names.map((name) => seat(name, QUIET)));
		expect(error).toBeUndefined();
		const candidates = (await evaluate(people))
			.filter(({ decision }) => decision === 'candidate')
			.map(({ accountId }) => accountId);
		expect(candidates.sort()).toEqual(names.filter((_, index) => index % 2 === 1).sort());
	});
});

describe('a search that leaves things out unless it is asked for them', () => {
	it('keeps the seat of somebody who worked in a space that was archived since', async () => {
		const people = ada();
		const { world } = site.company;
		addPage(world, { createdBy: 'ada', createdAt: ago(9), spaceKey: 'OLD' });
		archiveSpace(world, 'OLD');
		const { looked, reasons, outcomes } = await chain(people);
		expect(looked).toMatchObject([{ activityStatus: 'known', lastActivityAt: isoAgo(9) }]);
		expect([reasons, outcomes]).toEqual([{ ada: 'active' }, {}]);
		expect(await reclaimAnyway(looked)).toEqual({ ada: 'activeAgain' });
		expect(namesOfGroups(site.company, 'ada')).toEqual(SEATS);
	});
});

describe('an entry that is not recognised', () => {
	const views = { signal: 'both' };

	it('keeps the seat of somebody whose view stands on the second page', async () => {
		const people = ada();
		const { simulator, company } = site;
		Object.assign(simulator.settings, {
			organizationRefuses: ['users/search'],
			lastActivePageSize: 1,
		});
		view(company.world, 'ada', ago(1), { product: 'jira-software' });
		view(company.world, 'ada', ago(2));
		const { looked, reasons, outcomes } = await chain(people, views);
		expect(looked).toMatchObject([
			{ activityStatus: 'known', lastActivityAt: isoAgo(2), viewsChecked: true },
		]);
		expect([reasons, outcomes]).toEqual([{ ada: 'active' }, {}]);
		expect(await reclaimAnyway(looked)).toEqual({ ada: 'activeAgain' });
		expect(namesOfGroups(site.company, 'ada')).toEqual(SEATS);
	});

	it.each([
		['the older key', { confluenceKey: 'confluence.ondemand' }],
		['a key that nobody knows, for our site', { confluenceKey: 'wiki-next' }],
		['no site', { productIds: 'none' }],
		['neither', { confluenceKey: '', productIds: 'none' }],
	])('is ours where it has %s and a date', async (_, settings) => {
		const people = ada();
		Object.assign(site.simulator.settings, settings);
		view(site.company.world, 'ada', ago(2));
		const { looked, reasons } = await chain(people, views);
		expect(looked).toMatchObject([{ activityStatus: 'known', lastActivityAt: isoAgo(2) }]);
		expect(reasons).toEqual({ ada: 'active' });
	});

	it('leaves the person unknown where it has no date', async () => {
		const people = ada();
		Object.assign(site.simulator.settings, {
			confluenceKey: 'wiki-next',
			productIds: 'none',
			standInDate: '1970-01-01T00:00:00.000Z',
		});
		view(site.company.world, 'ada', ago(2));
		const { looked, reasons } = await chain(people, views);
		expect(looked).toMatchObject([{ activityStatus: 'unknown', viewsChecked: false }]);
		expect(reasons).toEqual({ ada: 'activityUnknown' });
	});
});

describe('evidence in hand', () => {
	it.each([
		['alone', 1],
		['with others', 40],
	])('counts although it lies before the last look: asked for %s', async (_, count) => {
		const people = ada(QUIET);
		for (let number = 1; number < count; number++) {
			addColleague(site.company, `quiet${number}`, [site.company.users], null);
			people.push(seat(`quiet${number}`, QUIET));
		}
		// Three hours before the look of yesterday, which the index did not show then.
		addPage(site.company.world, { createdBy: 'ada', createdAt: ago(1.125) });
		const { looked, reasons } = await chain(people);
		expect(looked[0]).toMatchObject({ lastActivityAt: isoAgo(1.125), activityError: null });
		expect(reasons.ada).toBe('active');
	});

	it('counts for both rows of somebody who comes twice', async () => {
		const [known] = ada(QUIET);
		const active = { lastActivityAt: isoAgo(2), activityCheckedAt: isoAgo(5) };
		const rows = [seat('ada', { ...QUIET, ...active }), known ?? {}];
		for (const order of [rows, [...rows].reverse()]) {
			const { looked, candidates } = await chain(order);
			expect(looked.map(({ lastActivityAt }) => lastActivityAt)).toEqual([
				isoAgo(2),
				isoAgo(2),
			]);
			expect(candidates).toEqual([]);
		}
	});
});
