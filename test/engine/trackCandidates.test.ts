import { runNode } from './harness';

const NOW = '2026-03-01T06:00:00.000Z';

function person(accountId: string, fields = {}) {
	return {
		profile: 'acme',
		cloudId: 'cloud-1',
		accountId,
		email: `${accountId}@example.com`,
		decision: 'candidate',
		evaluatedAt: NOW,
		...fields,
	};
}

describe('Track Candidates with an error output', () => {
	const inputs = [
		[
			person('ada'),
			person('bob', { profile: 'other', coolDownDays: 'many' }),
			person('cyd', { profile: 'other', coolDownDays: 'many' }),
		],
		[{ candidateId: 'acme:eve:1', profile: 'acme', accountId: 'eve', state: 'Waiting' }],
	];
	const run = (onError: 'continueErrorOutput' | 'continueRegularOutput') =>
		runNode({
			type: 'trackCandidates',
			parameters: {
				mode: 'askPeople',
				coolDownDays: '={{ $json.coolDownDays ?? 90 }}',
				options: { now: NOW, tableRows: true },
			},
			inputs,
			onError,
		});

	it('puts there what it left out, with the item that it is about', async () => {
		const { outputs, error } = await run('continueErrorOutput');
		expect(error).toBeUndefined();
		const [save = [], notify = [], revoke, failed = []] = outputs;
		expect(save.map(({ json }) => json.accountId)).toEqual(['ada']);
		expect(notify.map(({ json }) => json.accountId)).toEqual(['ada']);
		expect(revoke).toEqual([]);
		expect(failed.map(({ json }) => [json.profile, json.accountId, json.error])).toEqual([
			['acme', 'eve', expect.stringContaining('the field "state" is not a state')],
			['other', 'bob', expect.stringContaining('"Cool-Down (Days)" must be a whole number')],
		]);
	});

	it('puts nothing of it on Save where it has none', async () => {
		const { outputs, hints } = await run('continueRegularOutput');
		expect(outputs[0]?.map(({ json }) => json.accountId)).toEqual(['ada']);
		expect(hints[0]?.message).toContain('Skipped, with nothing changed');
	});
});
