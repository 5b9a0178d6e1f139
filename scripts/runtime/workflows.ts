import { z } from 'zod';

import { programError, startProgram } from './childProcess';
import type { N8nPlace } from './n8nProcess';
import type { N8nSession } from './n8nSession';
import { N8N_PROGRAM, NODE_24, WORKFLOWS } from './places';
import { waitFor } from './waitFor';
import { workflowSchema, type Workflow } from './workflowFiles';
import { join } from 'node:path';

const COMMAND_MS = 180_000;

const PUBLISHED_WITHIN_MS = 120_000;

/** `n8n import:workflow --separate --input=workflows`: the way the README names. */
export async function importByCommand(
	{ userFolder, env }: N8nPlace,
	folder = WORKFLOWS,
): Promise<void> {
	const program = startProgram({
		name: 'n8n import:workflow',
		program: NODE_24,
		args: [N8N_PROGRAM, 'import:workflow', '--separate', `--input=${folder}`],
		cwd: userFolder,
		env,
		logFile: join(userFolder, 'import.log'),
	});
	const end = await waitFor('the import', { forMs: COMMAND_MS }, async () => program.ended());
	if (end !== 'ended with code 0') throw programError(program, end);
}

/** A workflow as n8n has it. */
export async function readWorkflow(session: N8nSession, id: string): Promise<Workflow> {
	return workflowSchema.parse(await session.ask('GET', `/workflows/${id}`));
}

/** Saves nodes, connections and settings of a workflow, as the editor's Save does. */
export async function saveWorkflow(session: N8nSession, workflow: Workflow): Promise<void> {
	const { id, name, nodes, connections, settings } = workflow;
	await session.ask('PATCH', `/workflows/${id}`, { name, nodes, connections, settings });
}

/** Adds a workflow by the editor's own route; it keeps its id. */
export async function createWorkflow(session: N8nSession, workflow: Workflow): Promise<void> {
	const { id, name, nodes, connections, settings } = workflow;
	await session.ask('POST', '/workflows', { id, name, nodes, connections, settings });
}

const version = z.object({ versionId: z.string() }).passthrough();

const publication = z.object({
	status: z.string(),
	triggers: z.array(z.object({ errorMessage: z.string().nullish() })),
});

/**
 * Publishes a workflow: from then on its schedule, its forms and its callers use this version. n8n
 * answers before its addresses are served; this waits until they are.
 */
export async function publishWorkflow(session: N8nSession, id: string): Promise<void> {
	const { versionId } = version.parse(await session.ask('GET', `/workflows/${id}`));
	await session.ask('POST', `/workflows/${id}/activate`, { versionId });
	const { status, triggers } = await waitFor(
		`workflow ${id} to be published`,
		{ forMs: PUBLISHED_WITHIN_MS },
		async () => {
			const now = publication.parse(
				await session.ask('GET', `/workflows/${id}/publication-status`),
			);
			return now.status === 'in_progress' ? undefined : now;
		},
	);
	if (status === 'partial' || status === 'failed') {
		const reasons = triggers.map(({ errorMessage }) => errorMessage ?? '').filter(Boolean);
		throw new Error(`n8n did not publish workflow ${id}: ${reasons.join(', ')}`);
	}
}

/** Takes a workflow out of production. */
export async function unpublishWorkflow(session: N8nSession, id: string): Promise<void> {
	await session.ask('POST', `/workflows/${id}/deactivate`, {});
}
