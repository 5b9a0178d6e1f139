import { setTimeout as delay } from 'node:timers/promises';

import { executionEnd, startExecution, type Execution } from '../../../scripts/runtime/executions';
import { SHIPPED } from '../../../scripts/runtime/profiles';
import type { OwnTrial } from '../../../scripts/runtime/trial';
import type { Exchange } from '../../simulator';
import type { Ledger } from './ledger';
import type { People } from './people';
import type { Act, Kill, Moment, RunName } from './plan';

const WORKFLOWS = { sync: SHIPPED.dailySync, reclaim: SHIPPED.reclaim } as const;

/** What a run says that finds another at work. */
const REFUSED_TURN = /Nothing was done: .* has been working on/;

/** What a run says that did all its work while the mail server refused everybody. */
const UNSENT = /could not be sent/;

type Runs = Extract<Act, { kind: 'runs' }>;

/** What runs came to that were started together. */
export interface RunsEnded {
	/** True where n8n was killed before all of them had ended. */
	killed: boolean;
	/** Those that did what they are for. */
	succeeded: RunName[];
}

/** Starts runs, lets people act in the middle of them, and kills n8n where the plan says so. */
export class Runner {
	/** Kills whose place was not reached yet: they wait for the next run of that name. */
	private readonly owed = new Map<RunName, Kill>();

	constructor(
		private readonly trial: OwnTrial,
		private readonly people: People,
		private readonly ledger: Ledger,
	) {}

	async start({
		runs,
		during,
		kill,
	}: Pick<Runs, 'runs' | 'during' | 'kill'>): Promise<RunsEnded> {
		const { mailbox, session } = this.trial;
		const { counts } = this.ledger;
		if (runs.length > 1) counts.overlaps++;
		const acts: Promise<void>[] = [];
		const stops = during.map(({ moment, act }) =>
			this.once(moment, (accountId) => {
				const done = this.people.act(act, accountId);
				// It is waited for at the end; until then nobody else hears that it failed.
				done.catch(() => undefined);
				acts.push(done);
			}),
		);
		const name = runs.length === 1 ? runs[0] : undefined;
		if (kill !== null && name !== undefined) this.owed.set(name, kill);
		const owed = name && this.owed.get(name);
		const death = owed && this.watch(owed);
		const ended: RunsEnded = { killed: false, succeeded: [] };
		const all = Promise.all(
			runs.map(async (one) => {
				const { id, trigger } = WORKFLOWS[one];
				const execution = await startExecution(session, id, trigger);
				this.note(one, await executionEnd(session, execution), ended);
			}),
		);
		try {
			const killed =
				death === undefined ? never : death.reached.then(() => 'killed' as const);
			ended.killed = (await Promise.race([all.then(() => 'ended'), killed])) === 'killed';
			if (ended.killed) {
				counts.kills++;
				if (name !== undefined) this.owed.delete(name);
				await this.trial.n8n.program.kill();
				await all.catch(() => undefined);
			}
		} finally {
			for (const stop of stops) stop();
			death?.stop();
			mailbox.hold = null;
		}
		await Promise.all(acts);
		if (ended.killed) this.trial.n8n = await this.trial.n8n.startAgain();
		return ended;
	}

	private note(name: RunName, { error }: Execution, { succeeded }: RunsEnded): void {
		const { counts } = this.ledger;
		const isUnsent = this.trial.mailbox.refused.length > 0 && UNSENT.test(error ?? '');
		if (error === null || isUnsent) {
			counts[name === 'sync' ? 'syncs' : 'reclaims']++;
			succeeded.push(name);
		} else if (REFUSED_TURN.test(error)) {
			counts.refusedTurns++;
		} else {
			this.ledger.breach(`a ${name} ended with "${error}"`);
		}
	}

	/** Calls `then` at that moment, once; the answer stops the waiting. */
	private once(moment: Moment, then: (accountId?: string) => void): () => void {
		let seen = 0;
		const stop = this.trial.simulator.exchanges.on(({ request: { method, path, query } }) => {
			const accountId = query.get('accountId') ?? '';
			if (moment.at === 'request') {
				if (++seen < moment.nth) return;
				stop();
				then();
				return;
			}
			const isIt =
				moment.at === 'removed' ? method === 'DELETE' : path.endsWith('/user/memberof');
			if (!isIt || !this.people.mayAnswer(accountId)) return;
			stop();
			then(accountId);
		});
		return stop;
	}

	/** Watches for the place where n8n is to be killed. */
	private watch({ at, nth, afterMs }: Kill): { reached: Promise<void>; stop: () => void } {
		const { simulator, mailbox } = this.trial;
		let seen = 0;
		let stop: () => void = () => undefined;
		const reached = new Promise<void>((resolve) => {
			const count = () => {
				if (++seen === nth) void delay(afterMs).then(resolve);
			};
			if (at === 'letter') mailbox.hold = async () => count();
			const see = ({ request: { method } }: Exchange) => {
				if (at === 'request' || (at === 'removal' && method === 'DELETE')) count();
			};
			stop = simulator.exchanges.on(see);
		});
		return { reached, stop };
	}
}

const never = new Promise<never>(() => undefined);
