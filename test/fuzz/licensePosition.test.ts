import fc from 'fast-check';

import { runNode } from '../engine/harness';
import {
	entitlement,
	idlePerson,
	NOW_ISO,
	receipt,
	STANDARD,
	team,
} from '../licensing/position/samples';
import { hostileText, hostileValue, itemsOf, SETTINGS, spoilt, type Row } from './hostile';
import { endsWell, survives } from './laws';

const GOOD_PROFILE = 'good.atlassian.net';
const GOOD = team(4, 3, { profile: GOOD_PROFILE });

interface Given {
	rows: readonly Row[];
	second?: readonly Row[];
	models?: readonly Row[];
	entitlements?: readonly Row[];
	report?: boolean;
}

const node = ({ rows, second = [], models, entitlements, report = false }: Given) => ({
	type: 'licensePosition',
	parameters: {
		softwareModelRows: asText(models ?? [STANDARD]),
		entitlementRows: asText(entitlements ?? [entitlement({ profile: GOOD_PROFILE })]),
		options: { now: NOW_ISO, report },
	},
	inputs: [itemsOf(rows), itemsOf(second)],
});

/** Rows as an expression hands them over; JSON, so that they are no expression themselves. */
function asText(rows: readonly Row[]): string {
	return JSON.stringify(rows);
}

const badPeople = fc.array(spoilt(idlePerson('bad', 100, { profile: 'bad.atlassian.net' })), {
	minLength: 1,
	maxLength: 4,
});

describe('License Position with hostile input', () => {
	it('ends well, or names item and field', async () => {
		const badReceipts = fc.array(spoilt(receipt('bad')), { maxLength: 3 });
		await fc.assert(
			fc.asyncProperty(badPeople, badReceipts, async (people, second) => {
				await endsWell(node({ rows: [...GOOD, ...people], second }));
			}),
			SETTINGS,
		);
	});

	it('with continue on fail counts the good profile as if the bad ones were not there', async () => {
		const ofGood = async (given: Given) =>
			(await survives(node(given)))[0]?.filter(({ profile }) => profile === GOOD_PROFILE);
		const alone = await ofGood({ rows: GOOD });
		expect(alone).toMatchObject([{ used: 7, owned: 10 }]);
		await fc.assert(
			fc.asyncProperty(badPeople, async (people) => {
				expect(await ofGood({ rows: [...people, ...GOOD] })).toEqual(alone);
			}),
			SETTINGS,
		);
	});

	it('reads a model or an entitlement, or names the row and the field', async () => {
		const models = fc.array(spoilt(STANDARD), { minLength: 1, maxLength: 3 });
		const entitlements = fc.array(spoilt(entitlement()), { minLength: 1, maxLength: 3 });
		await fc.assert(
			fc.asyncProperty(models, entitlements, async (modelRows, entitlementRows) => {
				const run = node({ rows: GOOD, models: modelRows, entitlements: entitlementRows });
				await endsWell(run);
				await survives(run);
			}),
			SETTINGS,
		);
	});

	it('divides a position by whatever stands for a department, and loses no seat', async () => {
		const departments = fc.array(hostileValue, { minLength: 1, maxLength: 5 });
		await fc.assert(
			fc.asyncProperty(departments, async (names) => {
				const rows = names.map((department, place) =>
					idlePerson(`p-${place}`, 100, { department, profile: GOOD_PROFILE }),
				);
				const run = node({ rows });
				const { outputs, error } = await runNode({
					...run,
					parameters: { ...run.parameters, groupBy: 'department' },
				});
				expect(error).toBeUndefined();
				for (const { json } of outputs[0] ?? []) {
					const groups = json.groups as { group: string; used: number; owned: number }[];
					expect(groups.reduce((all, { used }) => all + used, 0)).toBe(names.length);
					expect(groups.reduce((all, { owned }) => all + owned, 0)).toBe(10);
					for (const { group } of groups) expect(group.trim()).not.toBe('');
				}
				const { data = '' } = outputs[0]?.[0]?.binary?.chargeBack ?? {};
				const file = Buffer.from(data, 'base64').toString();
				expect(file).not.toMatch(/(^|,)"?[=+@-]/m);
			}),
			SETTINGS,
		);
	});

	it('shows names in the report as text, whatever they hold', async () => {
		const names = fc.oneof(
			hostileText,
			fc.constantFrom(
				'</title><script>alert(1)</script>',
				'"><img src=x onerror=alert(1)>',
				"'><svg/onload=alert(1)>",
				'<!--',
				']]>',
			),
		);
		await fc.assert(
			fc.asyncProperty(names, async (name) => {
				const rows = [idlePerson('a', 100, { displayName: name, profile: `p${name}` })];
				const run = node({
					rows,
					report: true,
					models: [{ ...STANDARD, model: `m${name}` }],
				});
				await endsWell(run);
				const { outputs } = await runNode({ ...run, continueOnFail: true });
				const pages = outputs
					.flat()
					.flatMap(({ binary }) => Object.values(binary ?? {}))
					.map(({ data }) => Buffer.from(data, 'base64').toString());
				expect(pages).toHaveLength(1);
				for (const page of pages) {
					expect(page).toContain('Content-Security-Policy');
					expect(page).not.toMatch(/<(script|img|svg\/|!--|iframe)/i);
				}
			}),
			{ ...SETTINGS, numRuns: 30 },
		);
	});
});
