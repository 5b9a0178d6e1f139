import type { Conclusion, SearchedPerson } from '../../licensing/activity/answer';
import type { Evidence } from '../../licensing/activity/evidence';
import { closeTogether, isRecent, TAKEN_BY_ORDER_DAYS } from '../../licensing/activity/questions';
import type { EditLooks } from './editLooks';
import { CONTRADICTION, type READ_ON } from './personSearch';

/** A person whose last activity is not proven yet. */
interface Unproven extends SearchedPerson {
	/** The latest date found or possible (milliseconds since the epoch). */
	at: number;
	/** Null where nothing follows from the answer. */
	evidence: Evidence | null;
}

/** Proves when people were last active, where the first answer about them does not. */
export class Proof {
	/** What the order of hits tells of people who may be idle. */
	private readonly unconfirmed: Unproven[] = [];
	private readonly toReadOn: Record<keyof typeof READ_ON, Unproven[]> = {
		atTheLatest: [],
		open: [],
	};

	constructor(private readonly edits: EditLooks) {}

	/** Takes what an answer proves of a person, and keeps what is still to be proven. */
	take(person: SearchedPerson, conclusion: Conclusion): void {
		const { accountId, from } = person;
		if (conclusion.kind === 'settled') this.edits.settle(accountId, conclusion.evidence);
		else if (conclusion.kind === 'open') {
			this.toReadOn.open.push({
				accountId,
				from,
				at: this.shownAt(accountId),
				evidence: null,
			});
		} else {
			const { evidence } = conclusion;
			const unproven = { accountId, from, at: evidence.at, evidence };
			if (conclusion.kind === 'atTheLatest') this.toReadOn.atTheLatest.push(unproven);
			else this.leave(unproven);
		}
	}

	/**
	 * Reads on for people whom the first hit did not settle, who seems longest inactive first, as long
	 * as that costs little beside the questions.
	 */
	async readOn(kind: keyof typeof READ_ON): Promise<void> {
		const { spending, settings, search, counts, mayCostExtra } = this.edits;
		const mayRead = settings.resolveSharedEdits ? Infinity : spending.spent + mayCostExtra;
		const people = this.toReadOn[kind].sort((a, b) => a.at - b.at);
		await this.edits.forEach(people, async (person) => {
			const read = async (): Promise<void> => {
				counts.readOn++;
				const conclusion = await search.readOn(person, kind);
				if (conclusion.kind === 'settled' || conclusion.kind === 'byOrder') {
					this.take(person, conclusion);
				} else this.leave(person);
			};
			const isActive = kind === 'open' && this.isActive(person);
			if (isActive || spending.spent >= mayRead) this.leave(person);
			else await this.edits.attempt([person], read, { whenSpent: () => this.leave(person) });
		});
	}

	/** Proves that nothing came after the dates that the order of hits tells, of many people at once. */
	async confirm(): Promise<void> {
		const { edits } = this;
		const doubted: Unproven[] = [];
		const ask = async (
			people: readonly Unproven[],
			otherwise: (people: readonly Unproven[]) => void,
		) =>
			await edits.attempt(people, async () => {
				const latest = Math.max(...people.map(({ at }) => at));
				edits.counts.confirmations++;
				if (!(await edits.search.isNothingAfter(latest, people))) otherwise(people);
				else
					for (const { accountId, evidence } of people) edits.settle(accountId, evidence);
			});
		await edits.forEach(closeTogether(this.unconfirmed, edits.settings.now), async (group) => {
			await ask(group, (people) => doubted.push(...people));
		});
		await edits.forEach(doubted, async (person) => {
			await ask([person], () => this.toReadOn.open.push({ ...person, evidence: null }));
		});
	}

	/**
	 * Takes somebody for what is known by now. Who was active lately is active, whatever is left to
	 * read. A date that would make them idle is to be confirmed. Where nothing follows from the answer
	 * they are unknown, unless some answer showed that they are active.
	 */
	private leave(person: Unproven): void {
		const { accountId, evidence } = person;
		if (evidence === null) {
			if (!this.isActive(person)) this.edits.fail([person], CONTRADICTION);
			else
				this.edits.looks.set(accountId, { evidence: null, error: null, isComplete: false });
		} else if (this.mayTakeByOrder(evidence.at)) this.edits.settle(accountId, evidence);
		else this.unconfirmed.push(person);
	}

	/** True when some answer showed so young a change of the person's that they are active anyway. */
	private isActive({ accountId }: SearchedPerson): boolean {
		return this.isRecent(this.shownAt(accountId));
	}

	private mayTakeByOrder(at: number): boolean {
		return this.isRecent(at) && isRecent(at, this.edits.settings.now, TAKEN_BY_ORDER_DAYS);
	}

	private isRecent(at: number): boolean {
		return isRecent(at, this.edits.settings.now, this.edits.settings.refreshAfterDays);
	}

	private shownAt(accountId: string): number {
		return this.edits.search.shown.get(accountId)?.at ?? -Infinity;
	}
}
