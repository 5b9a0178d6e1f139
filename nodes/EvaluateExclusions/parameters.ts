import type { IExecuteFunctions } from 'n8n-workflow';

import { readRule, readRules } from '../../licensing/exclusions/readRule';
import type { ExclusionRule } from '../../licensing/exclusions/rule';
import { NEVER_ACTIVE, type EvaluationSettings } from '../../licensing/exclusions/settings';
import { isRow } from '../../licensing/tableValues';
import { inputItems } from '../shared/inputItems';
import { numberParameter, wordParameter } from '../shared/options';

/** The second input: exclusion rules as items. */
const RULES_INPUT = 1;

/**
 * The settings of the profile whose first item is given.
 *
 * @throws NodeOperationError that names the parameter
 */
export function settingsAt(context: IExecuteFunctions, itemIndex: number): EvaluationSettings {
	const days = (name: string, label: string, min: number) =>
		numberParameter(context, { name, label, min }, itemIndex);
	return {
		inactivityThresholdDays: days('inactivityThresholdDays', 'Inactivity Threshold (Days)', 1),
		newUserGraceDays: days('newUserGraceDays', 'New User Grace (Days)', 0),
		neverActive: wordParameter(
			context,
			{ name: 'neverActive', label: 'Never Active', words: NEVER_ACTIVE },
			itemIndex,
		),
		maxActivityAgeHours: numberParameter(
			context,
			{
				name: 'maxActivityAgeHours',
				label: 'Max Activity Age (Hours)',
				min: 1,
				integer: false,
			},
			itemIndex,
		),
	};
}

/**
 * The rules in the node's own fields, as they stand at an item.
 *
 * @throws UnreadableRule
 */
export function fieldRulesAt(context: IExecuteFunctions, itemIndex: number): ExclusionRule[] {
	const rules: unknown = context.getNodeParameter('rules.rule', itemIndex, []);
	const rows: readonly unknown[] = Array.isArray(rules) ? rules : [rules];
	return readRules(
		rows.map((rule) => (isRow(rule) ? rule : {})),
		'fields',
	);
}

/**
 * The rules of the second input, numbered by their items.
 *
 * @throws UnreadableRule
 */
export function itemRules(context: IExecuteFunctions): ExclusionRule[] {
	return inputItems(context, RULES_INPUT).map(({ row, itemIndex }) =>
		readRule(row, { source: 'items', number: itemIndex + 1 }),
	);
}
