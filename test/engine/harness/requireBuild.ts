import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..', '..');

/** The engine loads what was built, so there must be a build. Runs once before the engine tests. */
export default function requireBuild(): void {
	const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
		n8n: { nodes: string[]; credentials: string[] };
	};
	const { nodes, credentials } = manifest.n8n;
	const missing = [...nodes, ...credentials].filter((file) => !existsSync(join(ROOT, file)));
	if (missing.length === 0) return;
	throw new Error(`Run "npm run build" first: ${missing.join(', ')} is not there.`);
}
