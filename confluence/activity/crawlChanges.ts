import { forEachLikelihood } from '../../licensing/activity/askPlan';
import { ChangeReading } from '../../licensing/activity/changeReading';
import type { ContentChange } from '../../licensing/activity/contentChange';
import {
	decideCrawl,
	type CrawlDecision,
	type Crowd,
	type VouchRule,
} from '../../licensing/activity/crawlPlan';
import type { Seat } from '../../licensing/activity/people';
import { OVERLAP_MS } from '../../licensing/activity/lookWindow';
import { isFatal, sentenceOf } from '../errors';
import type { ConfluenceClient } from '../http/client';
import { readPages } from '../paging';
import { changesPage, changesSince } from './contentChanges';
import type { Spending } from './spending';

export interface CrawlSettings {
	seats: ReadonlyMap<string, Seat>;
	rule: VouchRule;
	pageSize: number;
	/** Milliseconds since the epoch: where reading ends at the latest, and the run's now. */
	until: number;
	now: number;
	spending: Spending;
}

export interface Crawl {
	reading: ChangeReading;
	changes: number;
	pages: number;
	/** Why it ended, as a sentence without its full stop. */
	why: string;
}

/** A person hears of the progress about this often. */
const PROGRESS_EVERY = 5_000;

/**
 * Reads what changed lately, newest first, as long as that is cheaper than asking for people. A
 * list that cannot be read is left where it broke off: everybody it does not settle is asked for.
 *
 * @throws ConfluenceError for failures of the site
 */
export async function crawlChanges(
	client: ConfluenceClient,
	settings: CrawlSettings,
): Promise<Crawl> {
	const progress = new CrawlProgress(client, settings);
	const cql = changesSince(settings.until);
	try {
		await readPages<ContentChange, string>(
			'the search',
			async (cursor) => {
				const page = await changesPage(client, cql, cursor, settings.pageSize);
				progress.pages++;
				progress.totalChanges = page.totalSize;
				if (page.next === null) progress.ended = true;
				return page;
			},
			(entries) => progress.read(entries),
		);
		if (progress.ended) progress.reading.end(settings.until);
	} catch (error) {
		if (isFatal(error)) throw error;
		progress.why = `the list of changes could not be read on (${sentenceOf(error)})`;
	}
	const { reading, changes, pages, why } = progress;
	return { reading, changes, pages, why };
}

/** The state of a crawl, page by page. */
class CrawlProgress {
	readonly reading: ChangeReading;
	changes = 0;
	pages = 0;
	ended = false;
	why = 'all changes since the last look were read';
	totalChanges: number | null = null;
	private readonly missing: Crowd = forEachLikelihood(() => 0);
	private readonly found = new Set<string>();
	private told = 0;

	constructor(
		private readonly client: ConfluenceClient,
		private readonly settings: CrawlSettings,
	) {
		this.reading = new ChangeReading(settings.now);
		for (const { likelihood } of settings.seats.values()) this.missing[likelihood]++;
	}

	/** Takes in a page; false when reading is to end. */
	read(entries: readonly ContentChange[]): boolean {
		let newlyFound = 0;
		for (const change of entries) {
			this.changes++;
			this.reading.add(change);
			if (this.reading.covers(this.settings.until)) return false;
			newlyFound += this.noteFound(change);
		}
		this.tell();
		if (this.ended) return true;
		if (entries.length === 0) {
			this.reading.gap();
			return true;
		}
		const decision = this.decide(newlyFound);
		if (!decision.goOn) this.why = decision.why;
		return decision.goOn;
	}

	private noteFound({ changedBy, createdBy }: ContentChange): number {
		let newlyFound = 0;
		for (const accountId of [changedBy, createdBy]) {
			const seat = accountId === null ? undefined : this.settings.seats.get(accountId);
			if (seat === undefined || this.found.has(seat.accountId)) continue;
			if ((this.reading.foundOf(seat)?.at ?? -Infinity) < this.reading.oldest) continue;
			this.found.add(seat.accountId);
			this.missing[seat.likelihood]--;
			newlyFound++;
		}
		return newlyFound;
	}

	private decide(newlyFound: number): CrawlDecision {
		const { rule, pageSize, until, now, spending } = this.settings;
		return decideCrawl({
			rule,
			pageSize,
			now,
			newlyFound,
			changes: this.changes,
			left: spending.left,
			missing: this.missing,
			hidesAnybody: this.reading.hidesAnybody,
			hiddenVersions: this.reading.hiddenVersions,
			people: this.settings.seats.size,
			oldest: this.reading.oldest,
			until: until - OVERLAP_MS,
			totalChanges: this.totalChanges,
		});
	}

	private tell(): void {
		if (this.changes - this.told < PROGRESS_EVERY) return;
		this.told = this.changes;
		this.client.runtime.report(`Read ${this.changes} changes, found ${this.found.size} people`);
	}
}
