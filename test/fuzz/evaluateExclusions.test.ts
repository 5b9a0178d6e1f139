import fc from 'fast-check';

import { idlePerson, NOW } from '../licensing/exclusions/samples';
import {
	DATE_SHAPES,
	hostileText,
	hostileValue,
	itemsOf,
	SETTINGS,
	spoilt,
	type Row,
} from './hostile';
import { endsWell, marked, survives } from './laws';

const now = new Date(NOW).toISOString();
const type = 'evaluateExclusions';
const node = (rows: readonly Row[], rules: readonly Row[] = [], people: readonly Row[] = []) => ({
	type,
	parameters: { options: { now } },
	inputs: [itemsOf(rows), itemsOf(rules), itemsOf(people)],
});

const GOOD = [
	idlePerson({ accountId: 'good-1', mark: 'good' }),
	idlePerson({ accountId: 'good-2', mark: 'good', isAdmin: true }),
	idlePerson({ accountId: 'good-3', mark: 'good', activityStatus: 'unknown' }),
];
const RULE: Row = {
	ruleType: 'user',
	field: 'email',
	match: 'equals',
	value: 'ida@example.com',
	effect: 'both',
	profile: '',
	reason: 'She is on leave.',
	expiresAt: '2027-01-31',
	active: true,
};

const LISTED: Row = {
	accountId: 'account-1',
	email: 'ida@example.com',
	manager: 'Mia Manager',
	department: 'Sales',
	costCenter: '4711',
};
const OTHER: Row = { ...LISTED, accountId: 'other', email: 'other@example.com' };

const hostilePeople = fc.array(spoilt(idlePerson({ mark: 'bad' })), { minLength: 1, maxLength: 5 });

