import {
	conclude,
	confirmFrom,
	foundNothing,
	ReadPages,
	type Conclusion,
	type SearchedPerson,
} from '../../licensing/activity/answer';
import {
	evidenceOf,
	laterEvidence,
	ownChange,
	type ContentChange,
	type Evidence,
} from '../../licensing/activity/evidence';
import { changesOf, searchPage, type SearchPage } from '../api/search';
import { ConfluenceError } from '../errors';
import type { ConfluenceClient } from '../http/client';
import { readPages } from '../paging';
import { SharedEdits } from './sharedEdits';
import { PointsUsedUp, type Reserve } from './spending';

/** One hit settles most people, so that is all that a question asks for. */
const QUESTION_LIMIT = 1;

/**
 * How an answer is read on that its first hit does not settle. Where its order can be trusted,
 * reading stops at the first hit that settles the person. Where it cannot, all of it is read.
 */
export const READ_ON = {
	atTheLatest: { limit: 10, pages: 3 },
	open: { limit: 100, pages: 10 },
} as const satisfies Record<Exclude<Conclusion['kind'], 'settled' | 'byOrder'>, object>;

/** Questions about people: what they created or changed, as far as the site's search can tell. */
export class PersonSearch {
	/** The latest own change of anybody that any answer has shown, whatever was asked. */
	readonly shown = new Map<string, Evidence>();
	/** False once the site refuses to tell who changed what. */
	private withAuthors = true;
	private readonly sharedEdits: SharedEdits | null;

	/**
	 * @param resolveFrom the oldest moment that anybody is looked at, where the versions of shared
	 *   pages are to be read; null where not
	 */
	constructor(
		private readonly client: ConfluenceClient,
		resolveFrom: number | null,
		private readonly reserve: Reserve = async (_points, task) => await task(),
	) {
		const show = (accountId: string, own: Evidence) => this.show(accountId, own);
		this.sharedEdits =
			resolveFrom === null
				? null
				: new SharedEdits(client, { oldestFrom: resolveFrom, reserve, show });
	}

	/** How many pieces of shared content were read. */
	get sharedContentRead(): number {
		return this.sharedEdits?.contents ?? 0;
	}

	/** Asks for the newest change of one person, or of any of several. */
	async ask(people: readonly SearchedPerson[]): Promise<SearchPage> {
		const from = Math.min(...people.map((person) => person.from));
		const ids = people.map(({ accountId }) => accountId);
		return await this.page(changesOf(ids, from), null, QUESTION_LIMIT);
	}

	/** What the first page of an answer proves of the one person who was asked for. */
	async concludeAlone(page: SearchPage, person: SearchedPerson): Promise<Conclusion> {
		const answer = new ReadPages();
		await answer.add(page, async (change) => await this.evidenceIn(change, person));
		return conclude(answer, person.from);
	}

	/** Asks whether nothing that any of these people worked on changed after a moment. */
	async isNothingAfter(at: number, people: readonly SearchedPerson[]): Promise<boolean> {
		const ids = people.map(({ accountId }) => accountId);
		const page = await this.page(changesOf(ids, confirmFrom(at)), null, QUESTION_LIMIT);
		return foundNothing(page);
	}

	/**
	 * Reads the answer about one person on, from its beginning: until it settles them where its order
	 * can be trusted, else to its end. An answer that is too long for that leaves them as they were.
	 */
	async readOn(person: SearchedPerson, kind: keyof typeof READ_ON): Promise<Conclusion> {
		const { limit, pages } = READ_ON[kind];
		const cql = changesOf([person.accountId], person.from);
		const answer = new ReadPages();
		let conclusion: Conclusion = { kind: 'open' };
		let read = 0;
		await readPages<ContentChange, string>(
			'the search',
			async (cursor) => {
				const page = await this.page(cql, cursor, limit);
				await answer.add(page, async (change) => await this.evidenceIn(change, person));
				return page;
			},
			() => {
				const told = conclude(answer, person.from);
				const counts = kind === 'atTheLatest' || told.kind === 'settled';
				conclusion = counts ? told : { kind: 'open' };
				const isOver = conclusion.kind === 'settled' || conclusion.kind === 'byOrder';
				return !isOver && ++read < pages;
			},
		);
		return conclusion;
	}

	/**
	 * One page of an answer, without authors once the site has refused them.
	 *
	 * @throws PointsUsedUp
	 */
	private async page(cql: string, cursor: string | null, limit: number): Promise<SearchPage> {
		const { client, withAuthors } = this;
		const page = await this.reserve(1 + limit, async () => {
			try {
				return await searchPage(client, cql, cursor, limit, withAuthors);
			} catch (error) {
				const isRefused = error instanceof ConfluenceError && error.kind === 'scopeMissing';
				if (!isRefused || !withAuthors) throw error;
				// Whether the scope of the search covers expansions was never seen on a live site (I).
				const bare = await searchPage(client, cql, cursor, limit, false);
				this.withAuthors = false;
				return bare;
			}
		});
		if (page === null) throw new PointsUsedUp();
		for (const change of page.entries) {
			for (const accountId of new Set([change.changedBy, change.createdBy])) {
				const own = accountId === null ? null : ownChange(change, accountId);
				if (accountId !== null && own !== null) this.show(accountId, own);
			}
		}
		return page;
	}

	private show(accountId: string, own: Evidence): void {
		const later = laterEvidence(this.shown.get(accountId) ?? null, own);
		if (later !== null) this.shown.set(accountId, later);
	}

	private async evidenceIn(
		change: ContentChange,
		person: SearchedPerson,
	): Promise<Evidence | null> {
		const found = evidenceOf(change, person.accountId);
		return found?.type === 'sharedEdit' && this.sharedEdits !== null
			? await this.sharedEdits.resolve(change, person, found)
			: found;
	}
}

/**
 * Looks at one person until they are settled: the moment of their last own change, an upper bound of
 * type `sharedEdit`, or null when they changed nothing since `from`.
 *
 * @throws ConfluenceError also when the answer contradicts itself and shows no own change since then
 */
export async function askOne(
	client: ConfluenceClient,
	person: SearchedPerson,
	resolveSharedEdits: boolean,
): Promise<Evidence | null> {
	const search = new PersonSearch(client, resolveSharedEdits ? person.from : null);
	let conclusion = await search.concludeAlone(await search.ask([person]), person);
	if (conclusion.kind === 'atTheLatest')
		conclusion = await search.readOn(person, conclusion.kind);
	if (conclusion.kind !== 'settled' && conclusion.kind !== 'open') {
		const isConfirmed = await search.isNothingAfter(conclusion.evidence.at, [person]);
		if (!isConfirmed) conclusion = { kind: 'open' };
	}
	if (conclusion.kind === 'open') conclusion = await search.readOn(person, conclusion.kind);
	const shown = search.shown.get(person.accountId) ?? null;
	if (conclusion.kind !== 'open') return laterEvidence(conclusion.evidence, shown);
	if (shown !== null && shown.at > person.from) return shown;
	throw new ConfluenceError('badAnswer', CONTRADICTION);
}

/** Why nothing follows from an answer. */
export const CONTRADICTION =
	'The search results contradict themselves (dates, order or number of hits), so it is not known when this person was last active.';
