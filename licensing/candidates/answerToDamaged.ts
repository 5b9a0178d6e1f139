import type { AnswerWord, Candidate } from './candidate';
import { LONGEST_COMMENT } from './events';
import {
	answerEvent,
	COMMENT_TOO_LONG,
	isRightToken,
	WRONG_TOKEN,
	type Answer,
	type AnswerSettings,
	type RecordedAnswer,
} from './recordAnswer';

/** What a person reads whose answer is recorded beside a row that cannot be read. */
const RECORDED: Partial<Record<AnswerWord, string>> = {
	keep: 'Your answer is recorded: you want to keep your license. Nothing happens to it until someone has looked at your case.',
	release:
		'Your answer is recorded: you no longer need your license. Someone has to look at your case first.',
};

/**
 * What a person said whose stored row is damaged. The state is not known, so that nothing can be
 * concluded, but a keep must not be lost: it is appended like any other, and counts once the row is
 * corrected. Whoever decides about others needs to see the state, so that they have to wait.
 *
 * @param candidate as far as its row could be read; its id is known
 * @returns null for an answer that does not come from the person
 */
export function answerToDamaged(
	candidate: Candidate,
	answer: Answer,
	settings: AnswerSettings,
): Pick<RecordedAnswer, 'accepted' | 'message' | 'event'> | null {
	const message = RECORDED[answer.answer];
	if (message === undefined) return null;
	if (!isRightToken(candidate, answer, settings)) {
		return { accepted: false, message: WRONG_TOKEN, event: null };
	}
	if ((answer.comment?.length ?? 0) > LONGEST_COMMENT) {
		return { accepted: false, message: COMMENT_TOO_LONG, event: null };
	}
	return { accepted: true, message, event: answerEvent(candidate, answer, settings) };
}
