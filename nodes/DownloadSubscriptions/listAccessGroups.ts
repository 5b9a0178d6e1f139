import { memberTotal } from '../../confluence/api/groups';
import { mapConcurrent } from '../../confluence/http/mapConcurrent';
import { siteGroups } from '../../confluence/snapshot/siteGroups';
import { proposeGroups } from '../../licensing/snapshot/proposeGroups';
import { outputItem } from '../shared/inputItems';
import { tableRow } from '../shared/tableRows';
import type { DownloadOutputs } from './outputs';
import type { SiteRun } from './siteRun';

/** One item for each group that gives access, to choose a profile's access groups from. */
export async function listAccessGroups(
	run: SiteRun,
	outputs: DownloadOutputs,
): Promise<Record<string, number>> {
	const { client } = run;
	const proposals = proposeGroups(await siteGroups(client), run.siteNames);
	const counted = await mapConcurrent(
		proposals,
		client.settings.concurrency,
		async (proposal) => ({
			...proposal.group,
			proposed: proposal.proposed,
			warning: proposal.warning,
			memberCount: await memberTotal(client, proposal.group.groupId),
		}),
	);
	for (const group of counted) {
		const fields = run.settings.tableRows ? tableRow(group, Object.keys(group)) : group;
		outputs.subscriptions.push(outputItem(fields, run.item));
	}
	return { groups: counted.length };
}
