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
		if (hidesEditors(change)) {
			this.hidingAt ??= at;
			this.hidden += hiddenVersions(change);
		} else if (change.createdBy !== null) this.transparentCreators.add(change.createdBy);
		this.readDownTo = at;
	}

	/** A page came empty although the list goes on: it may hide changes of anybody's (S). */
	gap(): void {
		this.hidingAt ??= this.readDownTo;
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
	 * True when every change of content that the person created is explained: the list names all
	 * who worked on it. Content of theirs that hides editors would have named them as found.
	 */
	explainsCreationsOf(wanted: Wanted): boolean {
		return (
			this.transparentCreators.has(wanted.accountId) &&
			this.covers(wanted.from) &&
			this.foundOf(wanted) === null
		);
	}

	private note(accountId: string, change: ContentChange): void {
		const before = this.found.get(accountId) ?? null;
		const evidence = evidenceOf(change, accountId, 'changes', this.readDownTo);
		const later = laterEvidence(before, evidence);
		if (later !== null && later !== before) this.found.set(accountId, later);
	}
}
