import fc from 'fast-check';

import { reclaimProfile } from '../../../confluence/reclaim/reclaimProfile';
import { restoreProfile } from '../../../confluence/reclaim/restoreProfile';
import { openReclaimSite } from '../../../confluence/reclaim/site';
import { evaluate } from '../../../licensing/exclusions/evaluate';
import { readRules } from '../../../licensing/exclusions/rule';
import { RuleIndex } from '../../../licensing/exclusions/ruleIndex';
import type { EvaluationSettings } from '../../../licensing/exclusions/reasons';
import { readPerson } from '../../../licensing/person';
import { readAnswers } from '../../../licensing/reclaim/answers';
import { resultFields } from '../../../licensing/reclaim/personResult';
import { readReceipt } from '../../../licensing/reclaim/receipts';
import { readReclaimItem } from '../../../licensing/reclaim/reclaimItem';
import type { Row } from '../../../licensing/tableValues';
import {
	addPage,
	addPerson,
	addToGroup,
	edit,
	removeFromGroup,
	type Group,
	type Simulator,
} from '../../simulator';
import { scaled } from '../../testScale';
import { DAY, makeCompany, namesOfGroups, NOW, playCompany, type Company } from './company';
import { clientFor, iso, newProgress, type Result } from './run';

/** How many companies are made up. */
const COMPANIES = scaled(2_000);

/** The groups a made-up person may be in, by their name in `Company`. */
type GroupName = 'users' | 'contractors' | 'synced' | 'guestsOfHr' | 'admins' | 'readers';
const PROFILE: readonly GroupName[] = ['users', 'contractors', 'synced'];

/** A made-up person: what is so, and what happens between the decision and the removal. */
interface Draft {
	groups: GroupName[];
	/** Days since the last own edit; null: never. */
	editDays: number | null;
	/** Somebody who holds no seat changed the person's page twice since. */
	touchedByOther: boolean;
	firstSeenDays: number;
	/** How far what is known of the activity can be trusted. */
	activity: 'looked' | 'unknown' | 'stale' | 'shortLook';
	rule: 'none' | 'vip' | 'costOnly';
	isConnected: boolean;
	late: 'nothing' | 'edits' | 'becomesAdmin' | 'leaves';
}

const often = <Value>(usual: Value, ...others: Value[]): fc.Arbitrary<Value> =>
	fc.oneof(
		{ weight: 6, arbitrary: fc.constant(usual) },
		...others.map((value) => ({ weight: 1, arbitrary: fc.constant(value) })),
	);

const drafts: fc.Arbitrary<Draft> = fc.record({
	groups: fc.oneof(
		{
			weight: 4,
			arbitrary: fc.constantFrom<GroupName[]>(
				['users'],
				['users', 'readers'],
				['users', 'contractors'],
			),
		},
		{
			weight: 1,
			arbitrary: fc.subarray<GroupName>(
				['users', 'contractors', 'synced', 'guestsOfHr', 'admins', 'readers'],
				{ minLength: 1 },
			),
		},
	),
	editDays: fc.oneof(
		fc.integer({ min: 55, max: 170 }),
		fc.integer({ min: 0, max: 170 }),
		fc.constant(null),
	),
	touchedByOther: fc.boolean(),
	firstSeenDays: fc.oneof(fc.integer({ min: 0, max: 45 }), fc.integer({ min: 60, max: 400 })),
	activity: often<Draft['activity']>('looked', 'unknown', 'stale', 'shortLook'),
	rule: often<Draft['rule']>('none', 'vip', 'costOnly'),
	isConnected: often(false, false, false, true),
	late: often<Draft['late']>('nothing', 'edits', 'becomesAdmin', 'leaves'),
});

const RULES = readRules(
	[
		{ ruleType: 'user', field: 'displayName', match: 'equals', value: 'VIP', effect: 'both' },
		{
			ruleType: 'user',
			field: 'displayName',
			match: 'wildcard',
			value: 'Cost*',
			effect: 'cost',
		},
	],
	'in the fields of this node',
);
const SETTINGS: EvaluationSettings = {
	inactivityThresholdDays: 60,
	newUserGraceDays: 30,
	neverActive: 'candidate',
	maxActivityAgeHours: 48,
};
const DISPLAY_NAMES = { none: 'Somebody', vip: 'VIP', costOnly: 'Cost only' } as const;

