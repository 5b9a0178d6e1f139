import type { Simulator } from '../../../test/simulator';
import type { Fields } from '../executions';
import { profileOf } from '../profiles';

/** Candidates are found and nobody is written to. */
const SETTINGS: Fields = {
	lookbackDays: 180,
	newUserGraceDays: 0,
	mode: 'adminDecides',
	maxNewPerRun: 10,
};

/** A published profile for each access group of each site, as rows of the profiles table. */
export function profileOfEachGroup(simulator: Simulator): Fields[] {
	return simulator.world.sites.flatMap(({ cloudId, url }, siteIndex) =>
		simulator.world.groups
			.filter(({ accessTypes }) => accessTypes[cloudId]?.includes('user'))
			.map(({ id, name }) =>
				profileOf(simulator, siteIndex, {
					...SETTINGS,
					profile: `${new URL(url).host} ${name}`,
					accessGroups: JSON.stringify([id]),
				}),
			),
	);
}
