import { readSiteMembers } from '../../../confluence/snapshot/siteMembers';
import type { AccessGroup } from '../../../licensing/snapshot/accessGroups';
import { json, scriptedClient } from '../scriptedRuntime';

const group = (groupId: string): AccessGroup => ({
	groupId,
	name: groupId,
	accessTypes: ['user'],
	managedExternally: false,
});

const crowd = (prefix: string, count: number) =>
	Array.from({ length: count }, (_, index) => `${prefix}${index}`);

const MINUTES = 25;

/** A site with a group that costs more than an hour's points and a small one, in lists by offset. */
function siteAt(startAt: string, failing: (url: URL) => boolean) {
	const groups = { big: crowd('b', 40_000), small: crowd('s', 2) };
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
		).rejects.toThrow(/"Wait for Quota \(Minutes\)" to at least 40/);
		expect(site.client.usage().requests).toBe(2);
	});
});