/** Why a seat may not be taken, worked out from the draft alone; null: it may. */
function protectedBecause(draft: Draft): string | null {
	const is = (name: GroupName): boolean => draft.groups.includes(name);
	if (draft.rule === 'vip') return 'excluded';
	if (is('admins') || draft.late === 'becomesAdmin' || draft.isConnected) return 'protected';
	if (is('synced') || is('guestsOfHr')) return 'protected';
	if (draft.activity !== 'looked') return 'unknown';
	if (draft.editDays === null && draft.firstSeenDays < 30) return 'new';
	if (draft.editDays !== null && draft.editDays < 60) return 'active';
	if (draft.late === 'edits') return 'active';
	return draft.late === 'leaves' ? 'gone' : null;
}

/** Puts the drafts into a company; at most one of them is the connected account. */
function hire(company: Company, people: readonly Draft[]): Map<string, Draft> {
	const staff = new Map<string, Draft>();
	addPerson(company.world, { accountId: 'robot' });
	let isConnected = false;
	for (const [index, made] of people.entries()) {
		const draft = { ...made, isConnected: made.isConnected && !isConnected };
		const accountId = draft.isConnected ? company.world.connectedAccountId : `p${index}`;
		if (draft.isConnected) {
			isConnected = true;
			removeFromGroup(company.world, company.admins, accountId);
		} else addPerson(company.world, { accountId });
		for (const name of draft.groups) addToGroup(company.world, company[name], accountId);
		if (draft.editDays !== null) {
			const at = NOW - draft.editDays * DAY;
			const page = addPage(company.world, { createdBy: accountId, createdAt: at });
			if (draft.touchedByOther) {
				edit(company.world, page, 'robot', at + DAY / 4);
				edit(company.world, page, 'robot', at + DAY / 2);
			}
		}
		staff.set(accountId, draft);
	}
	return staff;
}

/** What Download, Pull Activity and Evaluate make of everybody who holds a seat of the profile. */
function evaluated(company: Company, staff: ReadonlyMap<string, Draft>): Row[] {
	const index = new RuleIndex(RULES, 'harbour', NOW);
	const rows: Row[] = [];
	for (const [accountId, draft] of staff) {
		const groupIds = PROFILE.filter((name) => draft.groups.includes(name)).map(
			(name) => company[name].id,
		);
		if (groupIds.length === 0) continue;
		const row: Row = {
			profile: 'harbour',
			cloudId: company.cloudId,
			accountId,
			displayName: DISPLAY_NAMES[draft.rule],
			email: `${accountId}@harbour.example`,
			groupIds,
			isAdmin: draft.groups.includes('admins'),
			managedExternally: draft.groups.includes('synced'),
			// The connected account may have changed since: the fresh look has to find out.
			isConnectedAccount: false,
			firstSeenAt: iso(NOW - draft.firstSeenDays * DAY),
			viewsChecked: false,
			...activityOf(draft),
		};
		const { person } = readPerson(row);
		const { evaluation } = evaluate(person, {
			index,
			settings: SETTINGS,
			now: NOW,
		});
		rows.push({ ...row, ...evaluation });
	}
	return rows;
}

function activityOf({ activity, editDays }: Draft): Row {
	const lastActivityAt = editDays === null ? null : iso(NOW - editDays * DAY);
	const known = editDays === null ? 'none' : 'known';
	return {
		activityStatus: activity === 'unknown' ? 'unknown' : known,
		lastActivityAt,
		activityCheckedAt: iso(NOW - (activity === 'stale' ? 5 : 0.1) * DAY),
		activityCheckedFrom: iso(NOW - (activity === 'shortLook' ? 30 : 180) * DAY),
	};
}

/** What happens after the decision and before the removal. */
function timePasses(company: Company, staff: ReadonlyMap<string, Draft>): void {
	for (const [accountId, { late, groups }] of staff) {
		if (late === 'edits')
			addPage(company.world, { createdBy: accountId, createdAt: NOW - 1_000 });
		if (late === 'becomesAdmin') addToGroup(company.world, company.admins, accountId);
		if (late === 'leaves') {
			for (const name of groups) {
				if (name !== 'admins') removeFromGroup(company.world, company[name], accountId);
			}
		}
	}
}

