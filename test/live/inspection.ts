import { changesSince } from '../../confluence/api/search';
import { ENDPOINTS, PAGE_LIMIT, pointsOf, type Endpoint } from '../../confluence/endpoints';
import { ConfluenceError } from '../../confluence/errors';
import {
	listAt,
	objectAt,
	pageFrame,
	textAt,
	type PageFields,
} from '../../confluence/http/answers';
import type { ConfluenceClient } from '../../confluence/http/client';
import { isConfluenceScope } from '../../confluence/scopes';
import { DAY_MS } from '../../licensing/times';
import { once } from './once';
import { changesWhere, cqlMinute, EXPAND, LOOKBACK_MS, SAMPLE, twoOf } from './questions';
import { NotPossible } from './verdict';
import type { Wire } from './wire';

/** Most points of one live check: 1.5 % of what an app may spend in an hour. */
export const MAX_POINTS = 1_000;

/** So many access groups are looked at for one that has enough members. */
const GROUPS_LOOKED_AT = 4;
const GROUPS_LISTED = 20;
/** Failures that tell neither "accepted" nor "refused". */
const NO_WORD = new Set(['server', 'rateLimited', 'network', 'badAnswer']);

export interface Question {
	path?: Readonly<Record<string, string>>;
	query?: Readonly<Record<string, string | number | boolean | undefined>>;
	/** How many objects may come back at most, for the points. */
	most?: number;
	/** Who asks; the connected account unless said otherwise. */
	client?: ConfluenceClient;
}

export interface Connections {
	/** Whom the access token stands for. */
	site: ConfluenceClient;
	/** A client with a token that was never valid. */
	stranger: ConfluenceClient;
	organization: { client: ConfluenceClient; organizationId: string } | null;
	cloudId: string;
	wire: Wire;
}

/**
 * What the tries share: asking, and what was learnt already. Each piece is read at most once, so
 * that a check stays small.
 */
export class Inspection {
	/** Milliseconds since the epoch; the same for all questions of a check. */
	readonly startedAt: number;

	constructor(readonly connections: Connections) {
		this.startedAt = connections.site.runtime.now();
	}

	/** The list of sites as it came. */
	readonly siteList = once('the list of sites', async () => {
		return await this.ask(ENDPOINTS.accessibleResources, { most: 10 });
	});

	/** The scopes of this site's entries that belong to Confluence; several entries may name it (M). */
	readonly grants = once('the scopes of the token', async () => {
		const entries = listAt(await this.siteList(), 'sites').map((entry) =>
			objectAt(entry, 'site'),
		);
		return entries
			.filter(({ id }) => id === this.connections.cloudId)
			.map(({ scopes }) => textsIn(scopes))
			.filter((scopes) => scopes.some(isConfluenceScope));
	});

	/** The groups listed under `accessType=user`. */
	readonly userGroups = once('the access groups', async () => {
		const { results } = await this.groupList('user');
		return results;
	});

	/** The largest of the first access groups, by what the site tells; `total` null if it does not. */
	readonly accessGroup = once('an access group with members', async () => {
		let chosen: { groupId: string; total: number | null } | null = null;
		for (const entry of (await this.userGroups()).slice(0, GROUPS_LOOKED_AT)) {
			const groupId = textAt(objectAt(entry, 'group'), 'id', 'group');
			const { fields } = await this.members(groupId, { limit: 1, withTotal: true });
			const total = typeof fields.totalSize === 'number' ? fields.totalSize : null;
			if (chosen === null || (total ?? 0) > (chosen.total ?? 0)) chosen = { groupId, total };
		}
		if (chosen === null) throw new NotPossible('no group is listed under accessType=user');
		return chosen;
	});

	/** The first members of that group. */
	readonly firstMembers = once('the first members of a group', async () => {
		const { groupId } = await this.accessGroup();
		const { results } = await this.members(groupId, { limit: 3 });
		return results;
	});

	/** The largest page of that group, with its total. */
	readonly fullPage = once('a full page of members', async () => {
		const { groupId } = await this.accessGroup();
		return await this.members(groupId, { limit: PAGE_LIMIT, withTotal: true });
	});

