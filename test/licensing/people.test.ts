import fc from 'fast-check';

import { PeopleList } from '../../licensing/people';
import { readPerson, type PersonRow } from '../../licensing/person';
import { DAMAGED_ID, type Row } from '../../licensing/tableValues';
import { idlePerson } from './exclusions/samples';

const person = (fields: Row = {}): PersonRow => readPerson(idlePerson(fields)).person;
const listOf = (...rows: Row[]) =>
	new PeopleList(rows.map((row, index) => ({ row, number: index + 1 })));
const ofSales = (fields: Row): Row => ({
	manager: 'Mia Manager',
	department: 'Sales',
	costCenter: 4711,
	...fields,
});
const SALES = { manager: 'Mia Manager', department: 'Sales', costCenter: '4711' };
const UNKNOWN = { manager: null, department: null, costCenter: null };

describe('a person is found in the list', () => {
	test.each<[string, Row, Row]>([
		['by the account', { accountId: 'account-1' }, {}],
		['by the account, beside another address', { accountId: 'account-1', email: 'x@y.z' }, {}],
		['by the address', { email: 'ida@example.com' }, {}],
		['by the address in another case', { email: 'IDA@Example.COM' }, {}],
		[
			'by the address, where it is copied with invisible characters',
			{ email: 'i\u200bda@example.com\ufeff' },
			{},
		],
		[
			'by such an address of the person',
			{ email: 'ida@example.com' },
			{ email: '\u00adida@example.com' },
		],
		[
			'by the address, where the list names another account',
			{ accountId: 'old', email: 'ida@example.com' },
			{},
		],
	])('%s', (_name, row, fields) => {
		expect(listOf(ofSales(row)).complete(person(fields))).toMatchObject(SALES);
	});

	test.each<[string, Row, Row]>([
		['another account', { accountId: 'account-2' }, {}],
		['the account in another case', { accountId: 'ACCOUNT-1' }, {}],
		['another address', { email: 'ida@example.org' }, {}],
		['an address, for a person without one', { email: 'ida@example.com' }, { email: null }],
		[
			'nothing, for a person without an account',
			{ email: 'a@b.c' },
			{ accountId: '', email: '' },
		],
	])('but not by %s', (_name, row, fields) => {
		const before = person(fields);
		expect(listOf(ofSales(row)).complete(before)).toBe(before);
	});
});

describe('what the list adds', () => {
	test('nothing is null where it is not known', () => {
		expect(listOf().complete(person())).toMatchObject(UNKNOWN);
	});

	test('an address of the list comes first, and an empty one changes nothing', () => {
		const listed = (email: unknown) => listOf({ accountId: 'account-1', email });
		expect(listed('right@example.com').complete(person()).email).toBe('right@example.com');
		expect(listed('right@example.com').complete(person({ email: null })).email).toBe(
			'right@example.com',
		);
		for (const empty of [undefined, null, '', '\u200b']) {
			expect(listed(empty).complete(person()).email).toBe('ida@example.com');
		}
	});

	test('an address that found somebody stays as the person has it', () => {
		expect(listOf({ email: 'IDA@EXAMPLE.COM' }).complete(person()).email).toBe(
			'ida@example.com',
		);
	});

	test('an empty cell leaves what the row said', () => {
		const list = listOf({ accountId: 'account-1', department: ' ', manager: null });
		expect(list.complete(person({ department: 'Legal' }))).toMatchObject({
			...UNKNOWN,
			department: 'Legal',
		});
	});

	test('columns that are not known are left alone', () => {
		const row = ofSales({
			accountId: 'account-1',
			leftAt: '2026-01-01',
			decision: 'candidate',
		});
		expect(listOf(row).complete(person())).toEqual({ ...person(), ...SALES });
	});
});