async function reclaimAndRestore(company: Company, simulator: Simulator, rows: readonly Row[]) {
	const client = clientFor(simulator);
	const groups: Group[] = PROFILE.map((name) => company[name]);
	const accessGroups = groups.map(({ id }) => id);
	const site = await openReclaimSite(client, company.cloudId, accessGroups);
	const progress = newProgress();
	const recheck = {
		whyNot: null,
		cloudId: site.cloudId,
		canSearch: site.canSearch,
		canReadVersions: site.canReadVersions,
		organization: null,
		now: NOW,
	};
	const moment = iso(NOW);
	const { byItem } = await reclaimProfile(
		{ client, site, recheck, needsPlan: false, dryRun: false, now: moment, progress },
		{
			items: rows.map((row, index) => readReclaimItem(row, index).item),
			unfinished: new Map(),
			settledAt: new Map(),
			unreadableReceipts: new Map(),
			answers: readAnswers([]).answers,
			maxPerRun: 100,
			acknowledgeEditsOnly: true,
		},
	);
	const results = rows.map((row, index) => {
		const outcome = byItem.get(index);
		if (outcome === undefined) throw new Error(`Item ${index} is lost.`);
		const result: Result = { ...row, ...resultFields('reclaim', outcome, moment) };
		return result;
	});
	const after = everybodysGroups(company);
	const receipts = results.filter(({ receiptId }) => receiptId !== null);
	const restored = await restoreProfile(
		{ client, site, accessGroups, dryRun: false, progress, knownGroups: new Map() },
		receipts.map((row, index) => ({ index, receipt: readReceipt({ ...row }).receipt })),
	);
	const restores = [...restored.byItem.values()].filter(({ code }) => code === 'restored');
	return { results, after, restores: restores.length };
}

function everybodysGroups(company: Company): Map<string, string[]> {
	const groups = new Map<string, string[]>();
	for (const accountId of company.world.people.keys()) {
		groups.set(accountId, namesOfGroups(company, accountId));
	}
	return groups;
}

describe('A live reclaim in generated companies', () => {
	it(`takes exactly the seats that may be taken, with a receipt each, and restore undoes it (${COMPANIES} companies)`, async () => {
		const count = { companies: 0, people: 0, removals: 0, seats: 0, skips: 0, restores: 0 };
		const kept: Record<string, number> = {};
		await fc.assert(
			fc.asyncProperty(fc.array(drafts, { minLength: 2, maxLength: 6 }), async (people) => {
				const company = makeCompany();
				const staff = hire(company, people);
				const rows = evaluated(company, staff);
				timePasses(company, staff);
				const simulator = await playCompany(company);
				const removals: Array<{ accountId: string; groupId: string }> = [];
				simulator.exchanges.on(({ request: { method, query } }) => {
					if (method !== 'DELETE') return;
					const [accountId, groupId] = [query.get('accountId'), query.get('groupId')];
					removals.push({ accountId: accountId ?? '', groupId: groupId ?? '' });
				});
				try {
					const before = everybodysGroups(company);
					const { results, after, restores } = await reclaimAndRestore(
						company,
						simulator,
						rows,
					);
					for (const result of results) {
						const draft = staff.get(String(result.accountId));
						if (!draft) throw new Error('Nobody made this person up.');
						const why = protectedBecause(draft);
						const asked = removals.filter(
							({ accountId }) => accountId === result.accountId,
						);
						const had = before.get(String(result.accountId)) ?? [];
						const has = after.get(String(result.accountId)) ?? [];
						if (why === null) {
							expect(result.outcome).toBe('reclaimed');
							expect(result.receiptState).toBe('done');
							const removed = result.removedGroups.map(({ name }) => name);
							expect([...has, ...removed].sort()).toEqual([...had].sort());
							expect(asked.map(({ groupId }) => groupId).sort()).toEqual(
								result.removedGroups.map(({ id }) => id).sort(),
							);
							count.seats++;
						} else {
							expect([why, result.outcome]).toEqual([why, 'skipped']);
							expect(asked).toEqual([]);
							expect(has).toEqual(had);
							expect(result.receiptId).toBeNull();
							count.skips++;
							kept[why] = (kept[why] ?? 0) + 1;
						}
					}
					// Nobody else was touched, and restoring brings everything back.
					const known = new Set(results.map(({ accountId }) => accountId));
					expect(removals.every(({ accountId }) => known.has(accountId))).toBe(true);
					const restored = everybodysGroups(company);
					for (const [accountId, groups] of before) {
						expect([...(restored.get(accountId) ?? [])].sort()).toEqual(
							[...groups].sort(),
						);
					}
					count.companies++;
					count.people += results.length;
					count.removals += removals.length;
					count.restores += restores;
				} finally {
					await simulator.stop();
				}
			}),
			{ numRuns: COMPANIES },
		);
		const why = Object.entries(kept).map(([reason, number]) => `${reason} ${number}`);
		console.log(
			`${count.companies} companies, ${count.people} seats: ${count.seats} taken back by ${count.removals} removals, ${count.skips} kept (${why.join(', ')}), ${count.restores} restored`,
		);
		for (const number of Object.values(count)) expect(number).toBeGreaterThan(0);
		expect(Object.keys(kept).sort()).toEqual([
			'active',
			'excluded',
			'gone',
			'new',
			'protected',
			'unknown',
		]);
	}, 600_000);
});
