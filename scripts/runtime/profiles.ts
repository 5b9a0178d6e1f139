import type { Simulator } from '../../test/simulator';
import { addRows } from './dataTables';
import type { Fields } from './executions';
import type { N8nSession } from './n8nSession';

/** The workflows by their ids, with the triggers that start them by hand. */
export const SHIPPED = {
	install: { id: 'clmInstall000001', trigger: 'Enter Addresses', path: 'install' },
	setup: { id: 'clmSetup00000001', trigger: 'Run Once to Set Up' },
	dailySync: { id: 'clmDailySync0001', trigger: 'Every Day at 2' },
	syncProfile: { id: 'clmSyncProfile01', trigger: 'One Profile by Webhook' },
	followCandidates: { id: 'clmFollowCand001', trigger: 'Called for One Profile' },
	dailyPosition: { id: 'clmPosition00001', trigger: 'Every Day at 4' },
	housekeeping: { id: 'clmHousekeeping1', trigger: 'Every Sunday at 4' },
	reclaim: { id: 'clmReclaim000001', trigger: 'Every Day at 9' },
	reclaimProfile: { id: 'clmReclaimProf01', trigger: 'One Profile by Webhook' },
} as const;

/** The workflow that a person brings in before all others; it starts with its form. */
export const FIND_UNUSED = {
	id: 'clmFindUnused001',
	trigger: 'Ask for Site and Price',
	path: 'find-unused-licenses',
} as const;

/** A published profile of one of the simulator's sites, as a row of the profiles table. */
export function profileOf(simulator: Simulator, siteIndex: number, settings: Fields): Fields {
	const site = simulator.world.sites[siteIndex];
	if (!site) throw new Error(`The simulator has no site number ${siteIndex + 1}.`);
	const accessGroups = simulator.world.groups
		.filter(({ accessTypes }) => accessTypes[site.cloudId]?.includes('user'))
		.map(({ id }) => id);
	return {
		profile: new URL(site.url).host,
		cloudId: site.cloudId,
		siteUrl: site.url,
		accessGroups: JSON.stringify(accessGroups),
		processes: 'downloadSubscriptions,pullActivity,reclaimLicense',
		status: 'published',
		...settings,
	};
}

export async function addProfile(session: N8nSession, profile: Fields): Promise<void> {
	await addRows(session, 'clm_profiles', [profile]);
}
