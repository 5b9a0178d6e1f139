import { UNKNOWN_LINK } from '../../licensing/candidates/recordAnswer';
import type { Row } from '../../licensing/tableValues';
import {
	decided,
	NOTIFY,
	NOW,
	opened,
	person,
	REVOKE,
	SAVE,
	told,
	track,
} from './trackCandidatesRuns';

describe('an answer that brings a candidate of its own', () => {
	const forged = async (fields: Row) => ({
		...(await told()),
		answerToken: 'forged',
		answer: 'release',
		...fields,
	});

	test('is refused while the table knows other candidates, whatever token it brings', async () => {
		const item = await forged({ candidateId: 'acme:victim:1', accountId: 'victim' });
		const { rows } = await track('recordAnswer', { inputs: [[item], [await told()]] });
		expect(rows[SAVE]).toEqual([]);
		expect(rows[NOTIFY]).toMatchObject([{ accepted: false, message: UNKNOWN_LINK }]);
	});

	test('is refused too where the table brought only rows that cannot be read', async () => {
		const item = await forged({ candidateId: 'acme:victim:1', accountId: 'victim' });
		const { rows } = await track('recordAnswer', {
			inputs: [[item], [{ ...(await told()), state: 'Waiting' }]],
			continueOnFail: true,
		});
		expect(rows[SAVE]).toEqual([]);
		expect(rows[NOTIFY]).toMatchObject([{ accepted: false, message: UNKNOWN_LINK }]);
	});

	test('counts where nothing is stored, each time with the hint that nobody checked it', async () => {
		const item = await forged({});
		const { rows, hints } = await track('recordAnswer', {
			inputs: [[{ ...item, answer: 'nonsense' }, item, { ...item, answer: 'keep' }], [{}]],
			continueOnFail: true,
		});
		expect(rows[SAVE]?.map(({ event }) => event)).toEqual(['release', 'keep']);
		expect(rows[NOTIFY]?.map(({ state }) => state)).toEqual([
			null,
			'Awaiting Revocation',
			'Closed Skipped',
		]);
		expect(hints.join()).toContain('The token of 2 answers');
	});
});

describe('stored rows that cannot be read, with continue on fail', () => {
	const today = [person('ada'), person('bob'), person('ada', { profile: 'other' })];

	/** Who is opened, and who is handed to Revoke, beside these stored rows. */
	async function advance(stored: Row[]) {
		const { rows, hints } = await track('advance', {
			inputs: [today, stored],
			continueOnFail: true,
		});
		const ids = (output: number) => rows[output]?.map(({ candidateId }) => candidateId);
		return { saved: ids(SAVE), revoked: ids(REVOKE), hints: hints.join() };
	}

	test('a person with a damaged stored row is left alone: no second candidate, no revocation', async () => {
		const { candidate } = await opened();
		const { rows, hints } = await track('advance', {
			inputs: [[person('ada'), person('bob')], [{ ...candidate, keepUntil: 'soon' }]],
			continueOnFail: true,
		});
		expect(rows[SAVE]?.map(({ accountId }) => accountId)).toEqual(['bob']);
		expect(hints.join()).toContain('the field "keepUntil" is not a date');
	});

	test('without a profile a row blocks everybody with its account', async () => {
		const { candidate } = await opened();
		const kept = { ...candidate, state: 'Closed Skipped', keepUntil: '2026-05-01' };
		expect((await advance([{ ...kept, profile: null }])).saved).toEqual(['acme:bob:1']);
	});

	test('without an account a row lets nobody be opened in its profile, and a hint says so', async () => {
		const { candidate } = await opened();
		const { saved, hints } = await advance([{ ...candidate, accountId: '' }]);
		expect(saved).toEqual(['other:ada:1']);
		expect(hints).toContain('Nobody new was proposed in acme, because');
	});

	test('without either a row lets nobody be opened at all', async () => {
		const { candidate } = await opened();
		const { saved, hints } = await advance([{ ...candidate, accountId: '', profile: null }]);
		expect(saved).toEqual([]);
		expect(hints).toContain('Nobody new was proposed in acme, other, because');
	});

	test('open candidates go on beside a row without an account, but for the one with its id', async () => {
		const candidate = await decided();
		const other = { ...candidate, candidateId: 'acme:bob:1', accountId: 'bob' };
		const { revoked } = await advance([candidate, other, { ...other, accountId: null }]);
		expect(revoked).toEqual([candidate.candidateId]);
	});

	test('the id of such a row is not given to somebody else', async () => {
		const { candidate } = await opened();
		const mistaken = { ...candidate, accountId: 'eve', state: 'Waiting' };
		expect((await advance([mistaken])).saved).toEqual([
			'acme:ada:2',
			'acme:bob:1',
			'other:ada:1',
		]);
	});
});

describe('events that cannot be read', () => {
	const event = {
		eventId: 'e-1',
		profile: 'acme',
		candidateId: 'acme:ada:1',
		event: 'keep',
		at: NOW,
	};

	test.each([
		['event', 'keeps', 'is "keeps", which is no known event'],
		['event', null, 'is missing'],
		['at', 'soon', 'is not a time'],
		['eventId', '', 'is missing or empty'],
	])('the row with %s %j is named, and stops nobody else', async (field, value, problem) => {
		const stored = [await decided('ada'), await decided('bob')];
		const { rows, hints } = await track('advance', {
			inputs: [[person('ada'), person('bob')], stored, [{ ...event, [field]: value }, event]],
		});
		expect(rows[REVOKE]?.map(({ accountId }) => accountId)).toEqual(['bob']);
		expect(hints.join()).toContain(`the field "${field}" ${problem}`);
	});

	test('nothing is decided against whom such a row is about', async () => {
		const stored = [await decided('ada'), await decided('bob')];
		const { rows } = await track('advance', {
			inputs: [[person('ada'), person('bob')], stored, [{ ...event, at: 'soon' }]],
		});
		expect(rows[REVOKE]?.map(({ accountId }) => accountId)).toEqual(['bob']);
		expect(rows[SAVE]).toEqual([]);
	});

	test('one that says not whom it is about stops nobody', async () => {
		const stored = [await decided('ada')];
		const { rows } = await track('advance', {
			inputs: [[person('ada')], stored, [{ ...event, candidateId: null }]],
		});
		expect(rows[REVOKE]).toHaveLength(1);
	});

	test('events of another profile are left to its own run', async () => {
		const stored = [await decided('ada')];
		const other = { ...event, profile: 'other', candidateId: 'other:ada:1' };
		const { rows, hints } = await track('advance', {
			inputs: [[person('ada')], stored, [other]],
		});
		expect(rows[REVOKE]).toHaveLength(1);
		expect(hints).toEqual([]);
	});
});
