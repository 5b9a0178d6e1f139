import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

import { UNKNOWN_ACTIVITY, type ActivityRecord } from '../../licensing/subscription';
import { readPerson } from '../../licensing/person';
import { DAY_MS, toIso } from '../../licensing/times';
import { outputOf, type Execution } from '../../scripts/runtime/executions';
import { withParameters, workflowSchema, type Workflow } from '../../scripts/runtime/workflowFiles';
import { LOOKBACK_DAYS } from '../bench/looking';

/** What a way says of each person, by account id. */
export type Said = ReadonlyMap<string, ActivityRecord>;

/** One of the two ways to learn when people were last active. */
export interface Way {
	title: string;
	/** The workflow, asking the API at this address. */
	workflow(apiUrl: string): Workflow;
	/**
	 * @param now the simulator's clock when it ended (milliseconds since the epoch)
	 * @throws ZodError when an answer tells nothing that can be read
	 */
	read(execution: Execution, now: number): Said;
}

const ASK = 'Newest Change';
const ATLASSIAN = 'https://api.atlassian.com';

/** n8n's own nodes: one search for each person. */
const ownNodes: Way = {
	title: "n8n's own nodes",
	workflow: (apiUrl) =>
		withParameters(fileNamed('own-nodes.json'), ASK, (parameters) => ({
			...parameters,
			url: String(parameters.url).replace(ATLASSIAN, apiUrl),
		})),
	read: (execution, now) => {
		const answers = outputOf(execution, 'Loop Over Items');
		const people = outputOf(execution, 'Subscriptions');
		// The loop hands its items on in the order in which they came.
		return new Map(
			answers.map((answer, at) => [String(people[at]?.accountId), recordIn(answer, now)]),
		);
	},
};

/** This package: one node. */
const ourNode: Way = {
	title: 'Confluence Pull Activity',
	workflow: () => fileNamed('our-node.json'),
	read: (execution) =>
		new Map(
			outputOf(execution, 'Pull Activity').map((row) => [
				String(row.accountId),
				readPerson(row).person,
			]),
		),
};

export const WAYS = { ownNodes, ourNode } as const;

const searchAnswer = z.object({
	results: z
		.array(z.object({ content: z.object({ version: z.object({ when: z.string() }) }) }))
		.max(1),
});

/** The last change of the piece that the person worked on, whoever made it; it is never too early. */
function recordIn(answer: unknown, askedAt: number): ActivityRecord {
	const [hit] = searchAnswer.parse(answer).results;
	// The search names no date, so it covers all that there is.
	const covered = {
		...UNKNOWN_ACTIVITY,
		activityCheckedAt: toIso(askedAt),
		activityCheckedFrom: toIso(askedAt - LOOKBACK_DAYS * DAY_MS),
	};
	if (hit === undefined) return { ...covered, activityStatus: 'none' };
	return {
		...covered,
		activityStatus: 'known',
		lastActivityAt: hit.content.version.when,
	};
}

function fileNamed(file: string): Workflow {
	return workflowSchema.parse(JSON.parse(readFileSync(join(__dirname, file), 'utf8')));
}
