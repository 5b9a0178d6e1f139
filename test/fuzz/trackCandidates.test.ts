import fc from 'fast-check';

import type { State } from '../../licensing/candidates/states';
import { textOrNull } from '../../licensing/tableValues';
import { evaluatedRow, NOW, storedRow, VERDICTS } from '../licensing/candidates/fixtures';
import { hostileText, itemsOf, SETTINGS, spoilt, type Row } from './hostile';
import { endsWell, survives } from './laws';

const now = new Date(NOW).toISOString();
const type = 'trackCandidates';
const GOOD_PROFILE = 'good.atlassian.net';

/** A new candidate, one that waits for an answer, and one that was active since. */
const GOOD = [
	evaluatedRow('good-new', { profile: GOOD_PROFILE }),
	evaluatedRow('good-asked', { profile: GOOD_PROFILE }),
	evaluatedRow('good-active', { profile: GOOD_PROFILE, ...VERDICTS.active }),
];
const storedGood = (state: State, fields: Row = {}): Row[] =>
	['good-asked', 'good-active'].map((accountId) =>
		storedRow(accountId, state, {
			profile: GOOD_PROFILE,
			candidateId: `${GOOD_PROFILE}:${accountId}:1`,
			...fields,
		}),
	);
const DUE = storedGood('Awaiting User', { dueAt: new Date(NOW - 1).toISOString() });
const UNTOLD = storedGood('Awaiting User', { notifiedAt: null, dueAt: null });
const AWAITING_REVOCATION = storedGood('Awaiting Revocation');

const OPERATIONS = {
	advance: { good: GOOD, stored: DUE, bad: evaluatedRow('bad') },
	recordNotice: {
		good: UNTOLD.map((row) => ({ ...row, notice: 'sent', noticeType: 'first' })),
		stored: UNTOLD,
		bad: { ...storedRow('bad', 'Awaiting User'), notice: 'sent', noticeType: 'first' },
	},
	recordAnswer: {
		good: DUE.map((row) => ({ ...row, answer: 'keep', by: 'me' })),
		stored: DUE,
		bad: { ...storedRow('bad', 'Awaiting User'), answer: 'keep', by: 'me' },
	},
	recordOutcome: {
		good: AWAITING_REVOCATION.map((row) => ({
			...row,
			outcome: 'failed',
			outcomeReason: 'removalFailed',
			nextState: 'Attention Required',
		})),
		stored: AWAITING_REVOCATION,
		bad: { ...storedRow('bad', 'Awaiting Revocation'), outcome: 'reclaimed', receiptId: 'r' },
	},
} as const satisfies Record<string, { good: readonly Row[]; stored: readonly Row[]; bad: Row }>;

/** A stored row without both may be about anybody, so that nobody new is proposed beside it. */
const saysWhose = ({ profile, accountId }: Row): boolean =>
	textOrNull(profile) !== null || textOrNull(accountId) !== null;

type Operation = keyof typeof OPERATIONS;

const node = (
	operation: Operation,
	rows: readonly Row[],
	stored: readonly Row[],
	events: readonly Row[] = [],
) => ({
	type,
	parameters: { operation, mode: 'askPeople', options: { now } },
	inputs: [itemsOf(rows), itemsOf(stored), itemsOf(events)],
});

/** Something told about somebody else. */
const BAD_EVENT: Row = {
	eventId: 'e-1',
	profile: 'acme.atlassian.net',
	candidateId: 'acme.atlassian.net:bad:1',
	event: 'keep',
	at: now,
	by: 'me',
	comment: 'Mine.',
	receiptId: null,
	until: null,
};

/** What became of the good ones; a new token, and the id of a new event, are new each time. */
function good(outputs: Awaited<ReturnType<typeof survives>>) {
	return outputs.map((rows) =>
		rows
			.filter(({ profile }) => profile === GOOD_PROFILE)
			.map((row) => ({
				...row,
				answerToken: typeof row.answerToken,
				eventId: typeof row.eventId,
			})),
	);
}

