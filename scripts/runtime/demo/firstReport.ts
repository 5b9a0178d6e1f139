import { writeFileSync } from 'node:fs';

import { executionEnd, outputOf } from '../executions';
import { sendTestForm } from '../formByHttp';
import { FIND_UNUSED } from '../profiles';
import type { Trial } from '../trial';
import { readWorkflowFile, withCredentials } from '../workflowFiles';
import { createWorkflow } from '../workflows';
import { PRICE } from './company';

const PATIENCE_MS = 1_800_000;

/**
 * Runs Find Unused Licenses for the first site as its form does, and stores the report that the
 * browser would show.
 *
 * @param file where the report goes
 */
export async function findUnused(trial: Trial, file: string): Promise<void> {
	const { session, simulator, credentials } = trial;
	const workflow = withCredentials(readWorkflowFile('find-unused-licenses.json'), credentials);
	await createWorkflow(session, workflow);
	const page = await sendTestForm(
		session,
		FIND_UNUSED,
		{
			'field-0': simulator.world.sites[0]?.url ?? '',
			'field-1': '60',
			'field-2': String(PRICE.unitPrice),
			'field-3': PRICE.currency,
		},
		{ forMs: PATIENCE_MS },
	);
	const execution = await executionEnd(session, page.executionId, PATIENCE_MS);
	const [position] = outputOf(execution, 'License Position');
	if (typeof position?.report !== 'string') {
		throw new Error(`Find Unused Licenses shows no report: ${execution.error ?? page.text}`);
	}
	writeFileSync(file, position.report);
}
