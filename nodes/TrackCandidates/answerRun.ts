import type { IExecuteFunctions } from 'n8n-workflow';

import { answerToDamaged } from '../../licensing/candidates/answerToDamaged';
import { ANSWERS, type AnswerWord, type Candidate } from '../../licensing/candidates/candidate';
import type { EventSettings } from '../../licensing/candidates/eventEffects';
import { eventsOf } from '../../licensing/candidates/events';
import {
	isSameToken,
	NEEDS_TOKEN,
	NO_ANSWER,
	recordAnswer,
	UNKNOWN_LINK,
	type Answer,
	type RecordedAnswer,
} from '../../licensing/candidates/recordAnswer';
import { isEmptyValue, textOrNull } from '../../licensing/tableValues';
import { outputItem, type InputItem } from '../shared/inputItems';
import { hint } from '../shared/jobs';
import {
	candidateOf,
	keepChanged,
	sourcesOf,
	type DamagedCandidate,
	type StoredCandidates,
} from './storedInput';
import {
	asToldSince,
	forEachItem,
	parameterOrField,
	readEventSettings,
	saveEvent,
	wordAt,
	type TrackRun,
} from './trackRun';

/** What the person who answered may see. */
interface Reply {
	noticeType: 'answer';
	candidateId: string | null;
	profile: string | null;
	accountId: string | null;
	displayName: string | null;
	answer: AnswerWord | null;
	by: string | null;
	accepted: boolean;
	message: string;
	state: string | null;
	keepUntil: string | null;
}

/**
 * The operation `recordAnswer`. Accepted answers are on Save, as events to append; Notify gets one
 * reply for each answer, accepted or not, for the page that the person sees.
 */
export function answerRun(run: TrackRun): void {
	const { context, now, stored, events, outputs } = run;
	let unchecked = 0;
	forEachItem(run, readEventSettings, (item, settings) => {
		const answer = readAnswer(context, item);
		const known = answeredCandidate(stored, item, answer.token);
		const damaged =
			known === undefined ? damagedCandidate(stored, item, answer.token) : undefined;
		if (damaged !== undefined && answer.answer !== null) {
			answerBeside(run, damaged, { ...answer, answer: answer.answer }, item, settings);
			return;
		}
		if (known === undefined || answer.answer === null) {
			const message = known === undefined ? UNKNOWN_LINK : NO_ANSWER;
			outputs.notify.push(outputItem(refusal(answer, message), item));
			return;
		}
		const said = { ...answer, answer: answer.answer };
		if (broughtItsOwnToken(context, stored, item, said)) unchecked++;
		const candidate = asToldSince(run, known, settings);
		const recorded = recordAnswer(candidate, said, {
			...settings,
			now,
			eventId: textOrNull(item.row.eventId) ?? undefined,
			events: eventsOf(events, candidate),
		});
		const pairs = sourcesOf(stored, candidate.candidateId, item);
		outputs.notify.push(outputItem(replyTo(said, recorded), ...pairs));
		if (recorded.event === null) return;
		const { accepted, message } = recorded;
		keepChanged(stored, recorded.candidate, item);
		const saved = saveEvent(run, recorded.event, item);
		if (!run.tableRows) saved.json = { ...saved.json, accepted, message };
	});
	hintUnchecked(context, unchecked);
}

/** An answer of a person whose stored row cannot be used; an approver has to wait for that row. */
function answerBeside(
	run: TrackRun,
	{ candidate, error }: DamagedCandidate,
	said: Answer,
	item: InputItem,
	settings: EventSettings,
): void {
	const { context, now, events, outputs } = run;
	const recorded = answerToDamaged(candidate, said, {
		...settings,
		now,
		eventId: textOrNull(item.row.eventId) ?? undefined,
		events: eventsOf(events, candidate),
	});
	if (recorded === null || candidate.candidateId === '') throw error;
	const { accepted, message, event } = recorded;
	outputs.notify.push(outputItem({ ...refusal(said, message), accepted }, item));
	if (event === null) return;
	const saved = saveEvent(run, event, item);
	if (!run.tableRows) saved.json = { ...saved.json, accepted, message };
	hint(context, `${error.message}. The answer was recorded all the same, and nothing else.`);
}

/** An answer as it came; null where it is none of those offered. */
type GivenAnswer = Omit<Answer, 'answer'> & { answer: AnswerWord | null };

function readAnswer(context: IExecuteFunctions, item: InputItem): GivenAnswer {
	return {
		answer: answerWord(context, item),
		by: textOrNull(parameterOrField(context, 'by', item)),
		comment: textOrNull(parameterOrField(context, 'comment', item)),
		token: textOrNull(parameterOrField(context, 'answerToken', item)),
	};
}

/** A wrong parameter is an error of the workflow; a wrong field is what somebody sent, and refused. */
function answerWord(context: IExecuteFunctions, item: InputItem): AnswerWord | null {
	if (isEmptyValue(context.getNodeParameter('answer', item.itemIndex, ''))) {
		return ANSWERS.find((word) => word === item.row.answer) ?? null;
	}
	return wordAt(context, 'answer', item, ANSWERS, `one of ${ANSWERS.join(', ')}`);
}

/**
 * The candidate that an answer is about: the stored one with the id, or without an id the stored
 * one with the token. Only where nothing at all is stored it is the item itself: beside stored
 * candidates an item that none of them knows may be made up, token included.
 */
function answeredCandidate(
	stored: StoredCandidates,
	{ row }: InputItem,
	token: string | null,
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

/** The stored row that an answer is about and that cannot be used: found as a sound one is. */
function damagedCandidate(
	{ damaged }: StoredCandidates,
	{ row }: InputItem,
	token: string | null,
): DamagedCandidate | undefined {
	const candidateId = textOrNull(row.candidateId);
	return damaged.find(({ candidate }) =>
		candidateId === null
			? isSameToken(token, candidate.answerToken)
			: candidate.candidateId === candidateId,
	);
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

function replyTo({ answer, by }: Answer, recorded: RecordedAnswer): Reply {
	const { accepted, message } = recorded;
	const refused = { ...refusal({ answer, by }, message), accepted };
	if (!recorded.trusted) return refused;
	const { candidateId, profile, accountId, displayName, state, keepUntil } = recorded.candidate;
	return { ...refused, candidateId, profile, accountId, displayName, state, keepUntil };
}

/** A reply that tells nothing about anybody. */
function refusal({ answer, by }: Pick<GivenAnswer, 'answer' | 'by'>, message: string): Reply {
	return {
		noticeType: 'answer',
		candidateId: null,
		profile: null,
		accountId: null,
		displayName: null,
		answer,
		by,
		accepted: false,
		message,
		state: null,
		keepUntil: null,
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
