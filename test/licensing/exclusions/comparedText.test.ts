import { compared, folded } from '../../../licensing/exclusions/comparedText';
import { idlePerson, judge, ruleRow } from './samples';

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