	/** The connected account. */
	readonly connectedAccount = once('the connected account', async () => {
		return objectAt(await this.ask(ENDPOINTS.currentUser), 'user');
	});

	/** The newest changes, five at most, as the package asks for them. */
	readonly newestChanges = once('the newest changes', async () => {
		return await this.search({ cql: this.changes(), limit: 5, expand: EXPAND });
	});

	/** The first two changes that are a day old: a busy site leaves them alone for a moment. */
	readonly firstSettled = once('the first changes', async () => {
		return await this.search(twoOf(this.settledChanges()));
	});

	/** Some changes that are a day old, archived spaces included, as the package asks for them. */
	readonly sample = once('some changes', async () => {
		return await this.search({
			cql: this.settledChanges(),
			limit: SAMPLE,
			expand: EXPAND,
			includeArchivedSpaces: true,
		});
	});

	/** The question for all changes of the last year, newest first. */
	changes(): string {
		return changesSince(this.startedAt - LOOKBACK_MS);
	}

	/** The same without the last day. */
	settledChanges(): string {
		return changesWhere(`lastmodified < ${cqlMinute(this.startedAt - DAY_MS)}`);
	}

	async groupList(accessType: string): Promise<PageFields> {
		const query = { accessType, start: 0, limit: GROUPS_LISTED };
		return pageFrame(
			await this.ask(ENDPOINTS.groups, { query, most: GROUPS_LISTED }),
			'groups',
		);
	}

	async members(
		groupId: string,
		{ start = 0, limit, withTotal }: { start?: number; limit: number; withTotal?: boolean },
	): Promise<PageFields> {
		const answer = await this.ask(ENDPOINTS.groupMembers, {
			path: { groupId },
			query: { start, limit, shouldReturnTotalSize: withTotal },
			most: limit,
		});
		return pageFrame(answer, 'members');
	}

	async search(
		query: { cql: string; limit: number } & NonNullable<Question['query']>,
	): Promise<PageFields> {
		return pageFrame(await this.ask(ENDPOINTS.search, { query, most: query.limit }), 'search');
	}

	/**
	 * Asks and answers the JSON as it came.
	 *
	 * @throws ConfluenceError when refused; NotPossible when the points of a check do not allow it
	 */
	async ask(
		endpoint: Endpoint,
		{ path, query, most = 1, client = this.connections.site }: Question = {},
	): Promise<unknown> {
		if (this.connections.site.usage().points + pointsOf(endpoint, most) > MAX_POINTS) {
			throw new NotPossible(`it would cost more than the ${MAX_POINTS} points of one check`);
		}
		const answer = await client.call(endpoint, {
			path,
			query,
			read: (body) => body,
			objects: objectsIn,
		});
		this.connections.wire.priceOfLast(pointsOf(endpoint, objectsIn(answer)));
		return answer;
	}

	/**
	 * The status and kind of a refusal; 200 when the question is answered. A refused token says
	 * nothing about a question, unless the try is about `access`.
	 */
	async refusal(
		endpoint: Endpoint,
		question: Question,
		about: 'question' | 'access' = 'question',
	): Promise<{ status: number; kind: string }> {
		try {
			await this.ask(endpoint, question);
			return { status: 200, kind: '' };
		} catch (error) {
			if (!(error instanceof ConfluenceError) || NO_WORD.has(error.kind)) throw error;
			const { kind, facts } = error;
			if (facts.status === undefined) throw error;
			if (about === 'question' && facts.status === 401) throw error;
			return { status: facts.status, kind };
		}
	}
}

/** The texts of a list; none where it is no list. */
export function textsIn(value: unknown): string[] {
	if (!Array.isArray(value)) return [];
	return value.filter((entry): entry is string => typeof entry === 'string');
}

/** How many objects an answer holds, for its points. */
function objectsIn(body: unknown): number {
	if (Array.isArray(body)) return body.length;
	if (typeof body === 'object' && body !== null && 'results' in body) {
		return Array.isArray(body.results) ? body.results.length : 0;
	}
	return 1;
}
