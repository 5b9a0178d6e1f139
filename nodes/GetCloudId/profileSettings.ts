import type { INodeProperties } from 'n8n-workflow';

import { isEmptyValue, type Row } from '../../licensing/tableValues';
import { downloadSubscriptionsProperties } from '../DownloadSubscriptions/DownloadSubscriptions.properties';
import { evaluateExclusionsProperties } from '../EvaluateExclusions/EvaluateExclusions.properties';
import { pullActivityProperties } from '../PullActivity/PullActivity.properties';
import { reclaimLicenseProperties } from '../ReclaimLicense/ReclaimLicense.properties';
import { shown } from '../../licensing/truncate';
import { fieldsOf, valueFor, wantedBy } from '../shared/options';
import { trackCandidatesProperties } from '../TrackCandidates/TrackCandidates.properties';

/** The only setting that no node reads: Housekeeping deletes what is older. */
const retentionProperty: INodeProperties = {
	displayName: 'Retention (Days)',
	name: 'retentionDays',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 3650 },
	default: 365,
};

/** The parameters and options that are columns of `clm_profiles`, by the same names. */
const COLUMNS_OF_NODES: ReadonlyArray<readonly [readonly INodeProperties[], readonly string[]]> = [
	[pullActivityProperties, ['signal', 'lookbackDays']],
	[evaluateExclusionsProperties, ['inactivityThresholdDays', 'newUserGraceDays', 'neverActive']],
	[
		trackCandidatesProperties,
		[
			'mode',
			'daysBeforeAutoReclaim',
			'reminderEveryDays',
			'maxNewPerRun',
			'approveKeep',
			'coolDownDays',
		],
	],
	[reclaimLicenseProperties, ['acknowledgeEditsOnly', 'maxPerRun']],
	[downloadSubscriptionsProperties, ['maxShrinkPercent', 'includeGuests']],
	[[retentionProperty], ['retentionDays']],
];

/** Each setting of a profile with the property that says its label, default and limits. */
export const PROFILE_SETTINGS: ReadonlyMap<string, INodeProperties> = new Map(
	COLUMNS_OF_NODES.flatMap(([properties, names]) => {
		const own = [...properties, ...properties.flatMap(fieldsOf)];
		return names.flatMap((name) => {
			const property = own.find((known) => known.name === name);
			return property === undefined ? [] : [[name, property] as const];
		});
	}),
);

/** The settings of a profile as they can be stored, and what is wrong with the others. */
export interface CheckedSettings {
	/** Only what was given and can be used; null for an empty cell, which is the node's default. */
	settings: Row;
	/** A sentence for each setting that no node would take. */
	settingsProblems: string[];
}

/** Checks a row of `clm_profiles`. Columns that are no settings are not looked at. */
export function checkSettings(row: Row): CheckedSettings {
	const settings: Row = {};
	const settingsProblems: string[] = [];
	const given = withEnoughLookback(row);
	for (const [name, property] of PROFILE_SETTINGS) {
		if (!(name in given)) continue;
		const value = given[name];
		const usable = isEmptyValue(value) ? null : valueFor(property, value);
		if (usable !== undefined) settings[name] = usable;
		else settingsProblems.push(`${problemOf(property, value)} (column ${name}).`);
	}
	return { settings, settingsProblems };
}

/** What is wrong with settings that somebody typed into a form: they know of no columns. */
export function problemsOfSettings(row: Row): string[] {
	return [...PROFILE_SETTINGS].flatMap(([name, property]) => {
		const value = row[name];
		if (isEmptyValue(value) || valueFor(property, value) !== undefined) return [];
		return [`${problemOf(property, value)}.`];
	});
}

function problemOf(property: INodeProperties, value: unknown): string {
	return `${property.displayName} must be ${wantedBy(property)}, but it is ${shown(value)}`;
}

/** Whoever is idle for as long as the threshold must be looked at for as long. */
function withEnoughLookback(row: Row): Row {
	const threshold = numberOf('inactivityThresholdDays', row);
	const isLow = numberOf('lookbackDays', row) < threshold;
	return isLow ? { ...row, lookbackDays: threshold } : row;
}

/** The number that holds: the one given, or the default. NaN where it is wrong. */
function numberOf(name: string, row: Row): number {
	const property = PROFILE_SETTINGS.get(name);
	if (property === undefined) return NaN;
	const value = row[name];
	return Number(isEmptyValue(value) ? property.default : valueFor(property, value));
}
