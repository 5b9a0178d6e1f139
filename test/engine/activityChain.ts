import type { IDataObject, INodeParameters } from 'n8n-workflow';

import {
	DAY,
	makeCompany,
	NOW,
	playCompany,
	profileGroups,
	type Company,
} from '../confluence/reclaim/company';
import { iso } from '../confluence/reclaim/run';
import type { Simulator } from '../simulator';
import { apiKeyCredential, runNode, siteCredential } from './harness';
import { siteOf } from './reclaimNode';

type Rows = IDataObject[];

export const ago = (days: number) => NOW - days * DAY;
export const isoAgo = (days: number) => iso(ago(days));

/** What became of people between the look at their activity and the removal of seats. */
export interface Chain {
	/** As Pull Activity hands them on. */
	looked: Rows;
	/** Reason codes by account id. */
	reasons: Record<string, unknown>;
	candidates: string[];
	/** Outcomes of a live reclaim of the candidates, by account id. */
	outcomes: Record<string, unknown>;
}

/** The nodes from Pull Activity to Reclaim License, beside a fresh company for each test of a file. */
export function activityChainOnASite() {
	const site = {} as { company: Company; simulator: Simulator };

	beforeEach(async () => {
		site.company = makeCompany();
		site.simulator = await playCompany(site.company);
	});
	afterEach(async () => await site.simulator.stop());

	/** Somebody with a seat for two years, as Download Subscriptions hands them on: never looked at. */
	function seat(accountId: string, known: IDataObject = {}): IDataObject {
		return {
			profile: 'harbour',
			cloudId: site.company.cloudId,
			accountId,
			displayName: `Name of ${accountId}`,
			email: `${accountId}@harbour.example`,
			groupIds: profileGroups(site.company),
			firstSeenAt: isoAgo(700),
			lastActivityAt: null,
			activityStatus: 'unknown',
			activityCheckedAt: null,
			activityCheckedFrom: null,
			viewsChecked: false,
			...known,
		};
	}

	async function run(type: string, rows: Rows, parameters: INodeParameters) {
		const { options, ...more } = parameters;
		const { outputs, ...rest } = await runNode({
			type,
			inputs: [rows],
			credentials: [siteCredential(site.simulator), apiKeyCredential(site.simulator)],
			parameters: {
				...more,
				options: { now: iso(NOW), waitForQuotaMinutes: 0, ...(options as object) },
			},
		});
		return { ...rest, outputs: outputs.map((items) => items.map(({ json }) => json)) };
	}

	async function pull(rows: Rows, parameters: INodeParameters = {}) {
		const { outputs, ...rest } = await run('pullActivity', rows, parameters);
		const [people = [], jobs = []] = outputs;
		return { ...rest, people, jobs };
	}

	async function evaluate(rows: Rows, parameters: INodeParameters = {}): Promise<Rows> {
		const { outputs, error } = await run('evaluateExclusions', rows, parameters);
		if (error) throw new Error(error.message);
		return outputs.flat();
	}

	/** A live reclaim; nobody has to acknowledge that page views were not checked. */
	async function reclaim(rows: Rows): Promise<Record<string, unknown>> {
		if (rows.length === 0) return {};
		const { outputs, error } = await run('reclaimLicense', rows, {
			cloudId: siteOf(site.company.cloudId),
			accessGroups: profileGroups(site.company),
			acknowledgeEditsOnly: true,
			dryRun: false,
		});
		if (error) throw new Error(error.message);
		return byPerson(outputs[0] ?? [], (row) => row.outcomeReason ?? row.outcome);
	}

	/** From the look at people to the removal of the candidates' seats. */
	async function chain(rows: Rows, parameters: INodeParameters = {}): Promise<Chain> {
		const { people, error } = await pull(rows, parameters);
		if (error) throw new Error(error.message);
		const evaluated = await evaluate(people);
		const candidates = evaluated.filter(({ decision }) => decision === 'candidate');
		return {
			looked: people,
			reasons: byPerson(evaluated, ({ reasonCode }) => reasonCode),
			candidates: candidates.map(({ accountId }) => accountId as string),
			outcomes: await reclaim(candidates),
		};
	}

	/** A live reclaim of somebody whom an evaluation called never active, rightly or not. */
	async function reclaimAnyway(looked: Rows) {
		const never = {
			decision: 'candidate',
			reasonCode: 'neverActive',
			lastActivityAt: null,
			activityStatus: 'none',
			activityCheckedAt: iso(NOW),
			activityCheckedFrom: isoAgo(60),
			evaluatedAt: iso(NOW),
		};
		return await reclaim(looked.map((row) => ({ ...row, ...never })));
	}

	return { site, seat, pull, evaluate, chain, reclaimAnyway };
}

function byPerson(rows: Rows, value: (row: IDataObject) => unknown): Record<string, unknown> {
	return Object.fromEntries(rows.map((row) => [row.accountId as string, value(row)]));
}
