import { MODE_NAMES } from '../../licensing/candidates/modes';
import { checkSettings, PROFILE_SETTINGS } from '../../nodes/GetCloudId/profileSettings';
import { readWorkflowFile } from '../../scripts/runtime/workflowFiles';

/** Columns of `clm_profiles` that say what the profile is, and are no settings. */
const NO_SETTINGS = ['profile', 'cloudId', 'siteUrl', 'accessGroups', 'processes', 'status'];

const TYPES: Record<string, string | undefined> = { number: 'number', boolean: 'boolean' };

test('every setting is a column that Setup makes, of the type of its property', () => {
	const create = readWorkflowFile('setup.json').nodes.find(
		({ parameters }) => parameters.tableName === 'clm_profiles',
	);
	const { column } = create?.parameters.columns as { column: { name: string; type?: string }[] };
	const settings = column.filter(({ name }) => !NO_SETTINGS.includes(name));
	const made = Object.fromEntries(settings.map(({ name, type }) => [name, type]));
	expect(made).toEqual(
		Object.fromEntries([...PROFILE_SETTINGS].map(([name, { type }]) => [name, TYPES[type]])),
	);
});

test('a property has the name of its column', () => {
	for (const [column, { name }] of PROFILE_SETTINGS) expect(name).toBe(column);
});

const RETENTION = /retentionDays >= 1 \? \$json\.retentionDays : (\d+) /g;

test('Housekeeping keeps what an empty retention means', () => {
	const text = JSON.stringify(readWorkflowFile('housekeeping.json'));
	const days = [...text.matchAll(RETENTION)].map(([, number]) => Number(number));
	expect(days).toEqual([PROFILE_SETTINGS.get('retentionDays')?.default]);
});

describe('a profile that is checked', () => {
	it('has what was given as a node reads it, and nothing else', () => {
		const row = { profile: 'acme', status: 'draft', maxPerRun: '5', approveKeep: 1 };
		expect(checkSettings(row)).toEqual({
			settings: { maxPerRun: 5, approveKeep: true },
			settingsProblems: [],
		});
	});

	it.each(['', ' ', null, undefined])(
		'keeps a cell of %p empty: the default of the node',
		(empty) => {
			const row = Object.fromEntries(
				[...PROFILE_SETTINGS.keys()].map((name) => [name, empty]),
			);
			const nothing = Object.fromEntries(
				[...PROFILE_SETTINGS.keys()].map((name) => [name, null]),
			);
			expect(checkSettings(row)).toEqual({ settings: nothing, settingsProblems: [] });
		},
	);

	it('names label, limits, value and column of what is wrong, and does not hand it on', () => {
		const row = {
			coolDownDays: -1,
			maxShrinkPercent: 12.5,
			neverActive: 'Keep',
			signal: 'both',
		};
		expect(checkSettings(row)).toEqual({
			settings: { signal: 'both', maxShrinkPercent: 12.5 },
			settingsProblems: [
				'Never Active must be one of candidate, retain, but it is "Keep" (column neverActive).',
				'Cool-Down (Days) must be a whole number from 0 to 3650, but it is -1 (column coolDownDays).',
			],
		});
	});

	it.each([
		['the default of the threshold', { lookbackDays: 30 }, { lookbackDays: 60 }],
		[
			'a threshold beyond the default lookback',
			{ inactivityThresholdDays: 400 },
			{ lookbackDays: 400 },
		],
		[
			'a threshold above the lookback',
			{ inactivityThresholdDays: 90, lookbackDays: 60 },
			{ lookbackDays: 90 },
		],
		[
			'a threshold below it',
			{ inactivityThresholdDays: 90, lookbackDays: 100 },
			{ lookbackDays: 100 },
		],
	])('looks back at least as far as %s', (_, row, expected) => {
		expect(checkSettings(row)).toEqual({
			settings: { ...row, ...expected },
			settingsProblems: [],
		});
	});

	it.each(MODE_NAMES)('takes the mode %s', (mode) => {
		expect(checkSettings({ mode })).toEqual({ settings: { mode }, settingsProblems: [] });
	});

	it.each(['live', 'AskPeople', 'automatic ', false, 0])('takes no mode %p', (mode) => {
		const { settings, settingsProblems } = checkSettings({ mode });
		expect(settings).toEqual({});
		expect(settingsProblems).toEqual([
			expect.stringContaining(
				'Mode must be one of reportOnly, askPeople, adminDecides, automatic, but it is',
			),
		]);
	});

	it('has no say by the switches of version 0.1.0: its row is report only', () => {
		const old = { notifyUser: true, autoRevoke: true, dryRun: false };
		expect(checkSettings(old)).toEqual({ settings: {}, settingsProblems: [] });
		expect(PROFILE_SETTINGS.get('mode')?.default).toBe('reportOnly');
	});
});
