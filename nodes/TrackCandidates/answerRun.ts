import type { IExecuteFunctions } from 'n8n-workflow';

import { ANSWERS, type AnswerWord, type Candidate } from '../../licensing/candidates/candidate';
import {
	isSameToken,
	NEEDS_TOKEN,
	recordAnswer,
	UNKNOWN_LINK,
	type Answer,
	type RecordedAnswer,
} from '../../licensing/candidates/recordAnswer';
import { isEmptyValue, textOrNull } from '../../licensing/tableValues';
import { outputItem, type InputItem } from '../shared/inputItems';
import { hint } from '../shared/jobs';
import type { ParameterReader } from '../shared/options';
import { candidateOf, sourcesOf, type StoredCandidates } from './storedInput';
import { forEachItem, parameterOrField, saveChanged, wordAt, type TrackRun } from './trackRun';

/** What the person who answered may see. */
interface Reply {
	noticeType: 'answer';
	candidateId: string | null;
	profile: string | null;
	accountId: string | null;
	displayName: string | null;
	answer: AnswerWord;
	by: string | null;
	accepted: boolean;
	message: string;
	state: string | null;
	keepUntil: string | null;
}

/**
 * The operation `recordAnswer`. Accepted answers are on Save; Notify gets one reply for each
 * answer, accepted or not, for the page that the person sees.
 */
export function answerRun(run: TrackRun): void {
	const { context, now, stored, outputs } = run;
	let unchecked = 0;
	const readAt = (parameters: ParameterReader) => ({
		now,
		approveKeep: parameters.boolean('approveKeep'),
		coolDownDays: parameters.number('coolDownDays'),
	});
	forEachItem(run, readAt, (item, settings) => {
		const answer = readAnswer(context, item);
		const candidate = answeredCandidate(stored, item, answer);
		if (candidate === undefined) {
			outputs.notify.push(outputItem(replyTo(answer, null), item));
			return;
		}
		if (broughtItsOwnToken(context, stored, item, answer)) unchecked++;
		const recorded = recordAnswer(candidate, answer, settings);
		const pairs = sourcesOf(stored, candidate.candidateId, item);
		outputs.notify.push(outputItem(replyTo(answer, recorded), ...pairs));
		if (!recorded.accepted) return;
		const { accepted, message } = recorded;
		const saved = saveChanged(run, recorded.candidate, item);
		if (!run.tableRows) saved.json = { ...saved.json, accepted, message };
	});
	hintUnchecked(context, unchecked);
}

function readAnswer(context: IExecuteFunctions, item: InputItem): Answer {
	const wanted = `one of ${ANSWERS.join(', ')}`;
	return {
		answer: wordAt(context, 'answer', item, ANSWERS, wanted),
		by: textOrNull(parameterOrField(context, 'by', item)),
		comment: textOrNull(parameterOrField(context, 'comment', item)),
		token: textOrNull(parameterOrField(context, 'answerToken', item)),
	};
}

/**
 * The candidate that an answer is about: the stored one with the id, or without an id the stored
 * one with the token. Only where nothing at all is stored it is the item itself: beside stored
 * candidates an item that none of them knows may be made up, token included.
 */
function answeredCandidate(
	stored: StoredCandidates,
	{ row }: InputItem,
	{ token }: Answer,
): Candidate | undefined {
	const candidateId = textOrNull(row.candidateId);
	if (candidateId !== null) {
		// The stored row alone knows the right token: the item holds the one to be checked.
		const known = stored.byId.get(candidateId)?.candidate;
		return known ?? (stored.isEmpty ? candidateOf(stored, row) : undefined);
	}
	let found: Candidate | undefined;
	for (const { candidate } of stored.byId.values()) {
		if (isSameToken(token, candidate.answerToken)) found = candidate;
	}
	return found;
}

/** True when the only token to compare with is the one that came with the answer. */
function broughtItsOwnToken(
	context: IExecuteFunctions,
	{ isEmpty }: StoredCandidates,
	{ itemIndex }: InputItem,
	{ answer, token }: Answer,
): boolean {
	if (!NEEDS_TOKEN[answer] || token === null || !isEmpty) return false;
	return isEmptyValue(context.getNodeParameter('answerToken', itemIndex, ''));
}

function replyTo({ answer, by }: Answer, recorded: RecordedAnswer | null): Reply {
	const candidate = recorded?.trusted ? recorded.candidate : null;
	return {
		noticeType: 'answer',
		candidateId: candidate?.candidateId ?? null,
		profile: candidate?.profile ?? null,
		accountId: candidate?.accountId ?? null,
		displayName: candidate?.displayName ?? null,
		answer,
		by,
		accepted: recorded?.accepted ?? false,
		message: recorded?.message ?? UNKNOWN_LINK,
		state: candidate?.state ?? null,
		keepUntil: candidate?.keepUntil ?? null,
	};
}

function hintUnchecked(context: IExecuteFunctions, unchecked: number): void {
	if (unchecked === 0) return;
	const answers = unchecked === 1 ? '1 answer' : `${unchecked} answers`;
	hint(
		context,
		`The token of ${answers} could only be compared with its own item. Connect the candidates table to Stored Candidates, or enter the token from the link in "Answer Token".`,
	);
}
