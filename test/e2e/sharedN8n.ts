import { z } from 'zod';

import { dataTables } from '../../scripts/runtime/dataTables';
import type { N8nPlace } from '../../scripts/runtime/n8nProcess';
import { N8nRefusal, N8nSession } from '../../scripts/runtime/n8nSession';
import { waitFor } from '../../scripts/runtime/waitFor';

/** Where a process that runs tests finds the n8n that was started for all of them. */
const VARIABLE = 'E2E_N8N';

const place = z.object({ url: z.string(), userFolder: z.string(), env: z.record(z.string()) });
const shared = place.extend({ proof: z.record(z.string()) });

/** Tells the processes that run tests where the n8n is that they share, and who is logged in. */
export function shareN8n({ url, userFolder, env }: N8nPlace, { proof }: N8nSession): void {
	process.env[VARIABLE] = JSON.stringify({ url, userFolder, env, proof });
}

/**
 * The n8n that the files of tests share, one after the other; it holds nothing but its owner. They
 * share the session too, for n8n refuses a sixth login within five minutes.
 */
export async function sharedN8n(): Promise<{ n8n: N8nPlace; session: N8nSession }> {
	const { proof, ...n8n } = shared.parse(JSON.parse(process.env[VARIABLE] ?? 'null'));
	const session = new N8nSession(n8n.url, proof);
	await emptyN8n(session);
	return { n8n, session };
}

const workflows = z.array(z.object({ id: z.string(), isArchived: z.boolean() }));
const identified = z.array(z.object({ id: z.string() }));

/** Deletes what a file of tests left behind: workflows with their executions, credentials, tables. */
async function emptyN8n(session: N8nSession): Promise<void> {
	const all = workflows.parse(await session.ask('GET', '/workflows'));
	for (const { id, isArchived } of all) {
		if (!isArchived) await session.ask('POST', `/workflows/${id}/archive`, {});
	}
	for (const { id } of all) await deleteWorkflow(session, id);
	for (const { id } of identified.parse(await session.ask('GET', '/credentials'))) {
		await session.ask('DELETE', `/credentials/${id}`);
	}
	for (const { id, projectId } of await dataTables(session)) {
		await session.ask('DELETE', `/projects/${projectId}/data-tables/${id}`);
	}
}

/** n8n takes its time to unpublish a workflow, and deletes none before. */
async function deleteWorkflow(session: N8nSession, id: string): Promise<void> {
	await waitFor(`workflow ${id} to be unpublished`, { forMs: 120_000 }, async () => {
		try {
			await session.ask('DELETE', `/workflows/${id}`);
			return true;
		} catch (error) {
			if (error instanceof N8nRefusal && error.status === 409) return undefined;
			throw error;
		}
	});
}
