import type { Wanted } from '../../licensing/activity/changeReading';
import type { ContentChange } from '../../licensing/activity/contentChange';
import { evidenceOf, laterEvidence, type Evidence } from '../../licensing/activity/evidence';
import { isInside } from '../../licensing/activity/lookWindow';
import { ConfluenceError } from '../errors';
import type { ConfluenceClient } from '../http/client';
import { readPages, type Page } from '../paging';
import { changesOf, changesPage } from './contentChanges';
import type { SharedEdits } from './sharedEdits';

/** One hit settles most people, so that is all that a page holds. */
const HITS_PER_PAGE = 1;
/** How many hits more are read for whom the first does not settle. */
const MOST_HITS = 10;

/**
 * A look at one person: the content that they worked on, what changed last first, until nothing
 * older can matter. What it finds is exact, or an upper bound of type `sharedEdit`.
 */
export class OneLook {
	private evidence: Evidence | null = null;
	private isOver = false;
	/** True when a page came empty although the list goes on. */
	private sawGap = false;
	private cursor: string | null = null;
	private oldest: number;
	private readonly cql: string;

	/** @param sharedEdits null: upper bounds are not resolved */
	constructor(
		private readonly client: ConfluenceClient,
		readonly person: Wanted,
		private readonly sharedEdits: SharedEdits | null,
	) {
		this.oldest = client.runtime.now();
		this.cql = changesOf([person.accountId], person.from);
	}

	/** What is known by now; hits that were not read may hold a later own change. */
	get found(): Evidence | null {
		return this.evidence;
	}

	/**
	 * Reads the first hit.
	 *
	 * @returns true when that settles the person
	 */
	async begin(): Promise<boolean> {
		await this.read(await changesPage(this.client, this.cql, null, HITS_PER_PAGE));
		return this.isOver;
	}

	/** Reads on until the person is settled, or too many hits leave it at an upper bound. */
	async readOn(): Promise<void> {
		let hits = 1;
		const start = this.cursor;
		if (start === null) return;
		await readPages<ContentChange, string>(
			'the search',
			async (cursor) => {
				const at = cursor ?? start;
				const page = await changesPage(this.client, this.cql, at, HITS_PER_PAGE);
				await this.read(page);
				return page;
			},
			(entries) => {
				hits += entries.length;
				return !this.isOver && hits <= MOST_HITS;
			},
		);
	}

	/**
	 * What the look comes to; where it was left open, what is not read may be as late as what was.
	 *
	 * @throws ConfluenceError `badAnswer` when nothing was found, and a page came empty although the
	 *   list went on: that proves nothing
	 */
	conclude(): Evidence | null {
		if (this.isOver && this.evidence === null && this.sawGap) {
			throw new ConfluenceError(
				'badAnswer',
				'The search answered an empty page that is not the last, and nothing after it.',
			);
		}
		if (this.isOver) return this.evidence;
		return laterEvidence(this.evidence, {
			at: this.oldest,
			type: 'sharedEdit',
			source: 'search',
		});
	}

	private async read({ entries, next }: Page<ContentChange, string>): Promise<void> {
		this.cursor = next;
		if (entries.length === 0 && next !== null) this.sawGap = true;
		for (const change of entries) {
			if (this.endsAt(change)) return;
			await this.note(change);
			if (this.endsAt(change)) return;
		}
		if (next === null) this.isOver = true;
	}

	/** Hits come newest first: none after this one can be later than what was found. */
	private endsAt({ changedAt }: ContentChange): boolean {
		this.oldest = Math.min(changedAt ?? this.oldest, this.oldest);
		const isKnown = this.evidence !== null && this.evidence.at >= this.oldest;
		if (isKnown || !isInside(this.oldest, this.person.from)) this.isOver = true;
		return this.isOver;
	}

	private async note(change: ContentChange): Promise<void> {
		const { accountId, from } = this.person;
		const told = evidenceOf(change, accountId, 'search', this.oldest);
		const exact =
			told.type === 'sharedEdit' && this.sharedEdits !== null
				? await this.sharedEdits.resolve(change, this.person, told)
				: told;
		if (exact !== null && isInside(exact.at, from)) {
			this.evidence = laterEvidence(this.evidence, exact);
		}
	}
}
