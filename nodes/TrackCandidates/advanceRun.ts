import type { IExecuteFunctions } from 'n8n-workflow';

import { firstFew, truncate } from '../../licensing/truncate';
import { advance, type Advanced } from '../../licensing/candidates/advance';
import { newAnswerToken } from '../../licensing/candidates/recordAnswer';
import type { TrackSettings } from '../../licensing/candidates/candidate';
import { MODE_NAMES } from '../../licensing/candidates/modes';
import { problemOf, readPerson, type PersonRow } from '../../licensing/person';
import { itemFieldError } from '../shared/failures';
import { byProfile, outputItem, type InputItem } from '../shared/inputItems';
import { hint } from '../shared/jobs';
import type { ParameterReader } from '../shared/options';
import { sourcesOf, type StoredCandidates } from './storedInput';
import { parametersAt, readEventSettings, save, type TrackRun } from './trackRun';

/** Today's evaluation as the node's first input holds it. */
interface Evaluation {
	people: PersonRow[];
	sources: Map<PersonRow, InputItem>;
	settings: Map<string, TrackSettings>;
	/** Profiles with items that cannot be read. */
	incomplete: Set<string>;
}

/** The operation `advance`: moves every candidate one step on and opens new ones. */
export function advanceRun(run: TrackRun): void {
	const { context, stored, events, now } = run;
	const evaluation = readEvaluation(run);
	const { people, settings, incomplete } = evaluation;
	const advanced = advance({
		people,
		stored: Array.from(stored.byId.values(), ({ candidate }) => candidate),
		settings,
		incomplete,
		unreadable: stored.unreadable,
		events,
		now,
		newToken: newAnswerToken,
	});
	hintPostponed(context, advanced.postponed);
	hintNobodyOpened(context, stored, [...settings.keys()]);
	emit(run, advanced, evaluation);
}

function readEvaluation({ context, leftOut, items: all }: TrackRun): Evaluation {
	const evaluation: Evaluation = {
		people: [],
		sources: new Map(),
		settings: new Map(),
		incomplete: new Set(),
	};
	const profiles = byProfile(all);
	for (const { profile, first, items } of profiles) {
		if (profile !== '') {
			const read = () => readSettings(parametersAt(context, first.itemIndex));
			const settings = leftOut.attempt(read, first);
			if (settings) evaluation.settings.set(profile, settings);
		}
		for (const item of items) {
			const read = () => addPerson(context, item, evaluation);
			if (!leftOut.attempt(read, item)) evaluation.incomplete.add(profile);
		}
	}
	// Whoever has no profile may be anybody's missing person.
	if (profiles.some(({ profile }) => profile === '')) {
		for (const { profile } of profiles) evaluation.incomplete.add(profile);
	}
	return evaluation;
}

function readSettings(parameters: ParameterReader): TrackSettings {
	return {
		...readEventSettings(parameters),
		mode: parameters.word('mode', MODE_NAMES),
		reminderEveryDays: parameters.number('reminderEveryDays'),
		maxNewPerRun: parameters.number('maxNewPerRun'),
	};
}

function addPerson(context: IExecuteFunctions, item: InputItem, evaluation: Evaluation): true {
	const { person, problems } = readPerson(item.row);
	const problem = problemOf(problems, [
		'profile',
		'accountId',
		...(person.decision === 'candidate' ? (['groupIds'] as const) : []),
	]);
	if (problem) throw itemFieldError(context, problem.field, problem.problem, item.itemIndex);
	evaluation.people.push(person);
	evaluation.sources.set(person, item);
	return true;
}

function emit(run: TrackRun, advanced: Advanced, { sources, settings }: Evaluation): void {
	const { outputs, stored } = run;
	for (const { candidate, person } of advanced.save) {
		save(run, candidate, person === null ? undefined : sources.get(person));
	}
	for (const { candidate, person, noticeType } of advanced.notify) {
		const item = sources.get(person);
		const promised = promisesOf(settings.get(candidate.profile));
		const record = { ...item?.row, ...candidate, noticeType, ...promised };
		outputs.notify.push(outputItem(record, ...sourcesOf(stored, candidate.candidateId, item)));
	}
	for (const { candidate, person } of advanced.revoke) {
		const item = sources.get(person);
		const record = { ...item?.row, ...candidate };
		outputs.revoke.push(outputItem(record, ...sourcesOf(stored, candidate.candidateId, item)));
	}
}

/** What a notice may promise; Record Notice takes the days from here. */
function promisesOf(settings: TrackSettings | undefined) {
	if (settings === undefined) return {};
	const { daysBeforeAutoReclaim, approveKeep, coolDownDays } = settings;
	return { daysBeforeAutoReclaim, approveKeep, coolDownDays };
}

function hintPostponed(context: IExecuteFunctions, postponed: number): void {
	if (postponed === 0) return;
	const people = postponed === 1 ? '1 person is left' : `${postponed} people are left`;
	hint(context, `${people} for a later run, because "Max New per Run" was reached.`);
}

/** A row that does not say whose it is may be about anybody: somebody else may be meant to stay. */
function hintNobodyOpened(
	context: IExecuteFunctions,
	{ unreadable }: StoredCandidates,
	profiles: readonly string[],
): void {
	const closed = profiles.filter((profile) => unreadable.mayConcernAnybodyOf(profile));
	if (closed.length === 0) return;
	const names = firstFew(closed.map((name) => truncate(name)));
	hint(
		context,
		`Nobody new was proposed in ${names}, because a stored candidate has no accountId. Correct or delete that row.`,
	);
}
