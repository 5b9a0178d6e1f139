import type { INodeExecutionData } from 'n8n-workflow';

import { EVALUATION_FIELDS, type Evaluation } from '../../licensing/exclusions/evaluate';
import { readPerson, type Decision } from '../../licensing/person';
import { SUBSCRIPTION_FIELDS } from '../../licensing/subscription';
import { readBoolean } from '../../licensing/tableValues';
import { outputItem, type InputItem } from '../shared/inputItems';
import { tableRow } from '../shared/tableRows';

/** An item with what was decided about it. */
export interface EvaluatedItem {
	item: InputItem;
	evaluation: Evaluation;
	/** True to emit the columns of the table alone. */
	asTableRow: boolean;
}

const COLUMNS = [...SUBSCRIPTION_FIELDS, ...EVALUATION_FIELDS];

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

function fieldsOf({ item: { row }, evaluation, asTableRow }: EvaluatedItem): object {
	if (asTableRow) return tableRow({ ...readPerson(row).person, ...evaluation }, COLUMNS);
	// A candidate judged on edits alone must say so, also where the field was missing.
	return { ...row, viewsChecked: readBoolean(row.viewsChecked) ?? false, ...evaluation };
}