describe('of two rows for one person', () => {
	const first = ofSales({ department: 'First' });
	const second = ofSales({ department: 'Second' });

	test('the one with the account counts before the one with the address alone', () => {
		const rows = [
			{ ...first, email: 'ida@example.com' },
			{ ...second, accountId: 'account-1' },
		];
		for (const order of [rows, [...rows].reverse()]) {
			const list = listOf(...order);
			expect(list.complete(person()).department).toBe('Second');
			expect(list.repeated).toEqual([]);
		}
	});

	test.each<['accountId' | 'email', string]>([
		['accountId', 'account-1'],
		['email', 'ida@example.com'],
	])('with the same %s the first counts, and the other is named', (key, value) => {
		const list = listOf({ ...first, [key]: value }, { ...second, [key]: value });
		expect(list.complete(person()).department).toBe('First');
		expect(list.repeated).toEqual([{ number: 2, first: 1, key }]);
	});

	test('two accounts with one address are two people', () => {
		const email = 'team@example.com';
		const list = listOf(
			{ ...first, accountId: 'a', email },
			{ ...second, accountId: 'account-1', email },
		);
		expect(list.complete(person({ email })).department).toBe('Second');
		expect(list.repeated).toEqual([]);
	});
});

describe('a row that cannot be read', () => {
	test.each<[string, Row, string, string]>([
		['an ID that a sheet made a number of', { accountId: '6.05E+23' }, 'accountId', DAMAGED_ID],
		['an object', { accountId: 'account-1', department: {} }, 'department', 'is not text'],
		['a list', { accountId: 'account-1', manager: ['Mia'] }, 'manager', 'is not text'],
		['true', { accountId: 'account-1', costCenter: true }, 'costCenter', 'is not text'],
		[
			'a word for an address',
			{ accountId: 'account-1', email: 'n/a' },
			'email',
			'is not an e-mail address',
		],
		['nobody', { department: 'Sales' }, 'accountId', 'is empty, and so is "email"'],
	])('with %s is not used, and is named', (_name, row, field, problem) => {
		const list = listOf({}, ofSales(row), ofSales({ accountId: 'other' }));
		expect(list.unused[1]).toEqual({ number: 2, problem: { field, problem } });
		const before = person();
		expect(list.complete(before)).toBe(before);
		expect(list.complete(person({ accountId: 'other' }))).toMatchObject(SALES);
	});
});

describe('for any list', () => {
	const name = fc.option(fc.constantFrom('A', 'B', ' ', '\u200b', 7), { nil: null });
	const row = fc.record<Row>({
		accountId: fc.constantFrom('a', 'b', '', null),
		email: fc.constantFrom('a@x.y', 'B@X.Y', 'nobody', null),
		manager: name,
		department: name,
		costCenter: name,
	});
	const someone = fc
		.record({
			accountId: fc.constantFrom('a', 'b', 'c'),
			email: fc.constantFrom('a@x.y', 'b@x.y', null),
		})
		.map(person);

	test('a person keeps everything but the four fields, and loses none of these', () => {
		fc.assert(
			fc.property(fc.array(row), someone, (rows, before) => {
				const { email, manager, department, costCenter, ...rest } = listOf(
					...rows,
				).complete({
					...before,
					department: 'Own',
				});
				expect(before).toMatchObject(rest);
				expect(department).not.toBeNull();
				if (before.email !== null) expect(email).not.toBeNull();
				for (const text of [manager, department, costCenter])
					expect(text?.trim()).not.toBe('');
			}),
		);
	});

	test('what is read twice says the same, and each row is used, named or later than one that names the same', () => {
		fc.assert(
			fc.property(fc.array(row), someone, (rows, before) => {
				const list = listOf(...rows);
				const once = list.complete(before);
				expect(listOf(...rows).complete(before)).toEqual(once);
				const { unused, repeated } = list;
				const named = [...unused, ...repeated].map(({ number }) => number);
				expect(new Set(named).size).toBe(named.length);
				for (const { number, first } of repeated) expect(first).toBeLessThan(number);
			}),
		);
	});
});
