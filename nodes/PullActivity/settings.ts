import type { IExecuteFunctions } from 'n8n-workflow';

import {
	networkSettings,
	ORGANIZATION_CREDENTIAL_TYPE,
	type NetworkSettings,
} from '../shared/connection';
import type { InputItem } from '../shared/inputItems';
import { ParameterReader, type OutputForm } from '../shared/options';
import { pullActivityProperties } from './PullActivity.properties';

export const SIGNALS = ['edits', 'views', 'both'] as const;
export type Signal = (typeof SIGNALS)[number];

/** What the parameter offers beside the signals: both where the node has the key for views. */
const AVAILABLE = 'available';

/** The parameters of the node, read at the first item of a profile. */
export interface ActivitySettings extends OutputForm {
	signal: Signal;
	lookbackDays: number;
	refreshAfterDays: number;
	pointsBudget: number;
	resolveSharedEdits: boolean;
	network: NetworkSettings;
}

/** @throws NodeOperationError when a parameter holds something else than it should */
export function readSettings(
	context: IExecuteFunctions,
	{ itemIndex }: InputItem,
): ActivitySettings {
	const parameters = new ParameterReader(context, pullActivityProperties, itemIndex);
	const options = parameters.option;
	const lookbackDays = parameters.number('lookbackDays');
	// Whoever counts as active anyway must be far from idle, and the threshold is at most the lookback.
	const refreshAfterDays = options.number('refreshAfterDays', { maxValue: lookbackDays - 1 });
	const thresholdDays = options.number('inactivityThresholdDays');
	return {
		signal: signalOf(context, parameters.word('signal', [...SIGNALS, AVAILABLE])),
		lookbackDays,
		refreshAfterDays: Math.max(0, Math.min(refreshAfterDays, thresholdDays - 1)),
		pointsBudget: options.number('pointsBudget'),
		resolveSharedEdits: options.boolean('resolveSharedEdits'),
		...options.outputForm(),
		network: networkSettings(options),
	};
}

function signalOf(context: IExecuteFunctions, word: Signal | typeof AVAILABLE): Signal {
	if (word !== AVAILABLE) return word;
	return hasOrganizationKey(context) ? 'both' : 'edits';
}

/** Whether a credential for the organization, which is optional, was picked in the node. */
export function hasOrganizationKey(context: IExecuteFunctions): boolean {
	return ORGANIZATION_CREDENTIAL_TYPE in (context.getNode().credentials ?? {});
}
