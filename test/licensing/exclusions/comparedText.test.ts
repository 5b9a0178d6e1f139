import fc from 'fast-check';

import { compared, folded } from '../../../licensing/exclusions/comparedText';
import { INVISIBLE_CHARACTERS } from './invisible';
import { idlePerson, judge, neverActivePerson, ruleRow } from './samples';

describe('upper and lower case are the same in every script', () => {
	test.each([
		['equals', 'ΟΔΟΣ', 'οδοσ'],
		['equals', 'οδός', 'ΟΔΌΣ'],
		['wildcard', 'ΒΑΣ*', 'ΒΑΣΙΛΗΣ'],
		['wildcard', '*ΣΊΛΗΣ', 'Βασίλης'],
		['regex', '^ΒΑΣ', 'βασιλησ'],
		['equals', 'İdari Hesap', 'idari hesap'],
		['wildcard', 'idari*', 'İdari Hesap'],
		['wildcard', 'İDARİ*', 'idari hesap'],
		['wildcard', '?dari*', 'İdari Hesap'],
		['regex', 'İdari', 'İdari Hesap'],
		['regex', '^idari', 'İdari Hesap'],
		['regex', '^İdari', 'idari hesap'],
		['equals', 'Işık Hesap', 'IŞIK HESAP'],
		['equals', 'ışık hesap', 'IŞIK HESAP'],
		['regex', '^ışık', 'IŞIK HESAP'],
	])('%s %s fits %s', (match, value, displayName) => {
		const rule = ruleRow({ field: 'displayName', match, value });
		expect(judge(idlePerson({ displayName }), [rule]).reasonCode).toBe('excludedByRule');
	});
});

describe('white space of any kind counts as one space', () => {
	test.each([
		['equals', 'Anna Berg', 'Anna\u00a0Berg'],
		['equals', 'Anna\u00a0Berg', ' anna  berg '],
		['wildcard', 'Anna Berg*', 'Anna\u2003\tBerg (HR)'],
		['regex', '^Anna Berg$', 'Anna\u00a0Berg'],
		['regex', 'Anna  Berg', 'Anna  Berg'],
		['regex', 'Anna\\tBerg', 'Anna\tBerg'],
	])('%s %j fits %j', (match, value, displayName) => {
		const rule = ruleRow({ field: 'displayName', match, value });
		expect(judge(idlePerson({ displayName }), [rule]).reasonCode).toBe('excludedByRule');
	});

	test('words that are written together are another name', () => {
		const rule = ruleRow({ field: 'displayName', value: 'Anna Berg' });
		expect(judge(idlePerson({ displayName: 'AnnaBerg' }), [rule]).reasonCode).toBe('inactive');
	});
});

describe('characters that nobody sees do not count, on either side', () => {
	const spoil = (text: string, character: string) =>
		`${character}${text.slice(0, 3)}${character}${text.slice(3)}${character}`;
	const cases = [
		['equals', 'accountId', 'account-1', 'account-1'],
		['equals', 'email', 'ida@example.com', 'ida@example.com'],
		['wildcard', 'email', '*@example.com', 'ida@example.com'],
		['regex', 'email', '^ida@example\\.com$', 'ida@example.com'],
		['equals', 'emailDomain', 'example.com', 'ida@example.com'],
		['equals', 'displayName', 'Ida Idle', 'Ida Idle'],
		['regex', 'displayName', '^.{8}$', 'Ida Idle'],
		['equals', 'groupId', 'g-2', 'g-2'],
		['equals', 'groupName', 'contractors', 'contractors'],
	] as const;
	const personWith = (field: string, text: string) => {
		if (field === 'groupId') return idlePerson({ groupIds: ['g-1', text] });
		if (field === 'groupName') return idlePerson({ groupNames: ['confluence-users', text] });
		return idlePerson({ [field === 'emailDomain' ? 'email' : field]: text });
	};

	test.each(INVISIBLE_CHARACTERS)('%s', (_name, character) => {
		for (const [match, field, value, text] of cases) {
			const plain = ruleRow({ field, match, value });
			const spoilt = ruleRow({ field, match, value: spoil(value, character) });
			const named = `${match} ${field}`;
			const reasonFor = (person: object, rule: object) =>
				`${named}: ${judge({ ...person }, [{ ...rule }]).reasonCode}`;
			expect(reasonFor(personWith(field, spoil(text, character)), plain)).toBe(
				`${named}: excludedByRule`,
			);
			expect(reasonFor(personWith(field, text), spoilt)).toBe(`${named}: excludedByRule`);
		}
	});

	test.each(INVISIBLE_CHARACTERS)(
		'%s in the profile and the words of a rule',
		(_name, character) => {
			const rule = ruleRow({
				ruleType: spoil('user', character),
				match: spoil('equals', character),
				value: 'account-1',
				profile: spoil('acme.atlassian.net', character),
			});
			expect(judge(idlePerson(), [rule]).reasonCode).toBe('excludedByRule');
			expect(judge(idlePerson(), [{ ...rule, profile: character }]).reasonCode).toBe(
				'excludedByRule',
			);
		},
	);

	test('an address of nothing else is no address', () => {
		const person = neverActivePerson({ email: '\u200b' });
		const rule = ruleRow({ field: 'email', value: 'vip@example.com' });
		expect(judge(person, [rule]).reasonCode).toBe('emailUnknown');
	});

	test('texts that differ in such characters alone are one text', () => {
		const characters = fc.constantFrom(...INVISIBLE_CHARACTERS.map(([, one]) => one));
		const pieces = fc.array(
			fc.oneof(fc.string({ unit: 'grapheme', maxLength: 4 }), characters),
		);
		fc.assert(
			fc.property(pieces, characters, (parts, one) => {
				expect(folded(parts.join(one))).toBe(folded(parts.join('')));
				expect(compared(parts.join(one)).forms).toEqual(compared(parts.join('')).forms);
			}),
		);
	});
});

test('profiles are told apart by the same measure', () => {
	const rule = ruleRow({ value: 'account-1', profile: 'İDARİ' });
	expect(judge(idlePerson({ profile: 'idari' }), [rule]).reasonCode).toBe('excludedByRule');
});

test('folding twice is folding once', () => {
	for (const text of ['ΟΔΟΣ', 'İ I ı i\u0307', ' a \u00a0 b ', 'Jose\u0301'])
		expect(folded(folded(text))).toBe(folded(text));
});

test('a text that differs from its folded form by its case alone has one form to be tried', () => {
	expect(compared('Svc Build').forms).toEqual(['svc build']);
	expect(compared('Svc\u00a0Build').forms).toEqual(['Svc\u00a0Build', 'svc build']);
	expect(compared('İdari').forms).toEqual(['İdari', 'idari']);
});
