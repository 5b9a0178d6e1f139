import type { IExecuteFunctions } from 'n8n-workflow';

import { isRow, readText, type Row } from '../../licensing/tableValues';
import { nodeError } from '../shared/failures';
import type { InputItem } from '../shared/inputItems';
import { ParameterReader } from '../shared/options';
import { CREDENTIAL_LABELS } from './credentialTypes';
import { fillIn, readCredentials, type FilledWorkflow } from './fillIn';
import { licenseWorkflowsProperties } from './LicenseWorkflows.properties';
import { ACTIONS, planWorkflows, settingNameOf, type PlannedWorkflow } from './plan';
import { SHIPPED_WORKFLOWS, type ShippedWorkflow } from './shippedWorkflows';
import { LICENSE_TABLES, missingColumns } from './tables';
import { fingerprintOf } from './workflow';

const OPERATIONS = ['get', 'tables', 'missingColumns', 'plan'] as const;

/**
 * What the node puts out. Parameters are read once, at the first item.
 *
 * @throws NodeOperationError for a parameter that cannot be read, and by "plan" for credentials that
 *   are not picked
 */
export function recordsFor(context: IExecuteFunctions, items: readonly InputItem[]): object[] {
	const parameters = new ParameterReader(context, licenseWorkflowsProperties, 0);
	const rows = items.map(({ row }) => row);
	switch (parameters.word('operation', OPERATIONS)) {
		case 'get':
			return chosenWorkflows(parameters);
		case 'tables':
			return LICENSE_TABLES.map((table) => ({ ...table }));
		case 'missingColumns':
			return missingColumns(rows);
		case 'plan':
			return plannedWorkflows(context, parameters, rows);
	}
}

function chosenWorkflows(parameters: ParameterReader): object[] {
	const keys = SHIPPED_WORKFLOWS.map(({ key }) => key);
	const chosen = parameters.words('workflows', keys);
	const credentials = readCredentials(parameters.row('credentials') ?? {});
	const workflowIds = idsOf(parameters.row('workflowIds') ?? {});
	return SHIPPED_WORKFLOWS.filter(({ key }) => chosen.length === 0 || chosen.includes(key)).map(
		(shipped) => {
			const filled = fillIn(shipped, { credentials, workflowIds });
			return itemOf(shipped, filled, fingerprintOf(filled.workflow));
		},
	);
}

function plannedWorkflows(
	context: IExecuteFunctions,
	parameters: ParameterReader,
	existing: readonly Row[],
): object[] {
	const actions = parameters.words('actions', ACTIONS);
	const credentials = readCredentials(parameters.row('credentials') ?? {});
	const rows = parameters.row('remembered')?.rows;
	const remembered = Array.isArray(rows) ? rows.filter(isRow) : [];
	const planned = planWorkflows({ existing, remembered, credentials });
	refuseMissingCredentials(context, planned);
	return planned
		.filter(({ action }) => actions.length === 0 || actions.includes(action))
		.map(({ shipped, action, reason, id, version, content, ...filled }) => ({
			action,
			reason,
			id,
			settingName: settingNameOf(shipped.key),
			content,
			...itemOf(shipped, filled, version),
		}));
}

function refuseMissingCredentials(
	context: IExecuteFunctions,
	planned: readonly PlannedWorkflow[],
): void {
	const missing = new Map<string, string[]>();
	for (const { shipped, missingCredentials } of planned) {
		for (const type of missingCredentials) {
			missing.set(type, [...(missing.get(type) ?? []), shipped.name]);
		}
	}
	if (missing.size === 0) return;
	const needs = [...missing].map(
		([type, names]) => `${CREDENTIAL_LABELS[type] ?? type} (for ${names.join(', ')})`,
	);
	throw nodeError(
		context,
		`Credentials are missing: ${needs.join('; ')}`,
		'No workflow was created or published. Pick these credentials in this workflow, save it, and run it again.',
	);
}

function itemOf(shipped: ShippedWorkflow, filled: FilledWorkflow, version: string) {
	const { key, name, description, requires, optional, calls, publishStep } = shipped;
	const { workflow, missingCredentials, missingWorkflows } = filled;
	return {
		key,
		name,
		version,
		description,
		requires,
		optional,
		calls,
		publishStep,
		missingCredentials,
		missingWorkflows,
		workflow,
	};
}

function idsOf(given: Row): Map<string, string> {
	const found = new Map<string, string>();
	for (const [key, value] of Object.entries(given)) {
		const id = readText(value)?.trim() ?? '';
		if (id !== '') found.set(key, id);
	}
	return found;
}
