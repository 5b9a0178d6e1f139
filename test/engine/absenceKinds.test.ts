import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The kinds of absence that a program may take for proof, with the test that holds each of them in
 * n8n's engine.
 */
const KINDS: ReadonlyArray<{ kind: string; file: string; title: string }> = [
	{
		kind: 'an answer that contradicts its own question, about one person',
		file: 'absence',
		title: 'keeps the seat of somebody whose last change comes behind a moved page',
	},
	{
		kind: 'an answer that contradicts its own question, about many people',
		file: 'absence',
		title: 'makes nobody of a thousand active people a candidate',
	},
	{
		kind: 'fewer members than asked for, taken for the end',
		file: 'downloadSubscriptions',
		title: 'lists 370 members whose pages hold 100',
	},
	{
		kind: 'a search that leaves archived spaces out',
		file: 'absence',
		title: 'keeps the seat of somebody who worked in a space that was archived since',
	},
	{
		kind: 'a view on a page of the answer that nobody read',
		file: 'absence',
		title: 'keeps the seat of somebody whose view stands on the second page',
	},
	{
		kind: 'an entry of ours that is not recognised',
		file: 'absence',
		title: 'is ours where it has %s and a date',
	},
	{
		kind: 'a stand-in for "nothing", taken for a date',
		file: 'standIns',
		title: '%j is no last activity',
	},
	{
		kind: 'a key damaged by invisible characters',
		file: 'standIns',
		title: 'protects all the same where %j sticks to it, on either side',
	},
	{
		kind: 'an id of which a sheet made a number',
		file: 'standIns',
		title: 'is refused where a sheet made a number of an id, and the rule is named',
	},
	{
		kind: 'evidence in hand that lies before the last look',
		file: 'absence',
		title: 'counts although it lies before the last look',
	},
	{
		kind: 'a guess from names that leaves nearly everybody out',
		file: 'downloadSubscriptions',
		title: 'lists everybody of a site that is %s, and says what is odd of the name',
	},
	{
		kind: 'a refusal about one group, read as one about everything',
		file: 'reclaimRefusals',
		title: 'skips its people and takes the other seats',
	},
	{
		kind: 'a refusal of the organization that sends people the wrong way',
		file: 'refusalWords',
		title: 'says that the key lacks a scope, in the words of the server',
	},
	{
		kind: 'a dead access, taken for a missing site',
		file: 'reclaimRefusals',
		title: 'says to reconnect where it cannot be renewed',
	},
	{
		kind: 'a conflict, taken for a full site',
		file: 'reclaimRefusals',
		title: 'is no full site where the person is in the group by then',
	},
	{
		kind: 'two limits in one header, mixed',
		file: 'refusalWords',
		title: 'nobody waits for nothing',
	},
];

it('holds each kind of absence by a test', () => {
	const missing = KINDS.filter(({ file, title }) => {
		const source = readFileSync(join(__dirname, `${file}.test.ts`), 'utf8');
		return !source.includes(title);
	});
	expect(missing).toEqual([]);
	expect(KINDS).toHaveLength(16);
	console.log(`${KINDS.length} kinds of absence, each held by a test in n8n's engine.`);
});
