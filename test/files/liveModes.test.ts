import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { isLive, MODE_NAMES } from '../../licensing/candidates/modes';

const FOLDER = join(__dirname, '../../workflows');
const LIVE = MODE_NAMES.filter(isLive);

/** The lists of modes in expressions of a workflow file, as `['one', 'two'].includes(`. */
function listsOfModes(text: string): string[][] {
	return [...text.matchAll(/\[((?:'\w+'(?:, )?)+)\]\.includes\(/g)]
		.map(([, words]) => [...(words ?? '').matchAll(/\w+/g)].map(([word]) => word))
		.filter((words) => words.some((word) => MODE_NAMES.some((mode) => mode === word)));
}

/** Expressions cannot import the table of modes, so they repeat which ones are live. */
describe('the workflows', () => {
	const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
	const lists = files.flatMap((file) =>
		listsOfModes(readFileSync(join(FOLDER, file), 'utf8')).map((words) => ({ file, words })),
	);

	it.each(lists)('$file names the live modes of the table: $words', ({ words }) => {
		expect(words).toEqual(LIVE);
	});

	it.each(['take-back.json', 'take-turn.json'])('%s asks whether the mode is live', (file) => {
		expect(lists.map((list) => list.file)).toContain(file);
	});
});
