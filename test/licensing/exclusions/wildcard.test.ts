import fc from 'fast-check';

import { compileWildcard } from '../../../licensing/exclusions/wildcard';
import { atLeast } from '../../testScale';

describe('wildcards', () => {
	test.each([
		['svc-*', 'svc-build', true],
		['svc-*', 'svc-', true],
		['svc-*', 'my-svc-build', false],
		['*@bots.example.com', 'deploy@bots.example.com', true],
		['*@bots.example.com', 'deploy@bots.example.com.evil', false],
		['*bot*', 'the robot arm', true],
		['ab*ba', 'aba', false],
		['ab*ba', 'abba', true],
		['a?c', 'abc', true],
		['a?c', 'ac', false],
		['a?c', 'a😀c', true],
		['*?', '', false],
		['*?', '😀', true],
		['*', '', true],
		['a.c', 'abc', false],
		['(x)[y]', '(x)[y]', true],
		['same', 'same', true],
		['same', 'same same', false],
	])('%s on %s: %s', (wildcard, text, expected) => {
		expect(compileWildcard(wildcard)(text)).toBe(expected);
	});

	test('agree with the regular expression that means the same', () => {
		const letters = fc.constantFrom('a', 'b', '😀');
		const wildcards = fc.array(fc.oneof(letters, fc.constantFrom('*', '?', '*')), {
			maxLength: 8,
		});
		const texts = fc.array(letters, { maxLength: 10 });
		let fitting = 0;
		fc.assert(
			fc.property(wildcards, texts, (parts, characters) => {
				const text = characters.join('');
				const form = parts.map((part) => (part === '*' ? '.*' : part === '?' ? '.' : part));
				const expected = new RegExp(`^${form.join('')}$`, 'su').test(text);
				if (expected) fitting++;
				expect(compileWildcard(parts.join(''))(text)).toBe(expected);
			}),
			{ numRuns: atLeast(5000) },
		);
		expect(fitting).toBeGreaterThan(0);
	});

	test('do not run away on a text that almost fits', () => {
		const wildcard = `${'a*'.repeat(200)}b`;
		expect(compileWildcard(wildcard)('a'.repeat(20_000))).toBe(false);
	});
});
