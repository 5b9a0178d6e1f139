import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';

import {
	addColleague,
	DAY,
	makeCompany,
	NOW,
	playCompany,
	profileGroups,
	type Company,
} from '../confluence/reclaim/company';
import { candidate, iso } from '../confluence/reclaim/run';
import type { Simulator } from '../simulator';
import { runNode, siteCredential, type Item } from './harness';

export const siteOf = (cloudId: string) => ({ __rl: true, mode: 'id', value: cloudId });

export const outcomesOf = (results: ReadonlyArray<Record<string, unknown>>) =>
	results.map(({ outcome, outcomeReason }) => outcomeReason ?? outcome);

type Settings = Partial<Parameters<typeof runNode>[0]> & { options?: INodeParameters };

/** The node Reclaim License beside a fresh company on a fresh simulator for each test of a file. */
export function reclaimNodeOnASite() {
	const site = {} as { company: Company; simulator: Simulator };

	beforeEach(async () => {
		site.company = makeCompany();
		site.simulator = await playCompany(site.company);
	});
	afterEach(async () => await site.simulator.stop());

	/** @param token what n8n is to believe of it, beside the tokens themselves */
	function credential(scopes?: string[], token: ICredentialDataDecryptedObject = {}) {
		return siteCredential(site.simulator, { scopes, token });
	}

	/** Runs the node; live unless said otherwise. */
	async function run({ options, parameters, ...settings }: Settings) {
		const node = await runNode({
			type: 'reclaimLicense',
			credentials: [credential()],
			...settings,
			parameters: {
				cloudId: siteOf(site.company.cloudId),
				accessGroups: profileGroups(site.company),
				acknowledgeEditsOnly: true,
				dryRun: false,
				...parameters,
				options: { now: iso(NOW), waitForQuotaMinutes: 0, ...options },
			},
		});
		const [results = [], jobs = [], receipts = []] = node.outputs;
		return {
			...node,
			items: node.outputs,
			results: results.map(({ json }) => json),
			jobs: jobs.map(({ json }) => json),
			receipts: receipts.map(({ json }) => json),
		};
	}

	/** People in the users group, longest inactive last. */
	function seats(...names: string[]): Item[] {
		return names.map((name, index) => {
			addColleague(site.company, name, [site.company.users], 100 + index);
			return candidate(site.company, name, {
				lastActivityAt: iso(NOW - (100 + index) * DAY),
				inactiveDays: 100 + index,
			}) as Item;
		});
	}

	return { site, credential, run, seats };
}
