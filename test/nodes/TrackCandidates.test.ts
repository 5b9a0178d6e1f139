import { TrackCandidates } from '../../nodes/TrackCandidates/TrackCandidates.node';
import { UNKNOWN_LINK } from '../../licensing/candidates/recordAnswer';
import { NOTIFY, NOW, opened, person, REVOKE, SAVE, track } from './trackCandidatesRuns';

describe('failure', () => {
	const broken = { profile: 'acme', displayName: 'Nobody', decision: 'candidate' };

	test('stops the run and names item and field', async () => {
		await expect(track('advance', { inputs: [[person('ada'), broken]] })).rejects.toThrow(
			'Item 1: the field "accountId" is missing',
		);
		const { candidate } = await opened();
		const damaged = { ...candidate, state: 'Waiting' };
		await expect(track('advance', { inputs: [[person('ada')], [damaged]] })).rejects.toThrow(
			'Stored candidate 0 (acme:ada:1): the field "state" is not a state of a candidate',
		);
	});

	test('with continue on fail the item is left out, the others go on, and a hint says it', async () => {
		const { rows, hints } = await track('advance', {
			inputs: [[broken, person('bob')]],
			continueOnFail: true,
		});
		expect(rows[SAVE]?.map(({ accountId }) => accountId)).toEqual(['bob']);
		expect(hints.join()).toContain('Item 0: the field "accountId" is missing');
	});

	test('nobody counts as gone while an item cannot be read', async () => {
		const { candidate } = await opened();
		for (const item of [broken, { note: 'no profile at all' }]) {
			const { rows } = await track('advance', {
				inputs: [[item, person('bob')], [candidate]],
				continueOnFail: true,
			});
			expect(rows[SAVE]?.map(({ accountId }) => accountId)).toEqual(['bob']);
		}
	});

	test.each(['advance', 'recordNotice', 'recordAnswer', 'recordOutcome', 'nonsense'])(
		'nothing leaves %s as an exception, and the input is never copied',
		async (operation) => {
			const items = [{ nothing: 'of use' }, { profile: 7, candidateId: [], state: {} }];
			const { rows, hints } = await track(operation, {
				inputs: [items, items],
				continueOnFail: true,
				now: operation === 'advance' ? 'never' : NOW,
			});
			// Whoever answers gets a reply, which tells nothing about anybody.
			const replies = operation === 'recordAnswer' ? [UNKNOWN_LINK, UNKNOWN_LINK] : [];
			expect(rows[SAVE]).toEqual([]);
			expect(rows[NOTIFY]?.map(({ message }) => message)).toEqual(replies);
			expect(rows[REVOKE]).toEqual([]);
			expect(hints.length).toBeGreaterThan(0);
		},
	);
});

describe('the description', () => {
	const { description } = new TrackCandidates();

	test('Record Notice takes the days from the item, which the notice promised', () => {
		const [, ofNotice] = description.properties.filter(
			({ name }) => name === 'daysBeforeAutoReclaim',
		);
		expect(ofNotice).toMatchObject({
			default: '={{ $json.daysBeforeAutoReclaim ?? 14 }}',
			displayOptions: { show: { operation: ['recordNotice'] } },
		});
	});
});
