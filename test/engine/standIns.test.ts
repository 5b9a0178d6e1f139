import type { IDataObject } from 'n8n-workflow';

import { runNode } from './harness';

/** What stands in for "nothing", and what was damaged on the way, is never compared as a value. */

const NOW = '2026-06-01T06:00:00.000Z';

/** Somebody idle for months by a complete look of today. */
const IDLE = {
	profile: 'harbour',
	accountId: 'ada',
	displayName: 'Vera Platt',
	email: 'vera.platt@acme.test',
	firstSeenAt: '2025-01-01T00:00:00.000Z',
	activityStatus: 'known',
	lastActivityAt: '2026-01-01T00:00:00.000Z',
	activityCheckedAt: '2026-06-01T05:00:00.000Z',
	activityCheckedFrom: '2025-06-01T00:00:00.000Z',
};

async function evaluate(person: IDataObject, rules: IDataObject[] = []) {
	const { outputs, error } = await runNode({
		type: 'evaluateExclusions',
		inputs: [[{ ...IDLE, ...person }], rules],
		parameters: { options: { now: NOW } },
	});
	const [candidates = [], retained = [], excluded = []] = outputs.map((items) =>
		items.map(({ json }) => json.reasonCode),
	);
	return { candidates, retained, excluded, error };
}

const rule = (value: unknown, field = 'email'): IDataObject =>
	({ ruleType: 'user', field, match: 'equals', value, effect: 'both' }) as IDataObject;

it('judges the person of these tests idle where nothing is damaged', async () => {
	expect(await evaluate({})).toMatchObject({ candidates: ['inactive'] });
});

describe('a stand-in for "nothing"', () => {
	it.each([
		'1970-01-01T00:00:00.000Z',
		'0001-01-01',
		'0001-01-01T00:00:00Z',
		0,
		'Never accessed',
	])('%j is no last activity', async (lastActivityAt) => {
		const { candidates, retained } = await evaluate({
			lastActivityAt,
			firstSeenAt: '2026-05-29T00:00:00.000Z',
		});
		expect([candidates, retained]).toEqual([[], ['activityUnknown']]);
	});

	it('is no date of joining either: somebody never active is treated as new', async () => {
		for (const firstSeenAt of ['1970-01-01T00:00:00.000Z', '0001-01-01', 0]) {
			const { candidates, retained } = await evaluate({
				activityStatus: 'none',
				lastActivityAt: null,
				firstSeenAt: firstSeenAt as string,
			});
			expect([candidates, retained]).toEqual([[], ['newUser']]);
		}
	});
});

describe('a key that was damaged on the way', () => {
	it.each(['\u200b', '\ufeff', '\u00ad', '\u2060'])(
		'protects all the same where %j sticks to it, on either side',
		async (invisible) => {
			const address = IDLE.email;
			for (const [inRule, inRow] of [
				[`${address}${invisible}`, address],
				[address, `${invisible}${address}`],
				[`vera.${invisible}platt@acme.test`, address],
			] as const) {
				const { candidates, excluded } = await evaluate({ email: inRow }, [rule(inRule)]);
				expect([candidates, excluded]).toEqual([[], ['excludedByRule']]);
			}
		},
	);

	it('is refused where a sheet made a number of an id, and the rule is named', async () => {
		for (const value of [Number('605128340071234500691234'), '6.051283400712346e+23']) {
			const { candidates, error } = await evaluate({}, [rule(value, 'accountId')]);
			expect(candidates).toEqual([]);
			expect(error?.message).toMatch(/rule.*1.*"value"/i);
		}
	});
});
