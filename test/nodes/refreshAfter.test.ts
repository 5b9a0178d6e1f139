import { PullActivity } from '../../nodes/PullActivity/PullActivity.node';
import { readSettings } from '../../nodes/PullActivity/settings';
import { fakeExecuteFunctions } from './fakeExecuteFunctions';

/** Whoever is not asked for again must be far from idle. */
test.each([
	[{}, 14],
	[{ inactivityThresholdDays: null }, 14],
	[{ inactivityThresholdDays: 10 }, 9],
	[{ inactivityThresholdDays: 90, refreshAfterDays: 70 }, 70],
	[{ inactivityThresholdDays: 60, refreshAfterDays: 70 }, 59],
	[{ inactivityThresholdDays: 0 }, 0],
])('with the options %j somebody active within %i days is not asked for', (options, days) => {
	const item = { row: {}, input: 0, itemIndex: 0 };
	const { context } = fakeExecuteFunctions(new PullActivity(), {
		inputs: [[{}]],
		parameters: { options },
	});
	expect(readSettings(context, item).refreshAfterDays).toBe(days);
});
