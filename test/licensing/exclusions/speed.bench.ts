/**
 * How long 150,000 subscriptions take against 1,000 rules. Run it with
 * `npx tsx test/licensing/exclusions/speed.bench.ts`; it prints and asserts nothing.
 */
import { evaluate } from '../../../licensing/exclusions/evaluate';
import { readRules } from '../../../licensing/exclusions/rule';
import { RuleIndex } from '../../../licensing/exclusions/ruleIndex';
import { readPerson } from '../../../licensing/person';
import type { Row } from '../../../licensing/tableValues';
import { DEFAULT_SETTINGS, NOW, daysAgo, idlePerson, ruleRow } from './samples';

const SUBSCRIPTIONS = 150_000;
const RULES = 1_000;

const people = Array.from({ length: SUBSCRIPTIONS }, (_, place) =>
	idlePerson({
		accountId: `account-${place}`,
		displayName: `Person ${place} of the Company`,
		email: `person.${place}@department-${place % 300}.example.com`,
		groupNames: [`team-${place % 40}`, 'confluence-users'],
		groupIds: [`group-${place % 40}`, 'group-all'],
		lastActivityAt: daysAgo(place % 200),
	}),
);

const mixes: Record<string, (place: number) => Row> = {
	'equals and domains': (place) =>
		place % 2
			? ruleRow({ value: `account-${place * 7}` })
			: ruleRow({ field: 'emailDomain', value: `department-${place}.example.com` }),
	'a usual mix': (place) => {
		if (place % 20 === 0) {
			return ruleRow({ field: 'email', match: 'wildcard', value: `svc-${place}*` });
		}
		if (place % 100 === 1) {
			return ruleRow({ field: 'displayName', match: 'regex', value: `bot ${place}$` });
		}
		if (place % 10 === 2) return ruleRow({ field: 'groupName', value: `team-${place}` });
		return ruleRow({ value: `account-${place * 7}` });
	},
	'wildcards alone': (place) =>
		ruleRow({ field: 'email', match: 'wildcard', value: `*.${place}@bots-*.example.com` }),
	'regular expressions alone': (place) =>
		ruleRow({ field: 'displayName', match: 'regex', value: `^bot[- ]${place}$` }),
};

for (const [name, ruleOf] of Object.entries(mixes)) {
	const rows = Array.from({ length: RULES }, (_, place) => ruleOf(place));
	const started = performance.now();
	const cpuBefore = process.cpuUsage();
	const index = new RuleIndex(readRules(rows, 'in the input "Rules"'), 'acme.atlassian.net', NOW);
	const context = { index, settings: DEFAULT_SETTINGS, now: NOW };
	const counts = { candidate: 0, retained: 0, excluded: 0 };
	for (const person of people) {
		counts[evaluate(readPerson(person).person, context).evaluation.decision]++;
	}
	const seconds = ((performance.now() - started) / 1000).toFixed(1);
	const { user, system } = process.cpuUsage(cpuBefore);
	const cpuSeconds = ((user + system) / 1_000_000).toFixed(1);
	console.log(
		`${SUBSCRIPTIONS} subscriptions, ${RULES} rules (${name}): ${seconds} s (${cpuSeconds} s of processor); ${JSON.stringify(counts)}`,
	);
}
