import fc from 'fast-check';

import { folded } from '../../../licensing/exclusions/comparedText';
import { compileRegex } from '../../../licensing/exclusions/patterns';
import {
	readRules,
	EFFECTS,
	appliesTo,
	isInForce,
	type ExclusionRule,
} from '../../../licensing/exclusions/rule';
import { ruleField, RULE_FIELDS, comparedPerson } from '../../../licensing/exclusions/ruleFields';
import { RuleIndex, type Scope } from '../../../licensing/exclusions/ruleIndex';
import { readPerson } from '../../../licensing/person';
import type { Row } from '../../../licensing/tableValues';
import { compileWildcard } from '../../../licensing/exclusions/wildcard';
import { atLeast } from '../../testScale';
import { NOW, daysAgo, hoursAgo, idlePerson, judge, judgeAt } from './samples';

const profiles = fc.constantFrom('acme', 'beta');
const groups = fc.constantFrom('users', 'contractors', 'staff');
const names = fc.constantFrom('ann', 'bob', 'svc-a', 'svc-b');
const emails = fc.constantFrom(null, '', 'ann@example.com', 'svc@bots.example.com', 'nonsense');
const moments = fc.oneof(
	fc.integer({ min: -30, max: 200 }).map(daysAgo),
	fc.constantFrom(null, '', 'soon', '2026-04-01'),
);
const flags = fc.constantFrom(true, false, false, false, 1, 0, 'true', 'false', null, undefined);

const people: fc.Arbitrary<Row> = fc
	.record({
		profile: profiles,
		accountId: names,
		displayName: names,
		email: emails,
		groupNames: fc.uniqueArray(groups, { minLength: 1 }),
		isAdmin: flags,
		isConnectedAccount: flags,
		managedExternally: flags,
		viewsChecked: flags,
		activityStatus: fc.constantFrom('known', 'known', 'none', 'none', 'unknown', 'other'),
		activityCheckedAt: fc.constantFrom(hoursAgo(1), hoursAgo(1), hoursAgo(1), daysAgo(5), null),
		activityCheckedFrom: moments,
		lastActivityAt: moments,
		firstSeenAt: moments,
		keepUntil: fc.oneof(fc.constant(null), fc.constant(null), moments),
	})
	.map((fields) => ({
		...fields,
		groupIds: fields.groupNames.map((name) => `id-${name}`),
		subscriptionIdentifier: fields.groupNames[0],
	}))
	.map((fields) => idlePerson(fields));

const values = fc.oneof(
	names,
	groups,
	fc.constantFrom('ann@example.com', 'bots.example.com', 'id-staff'),
);

const ruleRows: fc.Arbitrary<Row> = fc
	.record({
		ruleType: fc.constantFrom('user', 'identifier'),
		field: fc.constantFrom(...Object.keys(RULE_FIELDS)),
		match: fc.constantFrom('equals', 'wildcard', 'regex'),
		value: values,
		effect: fc.constantFrom(null, 'both', 'cost', 'reclamation'),
		profile: fc.constantFrom('', '', 'acme', 'beta'),
		expiresAt: fc.constantFrom(null, null, daysAgo(1), daysAgo(-1)),
		active: fc.constantFrom(null, true, true, false),
	})
	.map((rule) => ({
		...rule,
		value: rule.match === 'wildcard' ? `${rule.value.slice(0, 3)}*` : rule.value,
	}));

const rules = fc.array(ruleRows, { maxLength: 6 });

/** The plain meaning of the contract: try every rule on every text. */
function fits(rule: ExclusionRule, person: Row, scope: Scope): boolean {
	const read = readPerson(person).person;
	if (!EFFECTS[rule.effect][scope] || !isInForce(rule, NOW)) return false;
	if (!appliesTo(rule, read.profile)) return false;
	const subject = comparedPerson(read);
	const { reclamation, cost } = ruleField(rule.field);
	const texts = scope === 'cost' && cost ? cost(subject) : reclamation(subject);
	return texts.some((text) => {
		if (rule.match === 'equals') return text.folded === folded(rule.value);
		if (rule.match === 'wildcard') return compileWildcard(folded(rule.value))(text.folded);
		const compiled = compileRegex(rule.value, false);
		return 'matches' in compiled && compiled.matches(text);
	});
}

