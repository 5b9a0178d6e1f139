import type { Row } from '../../licensing/tableValues';
import { LicensePosition } from '../../nodes/LicensePosition/LicensePosition.node';
import {
	daysAgo,
	entitlement,
	idlePerson,
	NOW_ISO,
	STANDARD,
	team,
} from '../licensing/position/samples';
import { fakeExecuteFunctions, runFake, withBinaryData } from './fakeExecuteFunctions';

function parametersOf(options: Row, entitlements: Row[]): Row {
	return {
		softwareModels: { model: [STANDARD] },
		entitlements: { entitlement: entitlements },
		options: { now: NOW_ISO, ...options },
	};
}

async function position(inputs: Row[][], entitlements = [entitlement()]) {
	const parameters = parametersOf({}, entitlements);
	return await runFake(new LicensePosition(), { inputs, parameters });
}

function closed(accountId: string, keepUntil: string | null): Row {
	return {
		candidateId: `acme.atlassian.net:${accountId}:1`,
		profile: 'acme.atlassian.net',
		accountId,
		state: 'Closed Skipped',
		closedAt: daysAgo(10),
		changedAt: daysAgo(10),
		keepUntil,
		answerToken: '0'.repeat(32),
		history: '[]',
	};
}

describe('somebody who keeps the seat', () => {
	test('is no saving while that holds, at no threshold', async () => {
		const people = [idlePerson('kept'), idlePerson('free')];
		const { rows } = await position([people, [closed('kept', daysAgo(-80))]]);
		expect(rows[0]?.[0]).toMatchObject({
			used: 2,
			stale: 2,
			candidates: 1,
			potentialSavings: 6,
			whatIfSeats: { 30: 1, 60: 1, 90: 1 },
		});
	});

	test.each([
		['the date has passed', daysAgo(1)],
		['there is none', null],
	])('is one again when %s', async (_, keepUntil) => {
		const { rows } = await position([[idlePerson('kept')], [closed('kept', keepUntil)]]);
		expect(rows[0]?.[0]).toMatchObject({ candidates: 1, potentialSavings: 6 });
	});

	test('counts by the newest of the rows of a candidate', async () => {
		const corrected = { ...closed('kept', null), changedAt: daysAgo(5) };
		const stored = [closed('kept', daysAgo(-80)), corrected];
		const { rows } = await position([[idlePerson('kept')], stored]);
		expect(rows[0]?.[0]).toMatchObject({ candidates: 1 });
	});

	test('stays excluded, or retained for another reason', async () => {
		const people = [
			idlePerson('admin', 100, { decision: 'excluded', reasonCode: 'protectedAdmin' }),
			idlePerson('new', 100, { decision: 'retained', reasonCode: 'activityUnknown' }),
		];
		const stored = [closed('admin', daysAgo(-80)), closed('new', daysAgo(-80))];
		const html = await reportOf(people, stored);
		expect(html).toContain('Administrator of the site');
		expect(html).toContain('Activity not known for certain');
		expect(html).not.toContain('Decided to keep for now');
	});

	test('is in the report among those who stay, and not among the candidates', async () => {
		const html = await reportOf([idlePerson('kept')], [closed('kept', daysAgo(-80))]);
		expect(html).not.toContain('Why these seats are idle');
		expect(html).toContain('Decided to keep for now');
	});
});

test('the report says how much of the savings is true-up avoided', async () => {
	const html = await reportOf(team(5, 3), [], [entitlement({ purchased: 6 })]);
	expect(html).toMatch(
		/would save .*18\.00.* per month \(of which .*12\.00.* is avoided true-up cost\)/,
	);
	const allBought = await reportOf(team(5, 3), [], [entitlement({ purchased: 8 })]);
	expect(allBought).not.toContain('avoided true-up');
});

test('an entitlement of a profile that is not in the run is told', async () => {
	const misspelt = [entitlement({ profile: 'acme.atlassian' }), entitlement({ profile: '' })];
	const { hints } = await position([team(1, 0)], misspelt);
	expect(hints).toEqual([
		'Entitlements of profiles that are not in this run are not counted: "Confluence Standard" of "acme.atlassian". Check that the profile is spelled as in the subscriptions.',
	]);
	const right = [entitlement({ profile: 'ACME.atlassian.net' })];
	expect((await position([team(1, 0)], right)).hints).toEqual([]);
});

/** The report as its source. */
async function reportOf(people: Row[], stored: Row[], entitlements = [entitlement()]) {
	const node = new LicensePosition();
	const inputs = [people, stored];
	const parameters = parametersOf({ report: true }, entitlements);
	const { context } = fakeExecuteFunctions(node, { inputs, parameters });
	const outputs = await node.execute.call(withBinaryData(context));
	return Buffer.from(outputs[0]?.[0]?.binary?.data?.data ?? '', 'base64').toString('utf8');
}
