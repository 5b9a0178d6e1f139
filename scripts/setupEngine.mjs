import { join } from 'node:path';

import { installAlone, isInstalled, markInstalled } from './ownFolder.mjs';
import { elapsed, projectPath, say } from './progress.mjs';
import { ensureNode24 } from './setupNode24.mjs';

/**
 * n8n's execution engine (n8n-core, with the n8n-workflow it was made for) of a version, in the
 * ignored folder `.runtime/compat`; about 220 MB, used again from then on.
 *
 * @returns the folder that holds it
 * @throws ProgramFailed when the registry does not have it whole
 */
export function ensureEngine(version) {
	if (!brought.has(version)) brought.set(version, bring(version));
	return brought.get(version);
}

/** Each begun once, whoever asks. */
const brought = new Map();

async function bring(version) {
	const folder = projectPath('.runtime/compat', version);
	const facts = { engine: version };
	if (isInstalled(folder, facts)) return folder;
	const { env } = await ensureNode24();
	const startedAt = Date.now();
	say(`Installing n8n-core ${version} in ${join('.runtime/compat', version)} ...`);
	await installAlone(folder, `n8n-core@${version}`, { env });
	markInstalled(folder, facts);
	say(`n8n-core ${version} is installed (${elapsed(startedAt)}).`);
	return folder;
}
