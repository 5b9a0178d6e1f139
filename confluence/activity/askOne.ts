import type { Wanted } from '../../licensing/activity/changeReading';
import type { ContentChange } from '../../licensing/activity/contentChange';
import { evidenceOf, laterEvidence, type Evidence } from '../../licensing/activity/evidence';
import { isInside } from '../../licensing/activity/lookWindow';
import type { ConfluenceClient } from '../http/client';
import { readPages, type Page } from '../paging';
import { changesOf, changesPage } from './contentChanges';
import type { SharedEdits } from './sharedEdits';

/** The first query wants one hit: it settles most people. */
const FIRST_LIMIT = 1;
/** Whom it does not settle is read on in pages of this size, at most so many with hits. */
const NEXT_LIMIT = 10;
const MOST_PAGES = 5;

/**
 * Looks at one person: the content that they worked on, what changed last first, until nothing
 * older can matter. The answer is exact, or an upper bound of type `sharedEdit`.
 *
 * @param sharedEdits null: upper bounds are not resolved
 */
export async function askOne(
	client: ConfluenceClient,
	person: Wanted,
	sharedEdits: SharedEdits | null,
): Promise<Evidence | null> {
	const look = new OneLook(person, client.runtime.now(), sharedEdits);
	const cql = changesOf([person.accountId], person.from);
	const first = await changesPage(client, cql, null, FIRST_LIMIT);
	await look.read(first);
	if (look.isOver) return look.evidence;
	let pagesWithHits = 0;
	await readPages<ContentChange, string>(
		'the search',
		async (cursor) => {
			const page = await changesPage(client, cql, cursor, NEXT_LIMIT);
			await look.read(page);
			return page;
		},
		(entries) => {
			if (entries.length > 0) pagesWithHits++;
			return !look.isOver && pagesWithHits < MOST_PAGES;
		},
	);
	return look.isOver ? look.evidence : look.upperBound();
}

/** The state of a look at one person. */
class OneLook {
	evidence: Evidence | null = null;
	isOver = false;
	private readonly done = new Set<string>();

	constructor(
		private readonly person: Wanted,
		private oldest: number,
		private readonly sharedEdits: SharedEdits | null,
	) {}

	async read({ entries, next }: Page<ContentChange, string>): Promise<void> {
		for (const change of entries) {
			if (this.endsAt(change)) return;
			if (!this.done.has(change.contentId)) await this.note(change);
			if (this.endsAt(change)) return;
		}
		if (next === null) this.isOver = true;
	}

	/** What is not read may hold an edit as late as the oldest change that was. */
	upperBound(): Evidence | null {
		return laterEvidence(this.evidence, {
			at: this.oldest,
			type: 'sharedEdit',
			source: 'search',
		});
	}

	/** Hits come newest first: none after this one can be later than what was found. */
	private endsAt({ changedAt }: ContentChange): boolean {
		const at = Math.min(changedAt ?? this.oldest, this.oldest);
		this.oldest = at;
		const known = this.evidence !== null && this.evidence.at >= at;
		if (known || !isInside(at, this.person.from)) this.isOver = true;
		return this.isOver;
	}

	private async note(change: ContentChange): Promise<void> {
		const { accountId, from } = this.person;
		const evidence = evidenceOf(change, accountId, 'search', this.oldest);
		const exact =
			evidence.type === 'sharedEdit' && this.sharedEdits !== null
				? await this.sharedEdits.resolve(change, this.person, evidence)
				: evidence;
		if (change.contentId !== '') this.done.add(change.contentId);
		if (exact !== null && isInside(exact.at, from)) {
			this.evidence = laterEvidence(this.evidence, exact);
		}
	}
}
