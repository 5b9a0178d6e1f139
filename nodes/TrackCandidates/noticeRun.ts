import type { IExecuteFunctions } from 'n8n-workflow';

import {
	NOTICE_RESULTS,
	NOTICE_TYPES,
	noticeEvent,
	type Notice,
} from '../../licensing/candidates/notices';
import { isEmptyValue, readNumber, textOrNull } from '../../licensing/tableValues';
import { shown } from '../../licensing/truncate';
import type { InputItem } from '../shared/inputItems';
import type { ParameterReader } from '../shared/options';
import { candidateOf, noCandidateError } from './storedInput';
import { forEachItem, saveEvent, wordAt, type TrackRun } from './trackRun';

/** The operation `recordNotice`: whether notices were sent, as events to append. */
export function noticeRun(run: TrackRun): void {
	const { context, now } = run;
	const readDays = (parameters: ParameterReader, { row }: InputItem) =>
		parameters.number('daysBeforeAutoReclaim', { otherwise: row.daysBeforeAutoReclaim });
	forEachItem(run, readDays, (item, daysBeforeAutoReclaim) => {
		const notice = readNotice(context, item);
		const candidate = candidateOf(run.stored, item.row);
		if (candidate === undefined) throw noCandidateError(context, item);
		saveEvent(run, noticeEvent(candidate, notice, { now, daysBeforeAutoReclaim }), item);
	});
}

function readNotice(context: IExecuteFunctions, item: InputItem): Notice {
	const { row } = item;
	return {
		notice: wordAt(context, 'notice', item, NOTICE_RESULTS, NOTICE_RESULTS.join(' or ')),
		noticeType: NOTICE_TYPES.find((known) => known === row.noticeType) ?? null,
		token: textOrNull(row.answerToken),
		remindersBefore: readNumber(row.remindersSent) ?? null,
		// A node that failed with "continue on fail" leaves its message in this field.
		problem: isEmptyValue(row.error) ? null : `The error was: ${shown(row.error)}.`,
	};
}
