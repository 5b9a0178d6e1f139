import type { IExecuteFunctions } from 'n8n-workflow';

import { OPERATIONS, type Operation } from '../../licensing/reclaim/outcomes';
import { isEmptyValue, type Row } from '../../licensing/tableValues';
import { chosenAccessGroups } from '../shared/accessGroups';
import { chosenSite, type ChosenSite } from '../shared/cloudId';
import { networkSettings, type NetworkSettings } from '../shared/connection';
import { inputItems } from '../shared/inputItems';
import {
	booleanOption,
	booleanParameter,
	checkedNumber,
	nowOf,
	readOptions,
	wordParameter,
} from '../shared/options';
import { byProfile, type ProfileItems } from '../shared/profiles';

const DEFAULT_MAX_PER_RUN = 10;

/** What the parameters ask for, for one profile; read at its first item. */
export interface RunSettings {
	operation: Operation;
	site: ChosenSite;
	/** Only the boolean false is live. */
	dryRun: boolean;
	accessGroups: string[];
	maxPerRun: number;
	acknowledgeEditsOnly: boolean;
	recheckActivity: boolean;
	tableRows: boolean;
	/** Milliseconds since the epoch. */
	now: number;
	network: NetworkSettings;
}

/** The items of the first input by profile. */
export function profilesOf(context: IExecuteFunctions): ProfileItems[] {
	return byProfile(inputItems(context));
}

/** @throws NodeOperationError when a parameter holds something else than it should */
export function readSettings(context: IExecuteFunctions, itemIndex: number): RunSettings {
	const operation = wordParameter(
		context,
		{ name: 'operation', label: 'Operation', words: OPERATIONS },
		itemIndex,
	);
	const options = readOptions(context, itemIndex);
	const dryRun: unknown = context.getNodeParameter('dryRun', itemIndex, true);
	return {
		operation,
		site: chosenSite(context, itemIndex),
		dryRun: dryRun !== false,
		...readReclaimSettings(context, operation, itemIndex),
		recheckActivity: option(
			context,
			options,
			'recheckActivity',
			'Recheck Activity',
			itemIndex,
			true,
		),
		tableRows: option(context, options, 'tableRows', 'Output Table Rows', itemIndex, false),
		now: nowOf(context, options, itemIndex),
		network: networkSettings(context, options, itemIndex),
	};
}

/** A restore does not choose people: its receipts name them. */
function readReclaimSettings(context: IExecuteFunctions, operation: Operation, itemIndex: number) {
	const accessGroups = chosenAccessGroups(context, itemIndex);
	if (operation === 'restore') {
		return { accessGroups, maxPerRun: 0, acknowledgeEditsOnly: false };
	}
	const maxPerRun: unknown = context.getNodeParameter(
		'maxPerRun',
		itemIndex,
		DEFAULT_MAX_PER_RUN,
	);
	const flag = {
		name: 'acknowledgeEditsOnly',
		label: 'Acknowledge Edits Only',
		fallback: false,
	};
	return {
		accessGroups,
		maxPerRun: isEmptyValue(maxPerRun)
			? DEFAULT_MAX_PER_RUN
			: checkedNumber(context, 'Max per Run', maxPerRun, itemIndex, { min: 0 }),
		acknowledgeEditsOnly: booleanParameter(context, flag, itemIndex),
	};
}

function option(
	context: IExecuteFunctions,
	options: Row,
	name: string,
	label: string,
	itemIndex: number,
	fallback: boolean,
): boolean {
	return booleanOption(context, options, { name, label, fallback }, itemIndex);
}