const isTrue = (value: unknown) => value === true || value === 1 || value === 'true';

describe('the laws of evaluation', () => {
	test('the index finds what trying every rule finds, and names the first', () => {
		const counts = { fitted: 0, none: 0 };
		fc.assert(
			fc.property(people, rules, (person, rows) => {
				const all = readRules(rows, 'in the input "Rules"');
				const read = readPerson(person).person;
				const found = new RuleIndex(all, read.profile, NOW).match(comparedPerson(read));
				const reclamation = all.filter((rule) => fits(rule, person, 'reclamation'));
				const cost = all.filter((rule) => fits(rule, person, 'cost'));
				expect(found.reclamation).toBe(reclamation[0] ?? null);
				expect(found.cost).toBe(cost[0] ?? null);
				expect(new Set(found.all)).toEqual(new Set([...reclamation, ...cost]));
				if (found.all.length > 0) counts.fitted++;
				else counts.none++;
			}),
			{ numRuns: atLeast(3000) },
		);
		expect(counts.fitted).toBeGreaterThan(100);
		expect(counts.none).toBeGreaterThan(100);
	});

	test('nobody protected, unknown, unreachable by a rule, new or active is a candidate', () => {
		const decisions = { candidate: 0, retained: 0, excluded: 0 };
		fc.assert(
			fc.property(people, rules, (person, rows) => {
				const evaluation = judge(person, rows);
				decisions[evaluation.decision]++;
				if (evaluation.decision !== 'candidate') return;
				expect(
					[person.isAdmin, person.isConnectedAccount, person.managedExternally].some(
						isTrue,
					),
				).toBe(false);
				expect(['known', 'none']).toContain(person.activityStatus);
				expect(person.activityCheckedAt).toBe(hoursAgo(1));
				const { inactiveDays } = evaluation;
				expect(person.activityStatus === 'none' || (inactiveDays ?? 0) >= 60).toBe(true);
				expect(inactiveDays === null || inactiveDays >= 60).toBe(true);
				const all = readRules(rows, 'in the input "Rules"');
				expect(all.some((rule) => fits(rule, person, 'reclamation'))).toBe(false);
			}),
			{ numRuns: atLeast(5000) },
		);
		for (const count of Object.values(decisions)) expect(count).toBeGreaterThan(50);
	});

	test('one more rule never makes a candidate, and never changes what cost alone does not touch', () => {
		fc.assert(
			fc.property(people, rules, ruleRows, (person, rows, extra) => {
				const before = judge(person, rows);
				const after = judge(person, [...rows, extra]);
				if (before.decision !== 'candidate') expect(after.decision).not.toBe('candidate');
				if (extra.effect === 'cost') expect(after.reasonCode).toBe(before.reasonCode);
				if (before.excludedFromCost) expect(after.excludedFromCost).toBe(true);
			}),
			{ numRuns: atLeast(2000) },
		);
	});

	test('a higher threshold never makes a candidate of somebody who was kept', () => {
		fc.assert(
			fc.property(people, rules, fc.integer({ min: 1, max: 90 }), (person, rows, more) => {
				const settings = { inactivityThresholdDays: 60 };
				const higher = { inactivityThresholdDays: 60 + more };
				if (judge(person, rows, settings).decision === 'candidate') return;
				expect(judge(person, rows, higher).decision).not.toBe('candidate');
			}),
			{ numRuns: atLeast(2000) },
		);
	});

	test('the same input gives the same answer', () => {
		fc.assert(
			fc.property(people, rules, (person, rows) => {
				expect(judgeAt(NOW, person, rows).evaluation).toEqual(
					judgeAt(NOW, person, rows).evaluation,
				);
			}),
			{ numRuns: atLeast(300) },
		);
	});
});
