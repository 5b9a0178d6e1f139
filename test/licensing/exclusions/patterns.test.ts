import fc from 'fast-check';

import { compared } from '../../../licensing/exclusions/comparedText';
import { compileRegex } from '../../../licensing/exclusions/patterns';
import { RUNAWAYS, TEXT_LIMIT, findRunaway } from '../../../licensing/exclusions/regexCheck';
import { atLeast } from '../../testScale';

function matcherOf(pattern: string, inDoubt = true) {
	const compiled = compileRegex(pattern, inDoubt);
	if ('problem' in compiled) throw new Error(`${pattern} ${compiled.problem}`);
	return compiled.matches;
}

/** What is wrong with a pattern; '' for nothing. */
function problemOf(pattern: string): string {
	const compiled = compileRegex(pattern, true);
	return 'problem' in compiled ? compiled.problem : '';
}

describe('regular expressions of rules', () => {
	test.each([
		['^svc-', 'svc-build', true],
		['^svc-', 'my svc-build', false],
		['bot', 'the robot', true],
		['BOT$', 'robot', true],
		['^svc\\-.*@example\\.com$', 'svc-a@example.com', true],
		['^svc\\-.*@example\\.com$', 'svc-a@example,com', false],
		['a\\_b\\@c', 'a_b@c', true],
		['^(bot|svc)[-_ ]', 'bot_1', true],
		['^\\p{L}+ \\(external\\)$', 'çelik (external)', true],
		['^(?!.*vip).*$', 'a vip', false],
		['^[\\w.+-]+@[a-z]+\\.example\\.com$', 'a.b+c@eu.example.com', true],
		['(?<!svc-)bot$', 'svc-bot', false],
	])('%s on %s: %s', (pattern, text, expected) => {
		expect(matcherOf(pattern)(compared(text))).toBe(expected);
	});

	test.each(['(', '[a', 'a{2', '\\p{Nonsense}', '*', '(?<a>x)(?<a>y)'])(
		'%s cannot be read',
		(pattern) => {
			expect(problemOf(pattern)).toContain('cannot be read');
		},
	);

	test.each<[keyof typeof RUNAWAYS, string]>([
		['nestedRepeat', '(a+)+$'],
		['nestedRepeat', '(.*)*'],
		['nestedRepeat', '(\\w+\\s?)*$'],
		['nestedRepeat', '(x+x+)+y'],
		['nestedRepeat', '(a?){30}'],
		['nestedRepeat', '((a{200}){200}){200}'],
		['nestedRepeat', '((?=a+)b)*'],
		['nestedRepeat', '(a|a)*'],
		['nestedRepeat', '(a|aa)+'],
		['nestedRepeat', '(a|)*'],
		['nestedRepeat', '(\\s|.)+'],
		['nestedRepeat', '([a-z]|\\d|x)*'],
		['nestedRepeat', '(k|K)+'],
		['nestedRepeat', '((a|b)a(a|a))*'],
		['backreference', '(a)\\1'],
		['backreference', '(?<word>a)\\k<word>'],
		['lookBehind', '(?<=a*)b'],
		['lookBehind', '(?<!(?!a*)b)'],
		['tooManyRepeats', '.*.*.*.*=x'],
		['tooManyRepeats', '^a*a*a*a*b'],
		['tooManyRepeats', `${'a?'.repeat(40)}${'a'.repeat(40)}`],
		['tooManyRepeats', `^${'(a|a)'.repeat(40)}$`],
		['tooManyRepeats', '^a*(?!b)a*(?!b)a*(?!b)a*$'],
		['tooManyRepeats', '(?!^a).*.*.*x'],
	])('%s: %s is refused', (kind, pattern) => {
		expect(problemOf(pattern)).toContain(RUNAWAYS[kind]);
	});

	test.each([
		'bot$',
		'.*bot.*',
		'^.*@(a\\.)?example\\.com$',
		'(ab)+',
		'[a-z\\d]+',
		'^[a-z]+\\.[a-z]+@[a-z]+\\.example\\.com$',
		'^(svc|bot)(-[a-z]+)?@',
		'(?=.*bot)(?=.*svc)',
		'(contractor|vendor|temp)',
		'\\[bot\\]',
		'a{2,5}b',
		'[\\]-]+x',
		'\\u0041\\x41\\u{1F600}?',
	])('%s is accepted', (pattern) => {
		expect(findRunaway(pattern)).toBeNull();
	});

	test.each([
		'(ab|cd)+',
		'(\\d|[a-z])+',
		'(a|b){2}',
		'((?=a)b)+',
		'^[a-z]+\\.[a-z]+@[a-z]+\\.[a-z]+\\.[a-z]+$',
	])('%s is harmless and refused all the same, with a wildcard as the way out', (pattern) => {
		expect(problemOf(pattern)).toContain('or a wildcard, such as *.example.com');
	});

	test('a refusal shows what to write instead', () => {
		expect(problemOf('^([a-z]+\\.)+com$')).toBe(
			'could take too long on some texts, because it repeats a group that itself repeats something or has alternatives; use a simpler pattern, such as \\.example\\.com$ for everything under a domain, or a wildcard, such as *.example.com',
		);
	});

	test('alternatives that become alike without their case are refused', () => {
		expect(problemOf('(ı|i)*x')).toContain(RUNAWAYS.nestedRepeat);
	});

	test('whatever is accepted comes to an end on texts made to mislead it', () => {
		const atom = fc.constantFrom(
			'a',
			'b',
			'.',
			'[ab]',
			'(a|b)',
			'(a|ab)',
			'(ab)',
			'(?!x)',
			'\\b',
		);
		const quantifier = fc.constantFrom('', '', '*', '+', '?', '*?', '{2,9}');
		const sequence = (part: fc.Arbitrary<string>, maxLength: number) =>
			fc
				.array(fc.tuple(part, quantifier), { minLength: 1, maxLength })
				.map((parts) => parts.map(([text, times]) => text + times).join(''));
		const group = fc
			.array(sequence(atom, 3), { minLength: 1, maxLength: 2 })
			.map((alternatives) => `(${alternatives.join('|')})`);
		const texts = ['a'.repeat(TEXT_LIMIT), `${'ab'.repeat(100)}!`].map(compared);
		const counts = { accepted: 0, refused: 0 };
		fc.assert(
			fc.property(sequence(fc.oneof(atom, atom, group), 6), (pattern) => {
				const compiled = compileRegex(pattern, true);
				if ('problem' in compiled) counts.refused++;
				else {
					counts.accepted++;
					for (const text of texts) expect(typeof compiled.matches(text)).toBe('boolean');
				}
			}),
			{ numRuns: atLeast(1000) },
		);
		expect(counts.accepted).toBeGreaterThan(0);
		expect(counts.refused).toBeGreaterThan(0);
	});

	test('a text too long to try counts as fitting where that keeps a seat, else as not', () => {
		const text = compared('x'.repeat(TEXT_LIMIT + 1));
		expect(matcherOf('bot$', true)(text)).toBe(true);
		expect(matcherOf('bot$', false)(text)).toBe(false);
	});
});