describe('Evaluate Exclusions with hostile input', () => {
	it('judges every item or names the one that it cannot', async () => {
		await fc.assert(
			fc.asyncProperty(hostilePeople, async (people) => {
				const { outputs, error } = await endsWell(node([...GOOD, ...people]));
				if (error !== null) return;
				// An item without a property counts as none.
				const items = people.filter((row) => Object.keys(row).length > 0);
				expect(outputs.flat()).toHaveLength(GOOD.length + items.length);
			}),
			SETTINGS,
		);
	});

	it('with continue on fail judges the others as if the bad ones were not there', async () => {
		const alone = marked(await survives(node(GOOD)), 'good');
		await fc.assert(
			fc.asyncProperty(hostilePeople, async (people) => {
				const [first, ...rest] = GOOD;
				const outputs = await survives(node([first ?? {}, ...people, ...rest]));
				expect(marked(outputs, 'good')).toEqual(alone);
				expect(outputs.flat()).toHaveLength(GOOD.length + people.length);
			}),
			SETTINGS,
		);
	});

	it('reads a rule or names it with its field, and decides nothing without it', async () => {
		const rules = fc.array(spoilt(RULE), { minLength: 1, maxLength: 3 });
		await fc.assert(
			fc.asyncProperty(rules, async (rows) => {
				const { error } = await endsWell(node(GOOD, [RULE, ...rows]));
				if (error === null) return;
				expect(error).toMatch(/^Exclusion rule .*\d.*: the field "\w+" /s);
				const outputs = await survives(node(GOOD, [RULE, ...rows]));
				const reasons = outputs.flat().map(({ reasonCode }) => reasonCode);
				expect(reasons).toEqual(GOOD.map(() => 'evaluationFailed'));
			}),
			SETTINGS,
		);
	});

	it('judges everybody whatever the list of people holds, and takes no protection for it', async () => {
		const listed = spoilt({ ...LISTED, accountId: 'good-1' });
		const lists = fc.array(fc.oneof(listed, spoilt(LISTED)), { minLength: 1, maxLength: 4 });
		const rules = [RULE, { ...RULE, field: 'department', value: 'Legal' }];
		await fc.assert(
			fc.asyncProperty(lists, async (people) => {
				const { outputs, error } = await endsWell(node(GOOD, rules, people));
				expect(error).toBeNull();
				expect(outputs.flat()).toHaveLength(GOOD.length);
				for (const { manager, department, costCenter, email } of outputs.flat()) {
					for (const text of [manager, department, costCenter, email]) {
						if (text !== null) expect(typeof text).toBe('string');
					}
				}
				// Whoever is proposed has a department and an address that were read.
				for (const { department, email } of outputs[0] ?? []) {
					expect(department).toBeTruthy();
					expect(email).toMatch(/@/);
				}
			}),
			SETTINGS,
		);
	});

	it('lets no row of the list of people change what is decided about somebody else', async () => {
		const alone = await survives(node(GOOD));
		const others = fc.array(spoilt(OTHER, { keep: ['accountId', 'email'] }), { maxLength: 4 });
		await fc.assert(
			fc.asyncProperty(others, async (people) => {
				expect(await survives(node(GOOD, [], people))).toEqual(alone);
			}),
			SETTINGS,
		);
	});

	it.each(['equals', 'wildcard', 'regex'])(
		'refuses a rule of 1,000,000 characters (%s) at once, and shows little of it',
		async (match) => {
			for (const piece of ['x', '*', '?', '(', '(a+)+', '\\', '[a-', '{9', '|']) {
				const value = piece.repeat(Math.ceil(1_000_000 / piece.length));
				const { error } = await endsWell(node(GOOD, [{ ...RULE, match, value }]));
				expect(error).toMatch(/the field "value" has 10000\d\d characters/);
			}
		},
	);

	it('judges texts of 1,000,000 characters by any pattern without hanging', async () => {
		const huge = 'a'.repeat(1_000_000);
		const person = idlePerson({ displayName: huge, email: `${huge}@x.y`, mark: 'huge' });
		const patterns: Row[] = [
			{ match: 'regex', value: '(a|b)*c' },
			{ match: 'regex', value: '^a+$' },
			{ match: 'regex', value: '(a+)+$' },
			{ match: 'wildcard', value: '*a*a*a*a*a*b' },
			{ match: 'equals', value: 'a' },
		];
		for (const pattern of patterns) {
			const rule = { ...RULE, ...pattern, field: 'displayName' };
			const { error, outputs } = await endsWell(node([person], [rule]));
			if (error === null) expect(outputs.flat()).toHaveLength(1);
			else expect(error).toMatch(/the field "value"/);
		}
	});

	it('takes no date of another shape for idleness', async () => {
		const shapes = fc.oneof(fc.constantFrom(...DATE_SHAPES), hostileValue);
		await fc.assert(
			fc.asyncProperty(shapes, async (lastActivityAt) => {
				const [candidates = [], retained = []] = await survives(
					node([idlePerson({ lastActivityAt })]),
				);
				const isRead =
					lastActivityAt instanceof Date
						? !Number.isNaN(lastActivityAt.getTime())
						: typeof lastActivityAt === 'string' &&
							/^\s*20\d\d-\d\d-\d\d/.test(lastActivityAt);
				// What does not even begin like a date of Confluence is unknown, and unknown is kept.
				if (!isRead) expect(candidates).toEqual([]);
				for (const { inactiveDays } of candidates) expect(inactiveDays).toBeGreaterThan(59);
				expect(candidates.length + retained.length).toBe(1);
			}),
			SETTINGS,
		);
	});

	it('reads a parameter or names it', async () => {
		const names = fc.constantFrom(
			'inactivityThresholdDays',
			'newUserGraceDays',
			'neverActive',
			'maxActivityAgeHours',
			'rules',
		);
		const text = hostileText.filter((value) => !value.startsWith('='));
		const values = fc.oneof(text, fc.constantFrom(-1, 0.5, 1e99, true, null));
		await fc.assert(
			fc.asyncProperty(names, values, async (name, value) => {
				const parameters = { options: { now }, [name]: value };
				const run = { type, parameters, inputs: [itemsOf(GOOD)] };
				const { outputs, error } = await endsWell(run);
				if (error === null) expect(outputs.flat()).toHaveLength(GOOD.length);
				expect((await survives(run)).flat()).toHaveLength(GOOD.length);
			}),
			SETTINGS,
		);
	});
});
