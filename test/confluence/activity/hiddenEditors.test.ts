import { UNKNOWN_ACTIVITY, type ActivityRecord } from '../../../licensing/subscription';
import { DAY_MS, toIso } from '../../../licensing/times';
import { startSimulator, type World } from '../../simulator';
import { judge, lookAt, type Known, type Looked } from './lookAround';
import { addHistory, mixedWorld, savesOfBots, siteOf } from './mixedWorlds';

const NOW = Date.UTC(2026, 4, 1, 9);
const ago = (days: number) => toIso(NOW - days * DAY_MS);

/** Looks at a made-up site once; the people who came out less active than they were. */
async function lookAtSite(world: World, known: Known): Promise<Looked & { wrong: string[] }> {
	const simulator = await startSimulator({
		population: world,
		now: () => NOW,
		enforceBudget: false,
	});
	try {
		const look = await lookAt(simulator, known);
		const wrong = judge(simulator, look).older;
		return { ...look, wrong };
	} finally {
		await simulator.stop();
	}
}

describe('somebody who changed what another of the same question made', () => {
	it.each(['in order', 'in reverse'])('is found on a small site, people %s', async (order) => {
		const { world, ids } = siteOf(400);
		addHistory(world, NOW, [['bot-0', 100], ...savesOfBots(250, [50, 2.5])]);
		addHistory(world, NOW, [
			['712020:p0', 200],
			['712020:p1', 30],
		]);
		if (order === 'in reverse') ids.reverse();
		const { wrong, activity } = await lookAtSite(
			world,
			new Map(ids.map((accountId) => [accountId, UNKNOWN_ACTIVITY])),
		);
		expect(wrong).toEqual([]);
		expect(activity.get('712020:p1')).toMatchObject({
			activityStatus: 'known',
			lastActivityAt: ago(30),
		});
	});

	it('is found on a large site on which looks begin at different moments', async () => {
		const { world, ids } = siteOf(2_000);
		const look = { activityCheckedAt: ago(1), activityCheckedFrom: ago(61) };
		const failed: ActivityRecord = { ...UNKNOWN_ACTIVITY, ...look };
		const quiet: ActivityRecord = { ...failed, activityStatus: 'none' };
		for (let number = 100; number < 1_100; number += 200) {
			const [maker, hidden] = [`712020:p${number + 1}`, `712020:p${number}`];
			addHistory(world, NOW, [
				[maker, 200],
				['bot-0', 90],
				[hidden, 31],
				['bot-1', 30],
			]);
			addHistory(world, NOW, [
				[maker, 200],
				['bot-0', 10],
			]);
		}
		addHistory(world, NOW, [['bot-0', 100], ...savesOfBots(2, [0.4, 0.3])]);
		const { wrong } = await lookAtSite(
			world,
			new Map(ids.map((accountId, index) => [accountId, index % 2 === 0 ? failed : quiet])),
		);
		expect(wrong).toEqual([]);
	});

	it('is found in 60 random sites of mixed looks', async () => {
		const missed: string[] = [];
		let people = 0;
		for (let seed = 1; seed <= 60; seed++) {
			const { world, known } = mixedWorld(seed, NOW);
			const { wrong } = await lookAtSite(world, known);
			people += known.size;
			for (const accountId of wrong) missed.push(`seed ${seed}: ${accountId}`);
		}
		console.log(`Mixed sites: ${people} looks at people, ${missed.length} too old.`);
		expect(missed).toEqual([]);
	}, 300_000);
});
