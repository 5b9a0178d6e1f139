import { readGroupIds } from '../../licensing/groupIds';

describe('A list of group IDs', () => {
	it.each([
		['nothing', null, []],
		['empty text', ' ', []],
		['an empty list', [], []],
		['ids, each once', ['g1', 'g2', 'g1', ''], ['g1', 'g2']],
		['comma text, line breaks too', 'g1, g2,\ng3', ['g1', 'g2', 'g3']],
		['JSON text', '["g1","g2"]', ['g1', 'g2']],
		['rows of List Access Groups', [{ groupId: 'g1', name: 'users' }], ['g1']],
		['groups as results name them', '[{"id":"g1","name":"users"}]', ['g1']],
		['an id kept as a number', [7], ['7']],
	])('is read from %s', (_what, value, ids) => {
		expect(readGroupIds(value)).toEqual(ids);
	});

	it.each([
		['a row', { 0: 'g1' }],
		['a number', 5],
		['broken JSON', '["g1"'],
		['JSON that is no list', '{"id":"g1"}'],
		['a row that names no group', [{ name: 'users' }]],
		['a list in a list', [['g1']]],
		['a number that lost digits', [Number('605128340071234500691234')]],
		['its text', 'g1,6.05E+23'],
		['true', true],
	])(
		'is refused when it is %s: a list read by halves could take more than was meant',
		(_what, value) => {
			expect(readGroupIds(value)).toBeUndefined();
		},
	);
});
