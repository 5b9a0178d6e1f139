import { hiddenVersions, hidesEditors, type ContentChange } from './contentChange';
import { evidenceOf, laterEvidence, type Evidence } from './evidence';
import { isInside, OVERLAP_MS } from './lookWindow';

/** A person to look at, from a moment on (milliseconds since the epoch). */
export interface Wanted {
	accountId: string;
	from: number;
}

/**
 * What a list of changes of everybody, newest first, tells of single persons.
 *
 * A change names its last author, and the creator of the content. An author seen first at a change
 * was active then; whether later too, the list tells only as long as it hides nobody: content of
 * three versions and more may hide an edit of anybody's behind its last one. So the list *finds*
 * people active, and *proves* a date only for those who come before the first such content.
 */
export class ChangeReading {
	private readonly found = new Map<string, Evidence>();
	private readonly transparentCreators = new Set<string>();
	private hidden = 0;
	/** The newest change behind which edits may hide; null while there was none. */
	private hidingAt: number | null = null;
	/** True when some change came without its creator: its content may be anybody's. */
	private lacksCreators = false;
	/** Everything later than this was read. */
	private readDownTo: number;

	/** @param now milliseconds since the epoch */
	constructor(now: number) {
		this.readDownTo = now;
	}

	/** The oldest moment down to which everything was read. */
	get oldest(): number {
		return this.readDownTo;
	}

	/** True when some change may hide an edit of anybody's. */
	get hidesAnybody(): boolean {
		return this.hidingAt !== null;
	}

	/** How many versions were read about whose authors the list says nothing. */
	get hiddenVersions(): number {
		return this.hidden;
	}

	/** How many people were found. */
	get size(): number {
		return this.found.size;
	}

	add(change: ContentChange): void {
		const at = Math.min(change.changedAt ?? this.readDownTo, this.readDownTo);
		for (const accountId of new Set([change.changedBy, change.createdBy])) {
			if (accountId !== null) this.note(accountId, change);
		}
		if (change.createdBy === null && change.createdAt === null) this.lacksCreators = true;
		if (hidesEditors(change)) {
			this.hidingAt ??= at;
			this.hidden += hiddenVersions(change);
		} else if (change.createdBy !== null) this.transparentCreators.add(change.createdBy);
		this.readDownTo = at;
	}

	/** A page came empty although the list goes on: it may hide changes of anybody's (S). */
	gap(): void {
		this.hidingAt ??= this.readDownTo;
		this.lacksCreators = true;
	}

	/** The list has ended: nothing else changed since `from`, where the query for it began. */
	end(from: number): void {
		this.readDownTo = Math.min(this.readDownTo, from - OVERLAP_MS - 1);
	}

	/** What was found of a person inside their look; it may be older than the truth. */
	foundOf({ accountId, from }: Wanted): Evidence | null {
		const evidence = this.found.get(accountId) ?? null;
		return evidence !== null && isInside(evidence.at, from) ? evidence : null;
	}

	/** True when all changes inside a look were read. */
	covers(from: number): boolean {
		return this.readDownTo < from - OVERLAP_MS;
	}

	/** True when nothing later than what was found can be hidden: the date, or its absence, is exact. */
	proves(wanted: Wanted): boolean {
		const at = this.foundOf(wanted)?.at ?? -Infinity;
		const { hidingAt } = this;
		const mayHide = hidingAt !== null && isInside(hidingAt, wanted.from) && hidingAt > at;
		return !mayHide && (this.covers(wanted.from) || this.readDownTo <= at);
	}

	/**
	 * People of a group whose creations the list explains: it names everybody who worked on them
	 * since, so a question for the group may leave these creations out. It leaves out what anybody of
	 * the group did there, so everybody has to be looked at from one moment, and unnamed by the list.
	 */
	explainedCreators(group: readonly Wanted[]): string[] {
		const from = group[0]?.from ?? Infinity;
		const isAlike = group.every((person) => person.from === from && !this.foundOf(person));
		if (!isAlike || this.lacksCreators || !this.covers(from)) return [];
		return group
			.map(({ accountId }) => accountId)
			.filter((accountId) => this.transparentCreators.has(accountId));
	}

	private note(accountId: string, change: ContentChange): void {
		const before = this.found.get(accountId) ?? null;
		const evidence = evidenceOf(change, accountId, 'changes', this.readDownTo);
		const later = laterEvidence(before, evidence);
		if (later !== null && later !== before) this.found.set(accountId, later);
	}
}
