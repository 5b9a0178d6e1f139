import { readSiteMembers } from '../../../confluence/snapshot/siteMembers';
import type { AccessGroup } from '../../../licensing/snapshot/accessGroups';
import { json, scriptedClient } from '../scriptedRuntime';

const group = (groupId: string): AccessGroup => ({
	groupId,
	name: groupId,
	accessTypes: ['user'],
	managedExternally: false,
	managedBy: 'ADMINS',
});

const crowd = (prefix: string, count: number) =>
	Array.from({ length: count }, (_, index) => `${prefix}${index}`);

const MINUTES = 25;

/** A site with a group that costs more than an hour's points and a small one. */
const siteAt = (startAt: string, failing: (url: URL) => boolean) =>
	siteOf({ big: crowd('b', 40_000), small: crowd('s', 2) }, startAt, failing);

/** A site whose two groups are listed by offset. */
function siteOf(
	groups: { big: string[]; small: string[] },
	startAt: string,
	failing: (url: URL) => boolean,
) {
	return scriptedClient(
		({ url: address }) => {
			const url = new URL(address);
			if (failing(url)) return { status: 503 };
			const people = url.pathname.includes('/big/') ? groups.big : groups.small;
			const [start, limit] = ['start', 'limit'].map((name) =>
				Number(url.searchParams.get(name)),
			) as [number, number];
			return json({
				results: people.slice(start, start + limit).map((accountId) => ({
					type: 'known',
					accountId,
					accountType: 'atlassian',
				})),
				totalSize: people.length,
			});
		},
		{ concurrency: 1, waitForQuotaMs: MINUTES * 60_000 },
		Date.parse(startAt),
	);
}

describe('reading all groups of a site', () => {
	it('leaves no group out whose first page was spared, when the wait becomes short enough meanwhile', async () => {
		let failures = 0;
		// One millisecond more than the run may wait is left of the hour.
		const site = siteAt('2026-05-02T10:34:59.999Z', (url) => {
			const isTotal = url.searchParams.get('limit') === '1';
			return isTotal && failures++ === 0;
		});
		const { accessGroups } = await readSiteMembers(
			site.client,
			[group('big'), group('small')],
			[],
		);
		expect(failures).toBeGreaterThan(1);
		expect(accessGroups.map(({ members }) => members.length)).toEqual([40_000, 2]);
	});

	it('ends when the wait stays too long', async () => {
		const site = siteAt('2026-05-02T10:20:00.000Z', () => false);
		await expect(
			readSiteMembers(site.client, [group('big'), group('small')], []),
		).rejects.toThrow(/wait at least 40 minutes/);
		expect(site.client.usage().requests).toBe(2);
	});

	it.each([
		['is read once where somebody joined it while another was read', true, [2, 2, 1]],
		['keeps its first page where nobody did', false, [1, 1, 1]],
	])('a group %s', async (_, joins, timesRead) => {
		const groups = { big: crowd('b', 900), small: crowd('s', 1_000) };
		const reads = new Map<string, number>();
		const site = siteOf(groups, '2026-05-02T10:20:00.000Z', (url) => {
			const [start, limit] = ['start', 'limit'].map((name) => url.searchParams.get(name));
			const isBig = url.pathname.includes('/big/');
			if (joins && isBig && start === '398') groups.small.push('late');
			if (!isBig && limit === '200') reads.set(`${start}`, (reads.get(`${start}`) ?? 0) + 1);
			return false;
		});
		const { accessGroups } = await readSiteMembers(
			site.client,
			[group('big'), group('small')],
			[],
		);
		expect(accessGroups.map(({ members }) => members.length)).toEqual([
			900,
			joins ? 1_001 : 1_000,
		]);
		expect(['0', '199', '398'].map((start) => reads.get(start))).toEqual(timesRead);
	});
});
