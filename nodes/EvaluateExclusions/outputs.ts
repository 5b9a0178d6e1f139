import type { INodeExecutionData } from 'n8n-workflow';

import type { Evaluation } from '../../licensing/exclusions/evaluate';
import type { Decision, PersonRow } from '../../licensing/person';
import { SUBSCRIPTION_COLUMNS } from '../../licensing/subscriptionTable';
import { outputItem, type InputItem } from '../shared/inputItems';
import { tableRow } from '../shared/tableRows';

/** An item with what was decided about it. */
export interface EvaluatedItem {
	item: InputItem;
	/** The item as it was read, with what the list of people adds. */
	person: PersonRow;
	evaluation: Evaluation;
	/** True to emit the columns of the table alone. */
	asTableRow: boolean;
}

/** The items of the three outputs, each in the order of the input. */
export function sortByDecision(evaluated: Iterable<EvaluatedItem>): INodeExecutionData[][] {
	const outputs: Record<Decision, INodeExecutionData[]> = {
		candidate: [],
		retained: [],
		excluded: [],
	};
	for (const entry of evaluated) {
		outputs[entry.evaluation.decision].push(outputItem(fieldsOf(entry), entry.item));
	}
	return [outputs.candidate, outputs.retained, outputs.excluded];
}

function fieldsOf({ item: { row }, person, evaluation, asTableRow }: EvaluatedItem): object {
	if (asTableRow) return tableRow({ ...person, ...evaluation }, SUBSCRIPTION_COLUMNS);
	const { email, manager, department, costCenter, viewsChecked } = person;
	// A candidate judged on edits alone must say so, also where the field was missing.
	return { ...row, email, manager, department, costCenter, viewsChecked, ...evaluation };
}
