/**
 * Brings what is missing on a machine that has git, Node.js 20 or later and npm. Every step looks
 * first and does nothing when all is there; a step that was cut off is done again from its start.
 *
 * `npm run setup` brings all that can be brought and says at the end what could not, and which
 * commands need it; other scripts bring what they need. Ends with 1 when there is no Node.js 24 or
 * no n8n: the demo needs no more than these.
 */
import { elapsed, say, whenStarted } from './progress.mjs';
import { ensureNode24 } from './setupNode24.mjs';
import { PARTS } from './setupParts.mjs';
import { ensureProject } from './setupProject.mjs';

await whenStarted(import.meta.url, async () => {
	const startedAt = Date.now();
	await ensureProject();
	const { version } = await ensureNode24();
	const here = [`Node.js ${version}`];
	const missing = [];
	for (const part of Object.values(PARTS)) {
		try {
			await part.bring();
			here.push(part.title);
		} catch (error) {
			missing.push({ ...part, reason: error.message });
		}
	}
	say(`Here: ${here.join(', ')} (${elapsed(startedAt)}).`);
	for (const { title, neededFor, reason } of missing) {
		say(`\nNot here: ${title}. Needed for ${neededFor.join(', ')}; all else works.\n${reason}`);
	}
	if (missing.some(({ title }) => title === PARTS.n8n.title)) process.exitCode = 1;
});
