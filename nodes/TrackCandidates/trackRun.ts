import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { CANDIDATE_FIELDS, type Candidate } from '../../licensing/candidates/candidate';
import type { EventSettings } from '../../licensing/candidates/eventEffects';
import {
	EVENT_FIELDS,
	eventsOf,
	type CandidateEvent,
	type KnownEvents,
} from '../../licensing/candidates/events';
import { withEvents } from '../../licensing/candidates/withEvents';
import { isEmptyValue } from '../../licensing/tableValues';
import { shown } from '../../licensing/truncate';
import { itemFieldError } from '../shared/failures';
import { byProfile, inputItems, outputItem, type InputItem } from '../shared/inputItems';
import type { LeftOut } from '../shared/leftOut';
import { ParameterReader, type OutputForm } from '../shared/options';
import { tableRow } from '../shared/tableRows';
import { readEventsInput } from './eventsInput';
import { keepChanged, readStoredInput, sourcesOf, type StoredCandidates } from './storedInput';
import { trackCandidatesProperties } from './TrackCandidates.properties';

/** The outputs of the node, in their order. */
export interface TrackOutputs {
	/** New and changed candidates, to be upserted by `candidateId`; or events, to be appended. */
	save: INodeExecutionData[];
	/** Notices to send; for answers: what to tell whoever answered. */
	notify: INodeExecutionData[];
	/** Candidates whose seat may be taken back now. */
	revoke: INodeExecutionData[];
}

export function emptyOutputs(): TrackOutputs {
	return { save: [], notify: [], revoke: [] };
}

/** What all operations work with: the inputs and the outputs. */
export interface TrackRun extends OutputForm {
	context: IExecuteFunctions;
	leftOut: LeftOut;
	items: readonly InputItem[];
	stored: StoredCandidates;
	events: KnownEvents;
	outputs: TrackOutputs;
}

/**
 * Reads the inputs; null without items. A run has one moment and one form of rows: the first item's.
 *
 * @param takesDamaged whether a stored row that cannot be used stops nobody but its own person
 */
export function openTrackRun(
	context: IExecuteFunctions,
	leftOut: LeftOut,
	takesDamaged: boolean,
): TrackRun | null {
	const items = inputItems(context);
	const [first] = items;
	if (first === undefined) return null;
	const form = parametersAt(context, first.itemIndex).option.outputForm();
	const stored = readStoredInput(context, leftOut, takesDamaged);
	const events = readEventsInput(context);
	return { context, leftOut, items, ...form, stored, events, outputs: emptyOutputs() };
}

/** The parameters at an item. */
export function parametersAt(context: IExecuteFunctions, itemIndex: number): ParameterReader {
	return new ParameterReader(context, trackCandidatesProperties, itemIndex);
}

/** What decides where the events of a profile lead. */
export function readEventSettings(parameters: ParameterReader): EventSettings {
	return {
		approveKeep: parameters.boolean('approveKeep'),
		coolDownDays: parameters.number('coolDownDays'),
		daysBeforeAutoReclaim: parameters.number('daysBeforeAutoReclaim'),
	};
}

/** A candidate with what was told about it since it was stored. */
export function asToldSince(
	{ events }: TrackRun,
	candidate: Candidate,
	settings: EventSettings,
): Candidate {
	return withEvents(candidate, eventsOf(events, candidate), settings);
}

/**
 * Handles the items of each profile with the settings read once, at its first item. A profile
 * whose settings cannot be read, and an item that fails, are left out where that is allowed.
 */
export function forEachItem<Settings>(
	{ context, leftOut, items: all }: TrackRun,
	readAt: (parameters: ParameterReader, first: InputItem) => Settings,
	handle: (item: InputItem, settings: Settings) => void,
): void {
	for (const { first, items } of byProfile(all)) {
		const read = () => ({ settings: readAt(parametersAt(context, first.itemIndex), first) });
		const profile = leftOut.attempt(read, first);
		if (profile === undefined) continue;
		for (const item of items) leftOut.attempt(() => handle(item, profile.settings), item);
	}
}

/** A parameter where one is given, else the field of the item with that name. */
export function parameterOrField(
	context: IExecuteFunctions,
	name: string,
	{ row, itemIndex }: InputItem,
): unknown {
	const value: unknown = context.getNodeParameter(name, itemIndex, '');
	return isEmptyValue(value) ? row[name] : value;
}

/**
 * A word given so.
 *
 * @param wanted what it must be, for the error
 * @throws NodeOperationError when it is none of the words
 */
export function wordAt<Word extends string>(
	context: IExecuteFunctions,
	name: string,
	item: InputItem,
	words: readonly Word[],
	wanted: string,
): Word {
	const value = parameterOrField(context, name, item);
	const word = words.find((known) => known === value);
	if (word !== undefined) return word;
	const problem = isEmptyValue(value) ? 'is missing' : `is ${shown(value)}`;
	throw itemFieldError(context, name, `${problem}; it must be ${wanted}`, item.itemIndex);
}

/** Puts a changed candidate on Save, and keeps it for the next item about the same person. */
export function saveChanged(
	run: TrackRun,
	changed: Candidate,
	item: InputItem,
): INodeExecutionData {
	keepChanged(run.stored, changed, item);
	return save(run, changed, item);
}

/** Puts an event on Save, to be appended: as it is, or as a row of its table. */
export function saveEvent(
	{ stored, outputs, tableRows }: TrackRun,
	event: CandidateEvent,
	item: InputItem,
): INodeExecutionData {
	const record = tableRows ? tableRow(event, EVENT_FIELDS) : event;
	const saved = outputItem(record, ...sourcesOf(stored, event.candidateId, item));
	outputs.save.push(saved);
	return saved;
}

/** Puts a candidate on Save: as it is, or as a row of its table. */
export function save(
	{ stored, outputs, tableRows }: TrackRun,
	candidate: Candidate,
	item?: InputItem,
): INodeExecutionData {
	const record = tableRows ? tableRow(candidate, CANDIDATE_FIELDS) : candidate;
	const saved = outputItem(record, ...sourcesOf(stored, candidate.candidateId, item));
	outputs.save.push(saved);
	return saved;
}
