import type { IExecuteFunctions } from 'n8n-workflow';

import {
	readEvent,
	type CandidateEvent,
	type KnownEvents,
} from '../../licensing/candidates/events';
import { firstFew, truncate } from '../../licensing/truncate';
import { inputItems } from '../shared/inputItems';
import { hint } from '../shared/jobs';

/**
 * Reads the third input; without it nothing was told. A row that cannot be read is left out and
 * named in a hint. It stops nobody but the candidate it is about: nothing is decided against that
 * person.
 */
export function readEventsInput(context: IExecuteFunctions): KnownEvents {
	const byCandidate = new Map<string, CandidateEvent[]>();
	const doubtful = new Set<string>();
	const unreadable: string[] = [];
	for (const { row, itemIndex } of inputItems(context, 2)) {
		const { event, problems } = readEvent(row);
		const { candidateId } = event;
		const [problem] = problems;
		if (problem !== undefined) {
			if (candidateId !== '') doubtful.add(candidateId);
			const name = truncate(event.eventId || 'no id');
			unreadable.push(
				`${itemIndex} (${name}): the field "${problem.field}" ${problem.problem}`,
			);
			continue;
		}
		const known = byCandidate.get(candidateId);
		if (known === undefined) byCandidate.set(candidateId, [event]);
		else known.push(event);
	}
	hintUnreadable(context, unreadable);
	return { byCandidate, doubtful };
}

function hintUnreadable(context: IExecuteFunctions, rows: readonly string[]): void {
	if (rows.length === 0) return;
	hint(
		context,
		`Events that cannot be read were left out: row ${firstFew(rows)}. Correct the rows in the events table. Until then nobody they are about loses a seat.`,
	);
}
