import type { IExecuteFunctions } from 'n8n-workflow';

import {
	NOTICE_RESULTS,
	NOTICE_TYPES,
	recordNotice,
	type Notice,
} from '../../licensing/candidates/notices';
import { isEmptyValue, readNumber } from '../../licensing/tableValues';
import { shown } from '../../licensing/truncate';
import { itemFieldError } from '../shared/failures';
import { inputItems, byProfile, type InputItem } from '../shared/inputItems';
import type { LeftOut } from './leftOut';
import {
	emptyOutputs,
	saveItem,
	candidateOf,
	keepChanged,
	noCandidateError,
	readStoredInput,
	sourcesOf,
	type TrackOutputs,
} from './storedInput';
import { forEachItem, parameterOrField, parametersAt, readRunOptions } from './readSettings';

/** The operation `recordNotice`: whether notices were sent, which starts the time to answer. */
export function noticeRun(context: IExecuteFunctions, leftOut: LeftOut[]): TrackOutputs {
	const outputs = emptyOutputs();
	const items = inputItems(context);
	const [first] = items;
	if (first === undefined) return outputs;
	const { now, tableRows } = readRunOptions(context, first.itemIndex);
	const stored = readStoredInput(context, leftOut);
	const readDays = ({ itemIndex, row }: InputItem) =>
		parametersAt(context, itemIndex).number('daysBeforeAutoReclaim', {
			otherwise: row.daysBeforeAutoReclaim,
		});
	forEachItem(context, leftOut, byProfile(items), readDays, (item, daysBeforeAutoReclaim) => {
		const notice = readNotice(context, item);
		const candidate = candidateOf(stored, item.row);
		if (candidate === undefined) throw noCandidateError(context, item);
		const changed = recordNotice(candidate, notice, { now, daysBeforeAutoReclaim });
		if (changed === null) return;
		keepChanged(stored, changed, item);
		const pairs = sourcesOf(stored, changed.candidateId, item);
		outputs.save.push(saveItem(changed, tableRows, ...pairs));
	});
	return outputs;
}

function readNotice(context: IExecuteFunctions, item: InputItem): Notice {
	const { row, itemIndex } = item;
	const value = parameterOrField(context, 'notice', item);
	const notice = NOTICE_RESULTS.find((known) => known === value);
	if (notice === undefined) {
		const problem = isEmptyValue(value) ? 'is missing' : `is ${shown(value)}`;
		const wanted = NOTICE_RESULTS.join(' or ');
		throw itemFieldError(context, 'notice', `${problem}; it must be ${wanted}`, itemIndex);
	}
	return {
		notice,
		noticeType: NOTICE_TYPES.find((known) => known === row.noticeType) ?? null,
		remindersBefore: readNumber(row.remindersSent) ?? null,
		// A node that failed with "continue on fail" leaves its message in this field.
		problem: isEmptyValue(row.error) ? null : `The sender said: ${shown(row.error)}.`,
	};
}
