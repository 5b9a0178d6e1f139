import type { IExecuteFunctions } from 'n8n-workflow';

import { OPERATIONS, type Operation } from '../../licensing/reclaim/outcomes';
import { chosenAccessGroups } from '../shared/accessGroups';
import { chosenSite, type ChosenSite } from '../shared/cloudId';
import { networkSettings, type NetworkSettings } from '../shared/connection';
import { ParameterReader, type OutputForm } from '../shared/options';
import { reclaimLicenseProperties } from './ReclaimLicense.properties';

/** What the parameters ask for, for one profile; read at its first item. */
export interface ReclaimSettings extends OutputForm {
	operation: Operation;
	site: ChosenSite;
	/** Only the boolean false is live. */
	dryRun: boolean;
	accessGroups: string[];
	maxPerRun: number;
	acknowledgeEditsOnly: boolean;
	recheckActivity: boolean;
	network: NetworkSettings;
}

/** @throws NodeOperationError when a parameter holds something else than it should */
export function readSettings(context: IExecuteFunctions, itemIndex: number): ReclaimSettings {
	const parameters = new ParameterReader(context, reclaimLicenseProperties, itemIndex);
	const options = parameters.option;
	const operation = parameters.word('operation', OPERATIONS);
	const dryRun: unknown = context.getNodeParameter('dryRun', itemIndex, true);
	return {
		operation,
		site: chosenSite(context, itemIndex),
		dryRun: dryRun !== false,
		accessGroups: chosenAccessGroups(context, itemIndex),
		...choiceOfPeople(parameters, operation),
		recheckActivity: options.boolean('recheckActivity'),
		...options.outputForm(),
		network: networkSettings(options),
	};
}

/** A restore does not choose people: its receipts name them. */
function choiceOfPeople(parameters: ParameterReader, operation: Operation) {
	if (operation === 'restore') return { maxPerRun: 0, acknowledgeEditsOnly: false };
	return {
		maxPerRun: parameters.number('maxPerRun'),
		acknowledgeEditsOnly: parameters.boolean('acknowledgeEditsOnly'),
	};
}
