import { ANSWERS, readCandidate, type AnswerWord } from '../../licensing/candidates/candidate';
import { EVENT_KIND_NAMES, EVENT_KINDS } from '../../licensing/candidates/events';
import { NEEDS_TOKEN, recordAnswer } from '../../licensing/candidates/recordAnswer';
import {
	CLOSED_STATES,
	TRANSITION_NAMES,
	OPEN_STATES,
	SEAT_STATES,
	STATES,
	STATE_NAMES,
	TRANSITIONS,
	type State,
} from '../../licensing/candidates/states';
import { code, table } from './markdown';

export function statesTable(): string {
	const rows = STATE_NAMES.map((state) => [
		`**${state}**`,
		STATES[state].open ? 'open' : 'closed',
		STATES[state].sentence,
	]);
	return table(['State', '', 'What it means'], rows);
}

export function transitionsTable(): string {
	const rows = TRANSITION_NAMES.map((event) => {
		const { from, to, sentence } = TRANSITIONS[event];
		return [code(event), fromWords(from), to ?? 'stays', sentence];
	});
	return table(['Transition', 'From', 'To', 'What happened'], rows);
}

/** What can be told about a candidate, and who tells it. */
export function eventKindsTable(): string {
	const rows = EVENT_KIND_NAMES.map((kind) => {
		const { by, sentence } = EVENT_KINDS[kind];
		return [code(kind), `the ${by}`, sentence];
	});
	return table(['Event', 'Told by', 'What it says'], rows);
}

/** Where each answer leads. */
export function answersTable(): string {
	const rows = ANSWERS.map((answer) => [
		code(answer),
		NEEDS_TOKEN[answer] ? 'yes' : 'no',
		...OPEN_STATES.map((state) => answerWords(answer, state)),
	]);
	return table(['Answer', 'Needs the token', ...OPEN_STATES], rows);
}

const SETS_OF_STATES: ReadonlyArray<readonly [words: string, states: readonly State[]]> = [
	['no open candidate', []],
	['any', STATE_NAMES],
	['any open', OPEN_STATES],
	['any open with a seat', SEAT_STATES],
	['any closed', CLOSED_STATES],
];

function fromWords(from: readonly State[]): string {
	const set = SETS_OF_STATES.find(
		([, states]) =>
			states.length === from.length && states.every((state) => from.includes(state)),
	);
	return set?.[0] ?? from.join(', ');
}

function answerWords(answer: AnswerWord, state: State): string {
	const plain = stateAfter(answer, state, false);
	const withApproval = stateAfter(answer, state, true);
	return plain === withApproval ? plain : `${plain}; with *Approve Keep* ${withApproval}`;
}

/** Found by giving the answer to a candidate in that state. */
function stateAfter(answer: AnswerWord, state: State, approveKeep: boolean): string {
	const token = 'token';
	const row = { candidateId: 'p:a:1', profile: 'p', accountId: 'a', answerToken: token, state };
	const { accepted, candidate } = recordAnswer(
		readCandidate(row).candidate,
		{ answer, by: null, comment: null, token },
		{ now: 0, approveKeep, coolDownDays: 90 },
	);
	return accepted ? candidate.state : '–';
}