describe.each(Object.keys(OPERATIONS) as Operation[])(
	'Track Candidates (%s) with hostile input',
	(operation) => {
		const { good: goodRows, stored: goodStored, bad } = OPERATIONS[operation];
		const badRows = fc.array(spoilt(bad), { minLength: 1, maxLength: 4 });
		const badStored = fc.array(spoilt(storedRow('bad', 'Awaiting User')).filter(saysWhose), {
			maxLength: 3,
		});

		const badEvents = fc.array(spoilt(BAD_EVENT), { maxLength: 3 });

		it('ends well, or names item and field', async () => {
			await fc.assert(
				fc.asyncProperty(badRows, badStored, badEvents, async (rows, stored, events) => {
					await endsWell(
						node(operation, [...goodRows, ...rows], [...goodStored, ...stored], events),
					);
				}),
				SETTINGS,
			);
		});

		it('with continue on fail moves the good ones as if the bad ones were not there', async () => {
			const alone = good(await survives(node(operation, goodRows, goodStored)));
			expect(alone.flat().length).toBeGreaterThan(1);
			await fc.assert(
				fc.asyncProperty(badRows, badStored, badEvents, async (rows, stored, events) => {
					const all = node(
						operation,
						[...rows, ...goodRows],
						[...stored, ...goodStored],
						events,
					);
					expect(good(await survives(all))).toEqual(alone);
				}),
				SETTINGS,
			);
		});
	},
);

describe('Track Candidates with hostile parameters and tokens', () => {
	it('reads a parameter or names it', async () => {
		const names = fc.constantFrom(
			'operation',
			'mode',
			'daysBeforeAutoReclaim',
			'reminderEveryDays',
			'maxNewPerRun',
			'approveKeep',
			'coolDownDays',
		);
		const text = hostileText.filter((value) => !value.startsWith('='));
		const values = fc.oneof(text, fc.constantFrom(-1, 0.5, 1e99, null));
		await fc.assert(
			fc.asyncProperty(names, values, async (name, value) => {
				const run = node('advance', GOOD, DUE);
				const spoiltRun = { ...run, parameters: { ...run.parameters, [name]: value } };
				await endsWell(spoiltRun);
				await survives(spoiltRun);
			}),
			SETTINGS,
		);
	});

	it('lets no token but the right one keep or release a seat', async () => {
		const tokens = fc.oneof(
			hostileText,
			fc.constantFrom('token-of-good-aske', 'TOKEN-OF-GOOD-ASKED', 'token-of-good-active'),
		);
		await fc.assert(
			fc.asyncProperty(tokens, fc.constantFrom('keep', 'release'), async (token, answer) => {
				const row = { ...DUE[0], answer, answerToken: token };
				const [saved] = await survives(node('recordAnswer', [row], DUE));
				expect(saved).toEqual([]);
			}),
			SETTINGS,
		);
	});
});

describe('Track Candidates with hostile events', () => {
	it('moves the good ones without continue on fail, as if the bad events were not there', async () => {
		const alone = good((await endsWell(node('advance', GOOD, DUE))).outputs);
		await fc.assert(
			fc.asyncProperty(fc.array(spoilt(BAD_EVENT), { maxLength: 5 }), async (events) => {
				const { outputs, error } = await endsWell(node('advance', GOOD, DUE, events));
				expect(error).toBeNull();
				expect(good(outputs)).toEqual(alone);
			}),
			SETTINGS,
		);
	});

	it('records nothing but the answers offered', async () => {
		const answers = fc.oneof(
			hostileText.filter((text) => !['keep', 'release', 'approve', 'reject'].includes(text)),
			fc.constantFrom(null, 1, true, ['keep'], [['release']], { keep: 1 }, 'KEEP', 'keep '),
		);
		await fc.assert(
			fc.asyncProperty(answers, async (answer) => {
				const { candidateId, answerToken } = DUE[0] ?? {};
				const row = { candidateId, answerToken, profile: GOOD_PROFILE, answer };
				const [saved, replies = []] = await survives(node('recordAnswer', [row], DUE));
				expect(saved).toEqual([]);
				expect(replies.map(({ accepted }) => accepted)).toEqual([false]);
			}),
			SETTINGS,
		);
	});
});
