import type { IExecuteFunctions } from 'n8n-workflow';

import { readRule, readRules, type ExclusionRule } from '../../licensing/exclusions/rule';
import { NEVER_ACTIVE, type EvaluationSettings } from '../../licensing/exclusions/reasons';
import { PeopleList } from '../../licensing/people';
import { isRow } from '../../licensing/tableValues';
import { inputItems } from '../shared/inputItems';
import { ParameterReader, type OutputForm } from '../shared/options';
import { evaluateExclusionsProperties } from './EvaluateExclusions.properties';

/** The second input: exclusion rules as items. */
const RULES_INPUT = 1;

/** The third input: people as items. */
const PEOPLE_INPUT = 2;

/**
 * The settings of the profile whose first item is given.
 *
 * @throws NodeOperationError that names the parameter
 */
export function settingsAt(context: IExecuteFunctions, itemIndex: number): EvaluationSettings {
	const parameters = new ParameterReader(context, evaluateExclusionsProperties, itemIndex);
	return {
		inactivityThresholdDays: parameters.number('inactivityThresholdDays'),
		newUserGraceDays: parameters.number('newUserGraceDays'),
		neverActive: parameters.word('neverActive', NEVER_ACTIVE),
		maxActivityAgeHours: parameters.number('maxActivityAgeHours'),
	};
}

/** @throws NodeOperationError that names the option */
export function outputFormAt(context: IExecuteFunctions, itemIndex: number): OutputForm {
	return new ParameterReader(
		context,
		evaluateExclusionsProperties,
		itemIndex,
	).option.outputForm();
}

/**
 * The rules in the node's own fields, as they stand at an item.
 *
 * @throws UnreadableRow
 */
export function fieldRulesAt(context: IExecuteFunctions, itemIndex: number): ExclusionRule[] {
	const rules: unknown = context.getNodeParameter('rules.rule', itemIndex, []);
	const rows: readonly unknown[] = Array.isArray(rules) ? rules : [rules];
	return readRules(
		rows.map((rule) => (isRow(rule) ? rule : {})),
		'in the fields of this node',
	);
}

/**
 * The rules of the second input, numbered by their items.
 *
 * @throws UnreadableRow
 */
export function itemRules(context: IExecuteFunctions): ExclusionRule[] {
	return inputItems(context, RULES_INPUT).map(({ row, itemIndex }) =>
		readRule(row, { source: 'in the input "Rules"', number: itemIndex + 1 }),
	);
}

/** The people of the third input, numbered by their items. */
export function itemPeople(context: IExecuteFunctions): PeopleList {
	return new PeopleList(
		inputItems(context, PEOPLE_INPUT).map(({ row, itemIndex }) => ({
			row,
			number: itemIndex + 1,
		})),
	);
}
