import { UNKNOWN_ACTIVITY } from '../../../licensing/subscription';
import { startSimulator } from '../../simulator';
import { judge, lookAt } from './lookAround';
import { addHistory, savesOfBots, siteOf } from './mixedWorlds';

const NOW = Date.UTC(2026, 4, 1, 9);

describe('the points that a look may cost', () => {
	it.each([60, 150, 300, 1_000])(
		'are never exceeded by reading who changed shared pages (%s points)',
		async (pointsBudget) => {
			const { world, ids } = siteOf(60);
			for (const accountId of ids) {
				addHistory(world, NOW, [
					['bot-0', 90],
					[accountId, 50],
					...savesOfBots(300, [49, 19]),
				]);
			}
			const simulator = await startSimulator({ population: world, now: () => NOW });
			try {
				const look = await lookAt(
					simulator,
					new Map(ids.map((accountId) => [accountId, UNKNOWN_ACTIVITY])),
					{ pointsBudget, resolveSharedEdits: true },
				);
				expect(look.points).toBeLessThanOrEqual(pointsBudget);
				expect(look.points).toBe(simulator.stats().points);
				expect(judge(simulator, look).older).toEqual([]);
				const reached = [...look.activity.values()].filter(
					({ activityError }) => activityError === null,
				);
				expect(reached.length).toBeGreaterThan(0);
			} finally {
				await simulator.stop();
			}
		},
	);
});
