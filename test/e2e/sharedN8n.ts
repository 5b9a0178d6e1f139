import { z } from 'zod';

import { dataTables } from '../../scripts/runtime/dataTables';
import type { N8nPlace } from '../../scripts/runtime/n8nProcess';
import { N8nRefusal, N8nSession } from '../../scripts/runtime/n8nSession';
import { waitFor } from '../../scripts/runtime/waitFor';

/** Where a process that runs tests finds the n8n that were started for all of them. */
const VARIABLE = 'E2E_N8N';

const place = z.object({ url: z.string(), userFolder: z.string(), env: z.record(z.string()) });
const shared = z.array(place.extend({ proof: z.record(z.string()) }));

/** Tells the processes that run tests where their n8n are, and who is logged in there. */
export function shareN8n(all: readonly { n8n: N8nPlace; session: N8nSession }[]): void {
	process.env[VARIABLE] = JSON.stringify(
		all.map(({ n8n: { url, userFolder, env }, session: { proof } }) => ({
			url,
			userFolder,
			env,
			proof,
		})),
	);
}

/**
 * The n8n of this process, which its files of tests use one after the other; it holds nothing but
 * its owner. They share the session too, for n8n refuses a sixth login within five minutes.
 */
export async function sharedN8n(): Promise<{ n8n: N8nPlace; session: N8nSession }> {
	const all = shared.parse(JSON.parse(process.env[VARIABLE] ?? '[]'));
	const own = all[Number(process.env.JEST_WORKER_ID ?? 1) - 1];
	if (own === undefined) throw new Error('No n8n was started for this process.');
	const { proof, ...n8n } = own;
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
