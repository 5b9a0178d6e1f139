import type { Letter, Mailbox } from '../../../scripts/runtime/mailbox';
import { lastOwnEditOf, type Exchange, type Simulator } from '../../simulator';
import type { Company } from './company';
import { DAY_MS } from './simulatedTime';

const MINUTE_MS = 60_000;

/** What happened, for people who want to see that the soak was one. */
export const COUNTED = [
	'days',
	'syncs',
	'reclaims',
	'overlaps',
	'refusedTurns',
	'kills',
	'notices',
	'keeps',
	'wishes',
	'approvals',
	'rejections',
	'releases',
	'refusedAnswers',
	'awakenings',
	'refusedMails',
	'removals',
	'told',
	'restores',
	'giveBacks',
] as const;
export type Counts = Record<(typeof COUNTED)[number], number>;

/** Somebody was told that the seat is kept, or was given the seat back. */
interface Promised {
	/** When, and until when it counts: milliseconds since the epoch. */
	madeAt: number;
	until: number;
	/** The stage of the soak in which it was made. */
	stage: number;
}

/** A membership that was taken or given by a call of the API, and did not come about by itself. */
export interface Change {
	accountId: string;
	groupId: string;
	at: number;
	stage: number;
}

/** How long a promise counts, how long somebody may be idle, and whose company it is. */
export interface LedgerSettings {
	coolDownDays: number;
	thresholdDays: number;
}

/**
 * What the world outside n8n saw: what the pages promised, what was removed and added, and which
 * letters came. It knows nothing of the tables, so it can be held against them.
 */
export class Ledger {
	readonly counts = Object.fromEntries(COUNTED.map((name) => [name, 0])) as Counts;
	/** What must never happen, in the order in which it did. */
	readonly breaches: string[] = [];
	readonly removals: Change[] = [];
	readonly additions: Change[] = [];
	/** Counts the stages: all that is started together, and each thing between. */
	stage = 0;
	private readonly promises = new Map<string, Promised>();
	/** Who was removed after a promise of the same stage: the same run has to give the seat back. */
	private readonly crossed = new Set<string>();
	private readonly members = new Set<string>();
	/** The newest change of each person that the last question about them could show. */
	private readonly shown = new Map<string, number | null>();

	constructor(
		private readonly simulator: Simulator,
		private readonly company: Company,
		private readonly mailbox: Mailbox,
		private readonly settings: LedgerSettings,
	) {
		simulator.exchanges.on((exchange) => this.see(exchange));
		this.noteMembers();
	}

	breach(what: string): void {
		const day = new Date(this.simulator.clock.now()).toISOString();
		this.breaches.push(`${day} (stage ${this.stage}): ${what}`);
	}

	/** Keeps in mind who is in which group, after somebody joined or left by themselves. */
	noteMembers(): void {
		this.members.clear();
		for (const { id, members } of this.simulator.world.groups) {
			for (const accountId of members) this.members.add(`${accountId} ${id}`);
		}
	}

	/** A page said that the person keeps the seat, or that it was given back. */
	promise(accountId: string): void {
		const madeAt = this.simulator.clock.now();
		// The page counted from a moment before.
		const until = madeAt + this.settings.coolDownDays * DAY_MS - MINUTE_MS;
		this.promises.set(accountId, { madeAt, until, stage: this.stage });
		this.crossed.delete(accountId);
	}

	/** The promise ends: somebody left, or an approver said no. */
	endPromise(accountId: string): void {
		this.promises.delete(accountId);
	}

	/**
	 * Everybody who was promised the seat before a stage, or before the removal in it, has it
	 * promised still, and lacks it.
	 */
	promisedWithoutSeat(stage: number): string[] {
		const now = this.simulator.clock.now();
		return [...this.promises]
			.filter(([, { until }]) => until > now)
			.filter(([accountId, { stage: made }]) => made < stage || this.crossed.has(accountId))
			.map(([accountId]) => accountId)
			.filter((accountId) => !this.company.hasSeat(accountId));
	}

	/** The letters to a person by a text in their subject. */
	lettersTo(address: string, subject: RegExp): Letter[] {
		return this.mailbox.letters.filter(
			(letter) => letter.to.includes(address) && subject.test(letter.subject),
		);
	}

	private see({ request, answer }: Exchange): void {
		const cql = request.query.get('cql');
		if (cql !== null) this.noteQuestion(cql);
		if (answer === null || answer.status >= 300) return;
		if (!request.path.endsWith('/group/userByGroupId')) return;
		const groupId = request.query.get('groupId') ?? '';
		if (request.method === 'DELETE') {
			this.noteRemoval(request.query.get('accountId') ?? '', groupId);
		} else if (request.method === 'POST') {
			const { accountId } = JSON.parse(request.body) as { accountId: string };
			if (this.members.has(`${accountId} ${groupId}`)) return;
			this.members.add(`${accountId} ${groupId}`);
			this.additions.push(this.change(accountId, groupId));
		}
	}

	private noteQuestion(cql: string): void {
		for (const accountId of this.simulator.world.people.keys()) {
			if (!cql.includes(accountId)) continue;
			this.shown.set(accountId, lastOwnEditOf(this.simulator.world, accountId));
		}
	}

	private noteRemoval(accountId: string, groupId: string): void {
		const now = this.simulator.clock.now();
		if (!this.members.delete(`${accountId} ${groupId}`)) return;
		this.removals.push(this.change(accountId, groupId));
		const promised = this.promises.get(accountId);
		if (promised?.stage === this.stage) this.crossed.add(accountId);
		if (promised !== undefined && promised.until > now && promised.stage < this.stage) {
			const since = new Date(promised.madeAt).toISOString();
			this.breach(`${accountId} was removed, though promised the seat since ${since}`);
		}
		if (accountId === this.simulator.world.connectedAccountId) {
			this.breach('the administrator was removed');
		}
		const last = this.shown.get(accountId);
		if (last === undefined) {
			this.breach(`${accountId} was removed, and nothing asked for what they did`);
		} else if (last !== null) {
			const days = (now - last) / DAY_MS;
			if (days < this.settings.thresholdDays) {
				this.breach(`${accountId} was removed, though active ${days.toFixed(1)} days ago`);
			}
		}
	}

	private change(accountId: string, groupId: string): Change {
		return { accountId, groupId, at: this.simulator.clock.now(), stage: this.stage };
	}
}
