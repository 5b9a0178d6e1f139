import type { IExecuteFunctions } from 'n8n-workflow';

import type { TrackSettings } from '../../licensing/candidates/candidate';
import { isEmptyValue } from '../../licensing/tableValues';
import type { InputItem, ProfileItems } from '../shared/inputItems';
import { ParameterReader } from '../shared/options';
import { attempt, type LeftOut } from './leftOut';
import { trackCandidatesProperties } from './TrackCandidates.properties';

/** The parameters at an item. */
export function parametersAt(context: IExecuteFunctions, itemIndex: number): ParameterReader {
	return new ParameterReader(context, trackCandidatesProperties, itemIndex);
}

/** What holds for a whole run. */
export interface RunOptions {
	/** Milliseconds since the epoch. */
	now: number;
	/** Whether Save gets rows of the table. */
	tableRows: boolean;
}

/** Reads the options at the first item: a run has one moment and one form of rows. */
export function readRunOptions(context: IExecuteFunctions, itemIndex: number): RunOptions {
	const options = parametersAt(context, itemIndex).option;
	return { now: options.now(), tableRows: options.boolean('tableRows') };
}

/** Reads all settings of a profile at its first item. */
export function readSettings(context: IExecuteFunctions, itemIndex: number): TrackSettings {
	const parameters = parametersAt(context, itemIndex);
	return {
		notifyUser: parameters.boolean('notifyUser'),
		daysBeforeAutoReclaim: parameters.number('daysBeforeAutoReclaim'),
		reminderEveryDays: parameters.number('reminderEveryDays'),
		maxNewPerRun: parameters.number('maxNewPerRun'),
		approveKeep: parameters.boolean('approveKeep'),
		autoRevoke: parameters.boolean('autoRevoke'),
		coolDownDays: parameters.number('coolDownDays'),
	};
}

/**
 * Handles the items of each profile with the settings read once, at its first item. A profile
 * whose settings cannot be read, and an item that fails, are left out where that is allowed.
 */
export function forEachItem<Settings>(
	context: IExecuteFunctions,
	leftOut: LeftOut[],
	profiles: readonly ProfileItems[],
	readAt: (first: InputItem) => Settings,
	handle: (item: InputItem, settings: Settings) => void,
): void {
	for (const { items } of profiles) {
		const [first] = items;
		if (first === undefined) continue;
		const settings = attempt(context, leftOut, () => ({ read: readAt(first) }), first);
		if (settings === undefined) continue;
		for (const item of items) {
			attempt(context, leftOut, () => handle(item, settings.read), item);
		}
	}
}

/** A parameter where one is given, else the field of the item with that name. */
export function parameterOrField(
	context: IExecuteFunctions,
	name: string,
	{ row, itemIndex }: InputItem,
): unknown {
	const value: unknown = context.getNodeParameter(name, itemIndex, '');
	return isEmptyValue(value) ? row[name] : value;
}
