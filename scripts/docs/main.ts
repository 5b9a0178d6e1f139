/** `npm run docs` fills the tables of the pages under `docs/` from the sources. */
import { updatePages } from './pages';

void updatePages().then(
	(changed) => {
		for (const path of changed) console.log(`Filled ${path}`);
		if (changed.length === 0) console.log('The tables of all pages are up to date.');
	},
	(error: unknown) => {
		console.error(error instanceof Error ? error.message : String(error));
		process.exitCode = 1;
	},
);
