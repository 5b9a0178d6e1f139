import { join } from 'node:path';

import { startN8nFrom } from '../../scripts/runtime/trial';
import { ownerSession } from '../../scripts/runtime/owner';
import { RUNTIME } from '../../scripts/runtime/places';
import { shareN8n } from './sharedN8n';

/** Starts the n8n that the files of tests share, before the first of them. */
export default async function startOneN8n(): Promise<void> {
	const n8n = await startN8nFrom({ userFolder: join(RUNTIME, 'e2e', 'shared') });
	shareN8n(n8n, await ownerSession(n8n.url));
	globalThis.stopSharedN8n = () => n8n.program.stop();
}

declare global {
	// A declaration that is no variable would not be a property of globalThis.
	var stopSharedN8n: (() => Promise<void>) | undefined;
}
