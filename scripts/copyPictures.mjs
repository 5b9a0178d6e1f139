/**
 * `npm run pictures:copy` brings the pictures in `docs/pictures` and `workflows/pictures` up to date
 * that the tests in a real n8n took (`npm run test:e2e`): those of the same name, and no others.
 */
import { copyFileSync, existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const TAKEN = join(ROOT, '.runtime', 'e2e');
const SHOWN = ['docs/pictures', 'workflows/pictures'].map((folder) => join(ROOT, folder));

const taken = existsSync(TAKEN)
	? readdirSync(TAKEN, { recursive: true, encoding: 'utf8' }).filter((path) =>
			path.endsWith('.png'),
		)
	: [];
const copied = taken.flatMap((path) =>
	SHOWN.map((folder) => join(folder, basename(path)))
		.filter((target) => existsSync(target))
		.map((target) => {
			copyFileSync(join(TAKEN, path), target);
			return target;
		}),
);
for (const target of copied) console.log(target.slice(ROOT.length + 1));
if (copied.length === 0) console.log('No picture was taken: run npm run test:e2e first.');
