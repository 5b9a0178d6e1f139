import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { DAY, NOW, playCompany, profileGroups, type Company } from '../confluence/reclaim/company';
import { iso } from '../confluence/reclaim/run';
import type { Simulator } from '../simulator';
import { runNode, siteCredential } from './harness';

type Rows = IDataObject[];

/** What a day's sync knows: everybody, and what the evaluation came to. */
export interface Day {
	subscriptions: Rows;
	retired: Rows;
	candidates: Rows;
	retained: Rows;
	excluded: Rows;
}

/** The nodes as Daily Sync and Reclaim connect them, over one company whose days a test moves. */
export class DailyPipeline {
	/** The last snapshot, as the table would give it back. */
	snapshot: Rows = [];
	readonly stored = new Map<string, IDataObject>();
	readonly events: Rows = [];

	private constructor(
		private readonly company: Company,
		readonly simulator: Simulator,
	) {}

	static async open(company: Company): Promise<DailyPipeline> {
		return new DailyPipeline(company, await playCompany(company, { accessTokenSeconds: 1e9 }));
	}

	async close(): Promise<void> {
		await this.simulator.stop();
	}

	/** One day: download, activity, evaluation. The simulator's clock moves with it. */
	async sync(
		day: number,
		{
			rules = [],
			...settings
		}: { rules?: Rows; lookbackDays?: number; keepActivity?: boolean } & INodeParameters = {},
	): Promise<Day> {
		this.simulator.clock.set(NOW + day * DAY);
		const { lookbackDays = 120, keepActivity = false, ...evaluation } = settings;
		const [downloaded = [], retired = []] = await this.run(
			'downloadSubscriptions',
			day,
			[[{ start: true }], this.snapshot],
			{
				...this.site(),
				profile: 'harbour',
				accessGroups: [...profileGroups(this.company), this.company.synced.id],
			},
		);
		const subscriptions = keepActivity
			? downloaded
			: await this.activity(day, downloaded, lookbackDays);
		this.snapshot = asTableRows(subscriptions);
		const evaluated = await this.run('evaluateExclusions', day, [subscriptions, rules], {
			newUserGraceDays: 0,
			...evaluation,
		});
		const [candidates = [], retained = [], excluded = []] = evaluated;
		return { subscriptions, retired, candidates, retained, excluded };
	}

	/** The activity step; a run that fails hands nothing on, so the snapshot keeps what it had. */
	async activity(day: number, subscriptions: Rows, lookbackDays: number): Promise<Rows> {
		const [looked = []] = await this.run('pullActivity', day, [subscriptions], {
			lookbackDays,
		});
		return looked;
	}

	/** One step of Track Candidates; candidates that it saves are stored, events are appended. */
	async track(operation: string, day: number, items: Rows, parameters: INodeParameters = {}) {
		const [save = [], notify = [], revoke = []] = await this.run(
			'trackCandidates',
			day,
			[items, asTableRows([...this.stored.values()]), asTableRows(this.events)],
			{ operation, mode: 'askPeople', ...parameters },
		);
		if (operation === 'recordNotice' || operation === 'recordAnswer') this.events.push(...save);
		else for (const row of save) this.stored.set(row.candidateId as string, row);
		return { save, notify, revoke };
	}

	/** A live reclaim of these items. */
	async reclaim(day: number, items: Rows, parameters: INodeParameters = {}): Promise<Rows> {
		const [results = []] = await this.run('reclaimLicense', day, [items], {
			...this.site(),
			accessGroups: profileGroups(this.company),
			acknowledgeEditsOnly: true,
			dryRun: false,
			...parameters,
		});
		return results;
	}

	states(): string[] {
		return [...this.stored.values()].map(({ state }) => state as string);
	}

	private site(): INodeParameters {
		return { cloudId: { __rl: true, mode: 'id', value: this.company.cloudId } };
	}

	private async run(
		type: string,
		day: number,
		inputs: Rows[],
		parameters: INodeParameters,
	): Promise<Rows[]> {
		const { outputs, error } = await runNode({
			type,
			inputs: inputs.map((rows) => (rows.length === 0 ? undefined : rows)),
			parameters: { ...parameters, options: { now: iso(NOW + day * DAY) } },
			credentials: [siteCredential(this.simulator)],
		});
		if (error) throw new Error(error.message);
		return outputs.map((items) => items.map(({ json }) => json));
	}
}

/** Rows as a Data Table gives them back: lists as JSON text, flags as numbers. */
function asTableRows(rows: Rows): Rows {
	return rows.map((row) =>
		Object.fromEntries(
			Object.entries(row).map(([name, value]) => {
				if (typeof value === 'boolean') return [name, value ? 1 : 0];
				return [
					name,
					typeof value === 'object' && value !== null ? JSON.stringify(value) : value,
				];
			}),
		),
	);
}
