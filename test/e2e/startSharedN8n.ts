import { join } from 'node:path';

import { endAll, startOrEnd, type End } from '../../scripts/runtime/ends';
import { ownerSession } from '../../scripts/runtime/owner';
import { RUNTIME } from '../../scripts/runtime/places';
import { startN8nFrom } from '../../scripts/runtime/trial';
import { shareN8n } from './sharedN8n';

/** Starts an n8n for each process that will run files of tests, before the first of them. */
export default async function startSharedN8n({ maxWorkers }: { maxWorkers: number }) {
	const ends: End[] = [];
	const start = async (number: number) => {
		const userFolder = join(RUNTIME, 'e2e', `shared-${number}`);
		const n8n = await startN8nFrom({ userFolder });
		ends.push(() => n8n.program.stop());
		return { n8n, session: await ownerSession(n8n.url) };
	};
	const numbers = Array.from({ length: maxWorkers }, (_, at) => at + 1);
	shareN8n(await startOrEnd(ends, () => Promise.all(numbers.map(start))));
	globalThis.stopSharedN8n = () => endAll(ends);
}

declare global {
	var stopSharedN8n: (() => Promise<void>) | undefined;
}
