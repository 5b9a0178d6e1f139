import type { IExecuteFunctions } from 'n8n-workflow';

import { DEFAULT_TRACK_SETTINGS, type TrackSettings } from '../../licensing/candidates/settings';
import { isEmptyValue, readBoolean } from '../../licensing/tableValues';
import { parameterError } from '../shared/failures';
import type { InputItem } from '../shared/inputItems';
import { checkedNumber } from '../shared/options';
import type { ProfileItems } from '../shared/profiles';
import { attempt, type LeftOut } from './leftOut';

/** The number parameters with their labels and the least that they allow. */
export const NUMBERS = {
	daysBeforeAutoReclaim: { label: 'Days Before Auto Reclaim', min: 1 },
	reminderEveryDays: { label: 'Reminder Every (Days)', min: 0 },
	maxNewPerRun: { label: 'Max New per Run', min: 0 },
	coolDownDays: { label: 'Cool-Down (Days)', min: 0 },
} as const satisfies Partial<Record<keyof TrackSettings, { label: string; min: number }>>;

/** The parameters that are on or off, with their labels. */
export const SWITCHES = {
	notifyUser: { label: 'Notify User' },
	approveKeep: { label: 'Approve Keep' },
	autoRevoke: { label: 'Auto Revoke' },
} as const satisfies Partial<Record<keyof TrackSettings, { label: string }>>;

/** Reads a number parameter at an item. */
export function readNumberSetting(
	context: IExecuteFunctions,
	name: keyof typeof NUMBERS,
	itemIndex: number,
	fallback: unknown = DEFAULT_TRACK_SETTINGS[name],
): number {
	const value: unknown = context.getNodeParameter(name, itemIndex, fallback);
	const { label, min } = NUMBERS[name];
	return checkedNumber(context, label, isEmptyValue(value) ? fallback : value, itemIndex, {
		min,
	});
}

/** Reads a parameter that is on or off at an item. */
export function readSwitch(
	context: IExecuteFunctions,
	name: keyof typeof SWITCHES,
	itemIndex: number,
): boolean {
	const value: unknown = context.getNodeParameter(name, itemIndex, DEFAULT_TRACK_SETTINGS[name]);
	const flag = readBoolean(isEmptyValue(value) ? DEFAULT_TRACK_SETTINGS[name] : value);
	if (flag === undefined) {
		throw parameterError(context, SWITCHES[name].label, value, 'true or false', itemIndex);
	}
	return flag;
}

/** Reads all settings of a profile at its first item. */
export function readSettings(context: IExecuteFunctions, itemIndex: number): TrackSettings {
	return {
		notifyUser: readSwitch(context, 'notifyUser', itemIndex),
		daysBeforeAutoReclaim: readNumberSetting(context, 'daysBeforeAutoReclaim', itemIndex),
		reminderEveryDays: readNumberSetting(context, 'reminderEveryDays', itemIndex),
		maxNewPerRun: readNumberSetting(context, 'maxNewPerRun', itemIndex),
		approveKeep: readSwitch(context, 'approveKeep', itemIndex),
		autoRevoke: readSwitch(context, 'autoRevoke', itemIndex),
		coolDownDays: readNumberSetting(context, 'coolDownDays', itemIndex),
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
	readAt: (itemIndex: number) => Settings,
	handle: (item: InputItem, settings: Settings) => void,
): void {
	for (const { firstIndex, items } of profiles) {
		const read = () => ({ read: readAt(firstIndex) });
		const settings = attempt(context, leftOut, read, items[0]);
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
