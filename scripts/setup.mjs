/**
 * Brings what is missing on a machine that has git, Node.js 20 or later and npm. Every step looks
 * first and does nothing when all is there; a step that was cut off is done again from its start.
 *
 * `npm run setup` brings everything; other scripts bring what they need.
 */
import { elapsed, say, whenStarted } from './progress.mjs';
import { ensureChromium } from './setupChromium.mjs';
import { ensureN8n } from './setupN8n.mjs';
import { ensureNode24 } from './setupNode24.mjs';
import { ensureProject } from './setupProject.mjs';
import { ensureServers } from './setupServers.mjs';

export { ensureChromium, ensureN8n, ensureNode24, ensureProject, ensureServers };

/** Everything that the demo and the whole test run need. */
export async function ensureAll() {
	await ensureProject();
	const node = await ensureNode24();
	const n8n = await ensureN8n();
	const chromium = await ensureChromium();
	await ensureServers();
	return { node, n8n, chromium };
}

await whenStarted(import.meta.url, async () => {
	const startedAt = Date.now();
	const { node, n8n, chromium } = await ensureAll();
	say(`Node.js ${node.version}, n8n ${n8n.version}, ${chromium}`);
	say(`Everything is here (${elapsed(startedAt)}).`);
});
