import { DEFAULT_MODE, isLive, MODE_NAMES, MODES } from '../../../licensing/candidates/modes';
import { OPEN_STATES, SEAT_STATES } from '../../../licensing/candidates/states';
import { at, day, evaluated, lastStep, run, stored, told, upsert, VERDICTS } from './fixtures';

const REPORT_ONLY = { mode: 'reportOnly' } as const;

describe('the modes of a profile', () => {
	test('report only is the mode of whoever says nothing, and the only one that is not live', () => {
		expect(DEFAULT_MODE).toBe('reportOnly');
		expect(MODE_NAMES.filter((mode) => !isLive(mode))).toEqual(['reportOnly']);
	});

	test('each has a label and a sentence', () => {
		for (const mode of MODE_NAMES) {
			expect(MODES[mode].label).not.toBe('');
			expect(MODES[mode].description).toMatch(/\.$/);
		}
	});
});

/** A profile that was live and is report only again. */
describe('the candidates of a profile that is report only', () => {
	test.each(OPEN_STATES)(
		'%s: nobody is asked or reminded, and no seat is taken back',
		(state) => {
			const notAsked = { notifiedAt: null, dueAt: null };
			for (const fields of [{}, notAsked, { dueAt: day(-1) }]) {
				const candidate = stored('ada', state, fields);
				for (const days of [0, 8, 100]) {
					const result = run([evaluated('ada')], [candidate], REPORT_ONLY, at(days));
					expect(result).toEqual({ save: [], notify: [], revoke: [], postponed: 0 });
				}
			}
		},
	);

	test.each(SEAT_STATES)('%s: activity and exclusions close it', (state) => {
		for (const verdict of [VERDICTS.active, VERDICTS.excluded]) {
			const { save } = run([evaluated('ada', verdict)], [stored('ada', state)], REPORT_ONLY);
			expect(lastStep(save[0]?.candidate)).toBe(`${state} > Closed Canceled`);
		}
	});

	test.each(['Awaiting User', 'Awaiting Revocation', 'Ready', 'Attention Required'] as const)(
		'%s: a keep closes it, and still holds when the profile is live',
		(state) => {
			const candidate = stored('ada', state);
			const keep = told(candidate, 'keep', 0);
			const heard = run([evaluated('ada')], [candidate], REPORT_ONLY, at(1), [keep]);
			expect(heard.save[0]?.candidate).toMatchObject({ state: 'Closed Skipped' });
			const rows = upsert([candidate], heard);
			const live = run([evaluated('ada')], rows, { mode: 'automatic' }, at(2), [keep]);
			expect(live).toMatchObject({ save: [], revoke: [] });
		},
	);

	test('a release is heard, and takes effect when the profile is live', () => {
		const candidate = stored('ada', 'Awaiting User');
		const release = [told(candidate, 'release', 0)];
		const heard = run([evaluated('ada')], [candidate], REPORT_ONLY, at(1), release);
		expect(heard.save[0]?.candidate.state).toBe('Awaiting Revocation');
		expect(heard.revoke).toEqual([]);
		const rows = upsert([candidate], heard);
		const live = run([evaluated('ada')], rows, { mode: 'askPeople' }, at(2), release);
		expect(live.revoke.map((one) => one.candidate.accountId)).toEqual(['ada']);
	});
});
