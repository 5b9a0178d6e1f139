import {
	TRANSITION_NAMES,
	OPEN_STATES,
	SEAT_STATES,
	STATE_NAMES,
	TRANSITIONS,
	isOpen,
	type State,
} from '../../licensing/candidates/states';

/** Stand in the picture for every open state, and for every one whose person has the seat. */
const ANY_OPEN = 'AnyOpen';
const ANY_SEAT = 'AnySeat';

/** The states and what leads from one to another, for mermaid. Events that move nothing are left out. */
export function stateDiagram(): string {
	const lines = ['stateDiagram-v2'];
	for (const state of STATE_NAMES) lines.push(`\tstate "${state}" as ${idOf(state)}`);
	lines.push(`\tstate "any open state" as ${ANY_OPEN}`);
	lines.push(`\tstate "any open state with a seat" as ${ANY_SEAT}`);
	const labels = new Map<string, string[]>();
	for (const event of TRANSITION_NAMES) {
		const { from, to } = TRANSITIONS[event];
		if (to === null) continue;
		for (const source of sourcesOf(from)) {
			const arrow = `\t${source} --> ${idOf(to)}`;
			labels.set(arrow, [...(labels.get(arrow) ?? []), event]);
		}
	}
	for (const [arrow, events] of labels) lines.push(`${arrow}: ${events.join(', ')}`);
	for (const state of STATE_NAMES) if (!isOpen(state)) lines.push(`\t${idOf(state)} --> [*]`);
	return ['```mermaid', ...lines, '```'].join('\n');
}

function sourcesOf(from: readonly State[]): string[] {
	if (from.length === 0) return ['[*]'];
	const has = (state: State) => from.includes(state);
	if (OPEN_STATES.every(has)) return [ANY_OPEN];
	return SEAT_STATES.every(has) ? [ANY_SEAT] : from.map(idOf);
}

function idOf(state: State): string {
	return state.replaceAll(' ', '');
}
