import type { INodeType } from 'n8n-workflow';

import { EvaluateExclusions } from '../../nodes/EvaluateExclusions/EvaluateExclusions.node';
import { LicensePosition } from '../../nodes/LicensePosition/LicensePosition.node';
import { TrackCandidates } from '../../nodes/TrackCandidates/TrackCandidates.node';
import { NOW, idlePerson, neverActivePerson } from '../licensing/exclusions/samples';
import { runFake } from './fakeExecuteFunctions';

/** What one run makes of two idle people. */
async function outputsOf(node: INodeType, parameters: Record<string, unknown>) {
	const { outputs } = await runFake(node, {
		inputs: [
			[idlePerson(), neverActivePerson()].map((person) => ({
				...person,
				decision: 'candidate',
			})),
			[],
			[],
		],
		parameters: { ...parameters, options: { now: new Date(NOW).toISOString() } },
	});
	// Tokens are random.
	return outputs.map((items) => items.map(({ json }) => ({ ...json, answerToken: '' })));
}

const NAMES: ReadonlyArray<readonly [string, INodeType, readonly string[]]> = [
	[
		'Evaluate Exclusions',
		new EvaluateExclusions(),
		['inactivityThresholdDays', 'newUserGraceDays', 'neverActive', 'maxActivityAgeHours'],
	],
	['License Position', new LicensePosition(), ['staleAfterDays']],
	[
		'Track Candidates',
		new TrackCandidates(),
		[
			'notifyUser',
			'daysBeforeAutoReclaim',
			'reminderEveryDays',
			'maxNewPerRun',
			'approveKeep',
			'autoRevoke',
			'coolDownDays',
		],
	],
];

/** A column of a settings table that nobody filled in. */
describe.each(NAMES)('an empty parameter of %s', (_, node, names) => {
	it.each(['', ' ', null])('means its default (%p)', async (empty) => {
		const byDefault = await outputsOf(node, {});
		expect(byDefault.flat().length).toBeGreaterThan(0);
		for (const name of names) {
			expect(await outputsOf(node, { [name]: empty })).toEqual(byDefault);
		}
	});
});
