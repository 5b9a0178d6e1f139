import { readRules } from '../../../licensing/exclusions/rule';
import { RuleUse } from '../../../licensing/exclusions/ruleIndex';
import { NOW, daysAgo, ruleRow } from './samples';

describe('rules that matched nobody', () => {
	test('active ones of the profiles in the run are named, others are not', () => {
		const rules = readRules(
			[
				ruleRow({ value: 'matched' }),
				ruleRow({ value: 'unmatched' }),
				ruleRow({ value: 'off', active: false }),
				ruleRow({ value: 'over', expiresAt: daysAgo(1) }),
				ruleRow({ value: 'here', profile: 'ACME' }),
				ruleRow({ value: 'elsewhere', profile: 'other' }),
			],
			'in the input "Rules"',
		);
		const use = new RuleUse();
		use.offer(rules, 'acme', NOW);
		use.use(rules.slice(0, 1));
		expect(use.sentence()).toBe(
			'Active exclusion rules that matched nobody: account ID equals "unmatched" (rule 2 in the input "Rules"); account ID equals "here" (rule 5 in the input "Rules"), for profile ACME. Check their values, or switch them off.',
		);
	});

	test('a rule that matched in one profile is not named because of another', () => {
		const use = new RuleUse();
		for (const matched of [true, false]) {
			const rules = readRules([ruleRow()], 'in the fields of this node');
			use.offer(rules, 'acme', NOW);
			if (matched) use.use(rules);
		}
		expect(use.sentence()).toBeNull();
	});

	test('of many the first ten are named and the others counted', () => {
		const rows = Array.from({ length: 13 }, (_, place) =>
			ruleRow({ value: `person-${place}` }),
		);
		const use = new RuleUse();
		use.offer(readRules(rows, 'in the input "Rules"'), 'acme', NOW);
		expect(use.sentence()).toContain('; and 3 more.');
		expect(use.sentence()).not.toContain('person-10');
	});
});
