import type { IExecuteFunctions } from 'n8n-workflow';

import { truncate } from '../../licensing/truncate';
import { advance, type Advanced, type AdvanceRun } from '../../licensing/candidates/advance';
import { newAnswerToken } from '../../licensing/candidates/recordAnswer';
import type { TrackSettings } from '../../licensing/candidates/candidate';
import { problemOf, readPerson, type PersonRow } from '../../licensing/person';
import { itemFieldError } from '../shared/failures';
import {
	inputItems,
	outputItem,
	byProfile,
	type InputItem,
	type ProfileItems,
} from '../shared/inputItems';
import { hint } from '../shared/jobs';
import { attempt, SPELLED_OUT, type LeftOut } from './leftOut';
import {
	emptyOutputs,
	saveItem,
	readStoredInput,
	sourcesOf,
	type TrackOutputs,
	type StoredCandidates,
} from './storedInput';
import { readRunOptions, readSettings } from './readSettings';

/** Today's evaluation as the node's first input holds it. */
interface Evaluation {
	people: PersonRow[];
	sources: Map<PersonRow, InputItem>;
	settings: Map<string, TrackSettings>;
	/** Profiles with items that cannot be read. */
	incomplete: Set<string>;
}

/** The operation `advance`: moves every candidate one step on and opens new ones. */
export function advanceRun(context: IExecuteFunctions, leftOut: LeftOut[]): TrackOutputs {
	const items = inputItems(context);
	const [first] = items;
	if (first === undefined) return emptyOutputs();
	const { now, tableRows } = readRunOptions(context, first.itemIndex);
	const stored = readStoredInput(context, leftOut);
	const evaluation = readEvaluation(context, leftOut, byProfile(items));
	const run: AdvanceRun = {
		people: evaluation.people,
		stored: Array.from(stored.byId.values(), ({ candidate }) => candidate),
		settings: evaluation.settings,
		incomplete: evaluation.incomplete,
		unreadable: stored.unreadable,
		now,
		newToken: newAnswerToken,
	};
	const advanced = advance(run);
	hintPostponed(context, advanced.postponed);
	hintNobodyOpened(context, stored, [...evaluation.settings.keys()]);
	return emit(advanced, evaluation, stored, tableRows);
}

function readEvaluation(
	context: IExecuteFunctions,
	leftOut: LeftOut[],
	profiles: readonly ProfileItems[],
): Evaluation {
	const evaluation: Evaluation = {
		people: [],
		sources: new Map(),
		settings: new Map(),
		incomplete: new Set(),
	};
	let somewhere = false;
	for (const { profile, firstIndex, items } of profiles) {
		if (profile === '') {
			somewhere = true;
		} else {
			const read = () => readSettings(context, firstIndex);
			const settings = attempt(context, leftOut, read, items[0]);
			if (settings) evaluation.settings.set(profile, settings);
		}
		for (const item of items) {
			const read = () => addPerson(context, item, evaluation);
			if (!attempt(context, leftOut, read, item)) evaluation.incomplete.add(profile);
		}
	}
	// Whoever has no profile may be anybody's missing person.
	if (somewhere) for (const { profile } of profiles) evaluation.incomplete.add(profile);
	return evaluation;
}

function addPerson(context: IExecuteFunctions, item: InputItem, evaluation: Evaluation): true {
	const { person, problems } = readPerson(item.row);
	const problem = problemOf(problems, ['profile', 'accountId']);
	if (problem) throw itemFieldError(context, problem.field, problem.problem, item.itemIndex);
	evaluation.people.push(person);
	evaluation.sources.set(person, item);
	return true;
}

function emit(
	{ save, notify, revoke }: Advanced,
	{ sources, settings }: Evaluation,
	stored: StoredCandidates,
	tableRows: boolean,
): TrackOutputs {
	const outputs = emptyOutputs();
	for (const { candidate, person } of save) {
		const item = person === null ? undefined : sources.get(person);
		const pairs = sourcesOf(stored, candidate.candidateId, item);
		outputs.save.push(saveItem(candidate, tableRows, ...pairs));
	}
	for (const { candidate, person, noticeType } of notify) {
		const item = sources.get(person);
		const promised = promisesOf(settings.get(candidate.profile));
		const record = { ...item?.row, ...candidate, noticeType, ...promised };
		outputs.notify.push(outputItem(record, ...sourcesOf(stored, candidate.candidateId, item)));
	}
	for (const { candidate, person } of revoke) {
		const item = sources.get(person);
		const record = { ...item?.row, ...candidate };
		outputs.revoke.push(outputItem(record, ...sourcesOf(stored, candidate.candidateId, item)));
	}
	return outputs;
}

/** What a notice may promise; Record Notice takes the days from here. */
function promisesOf(settings: TrackSettings | undefined) {
	if (settings === undefined) return {};
	const { daysBeforeAutoReclaim, approveKeep, coolDownDays } = settings;
	return { daysBeforeAutoReclaim, approveKeep, coolDownDays };
}

function hintPostponed(context: IExecuteFunctions, postponed: number): void {
	if (postponed === 0) return;
	const people = postponed === 1 ? '1 more person waits' : `${postponed} more people wait`;
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
	const rest = closed.length - SPELLED_OUT;
	const more = rest > 0 ? ` and ${rest} more` : '';
	const names = closed
		.slice(0, SPELLED_OUT)
		.map((name) => truncate(name))
		.join(', ');
	hint(
		context,
		`Nobody new was proposed in ${names}${more}, because a stored candidate does not say whose it is. Correct or delete that row.`,
	);
}
