import {
	lastViewOf,
	otherProductsOn,
	type ProductUse,
	type View,
} from '../../licensing/activity/views';
import { laterOf } from '../../licensing/times';
import { ConfluenceError, isFatal } from '../errors';
import type { ConfluenceClient } from '../http/client';
import { mapConcurrent } from '../http/mapConcurrent';
import { WaitTooLong } from '../http/quotaGate';
import { USERS_PER_SEARCH } from '../endpoints';
import { MinutePace, NO_MORE_WAITING } from './minutePace';
import { lastActiveDates, searchUsers, type OrganizationUser } from './users';

/** What the organization tells of one person's views. */
export interface ViewLook extends View {
	email: string | null;
	/** Other products of the person on the site; null where that is not known. */
	productAccess: string[] | null;
	/** A sentence; null when the views are known. */
	error: string | null;
	/** The failure behind the sentence, where a call failed. */
	failure: ConfluenceError | null;
}

export interface Views {
	looks: Map<string, ViewLook>;
	counts: { viewsAskedInBulk: number; viewsAskedSingly: number; viewsFailed: number };
}

export interface Organization {
	client: ConfluenceClient;
	organizationId: string;
}

/** So many failures in a row, and nobody else is asked for. */
const FAILURES_IN_A_ROW = 5;

/**
 * Reads when people last viewed Confluence on a site: in bulk and, where the organization refuses
 * that or withholds the products of somebody, one by one. Whoever cannot be read to the end has an
 * error, and the run goes on: a view that is not known must never look like no view. A date that
 * was found on the way counts all the same.
 *
 * @throws ConfluenceError `organizationKey` when the API key itself is refused,
 * `organizationScope` when it may make neither call
 */
export async function readViews(
	organization: Organization,
	accountIds: readonly string[],
	cloudId: string,
): Promise<Views> {
	const reader = new ViewReader(organization, cloudId);
	const left = await reader.readInBulk(accountIds);
	await reader.readSingly(left);
	const { looks, counts } = reader;
	for (const accountId of accountIds) {
		if (!looks.has(accountId)) reader.fail(accountId, UNKNOWN_PERSON);
	}
	for (const { error } of looks.values()) if (error !== null) counts.viewsFailed++;
	return { looks, counts };
}

const UNKNOWN_PERSON =
	'The organization does not list this person, so it is not known when they last viewed Confluence. Check that the API key may see their directory.';

const NO_ANSWER = 'The organization API refused or failed several times in a row.';

/** What was found of a person so far, whether or not the reading came to its end. */
interface Found {
	uses: ProductUse[];
	email: string | null;
}

class ViewReader {
	readonly looks = new Map<string, ViewLook>();
	readonly counts = { viewsAskedInBulk: 0, viewsAskedSingly: 0, viewsFailed: 0 };
	private readonly found = new Map<string, Found>();

	constructor(
		private readonly organization: Organization,
		private readonly cloudId: string,
	) {}

	/** @returns the people to ask for one by one: the search is refused, or withholds their products */
	async readInBulk(accountIds: readonly string[]): Promise<readonly string[]> {
		const { client } = this.organization;
		let failuresInARow = 0;
		let refused = false;
		const left: string[] = [];
		await mapConcurrent(
			chunksOf(accountIds, USERS_PER_SEARCH),
			client.settings.concurrency,
			async (chunk) => {
				if (!refused && failuresInARow >= FAILURES_IN_A_ROW) {
					for (const accountId of chunk) this.fail(accountId, NO_ANSWER);
					return;
				}
				try {
					if (refused) left.push(...chunk);
					else left.push(...(await this.readChunk(chunk)));
					failuresInARow = 0;
				} catch (error) {
					const failure = passingFailure(error);
					failuresInARow++;
					if (isRefusal(failure)) {
						refused = true;
						left.push(...chunk);
					} else for (const accountId of chunk) this.fail(accountId, failure);
				}
			},
		);
		return left;
	}

	/** @returns the people of whom a row leaves the products out */
	private async readChunk(chunk: readonly string[]): Promise<string[]> {
		const { client, organizationId } = this.organization;
		const rows = new Map<string, OrganizationUser[]>(chunk.map((accountId) => [accountId, []]));
		await searchUsers(client, organizationId, chunk, (users) => {
			for (const user of users) {
				const known = rows.get(user.accountId);
				if (known === undefined) continue;
				known.push(user);
				this.keep(user.accountId, user.productAccess ?? [], user.email);
			}
		});
		const withheld: string[] = [];
		for (const [accountId, ofPerson] of rows) {
			if (ofPerson.length === 0) continue;
			this.counts.viewsAskedInBulk++;
			if (ofPerson.some(({ productAccess }) => productAccess === null)) {
				withheld.push(accountId);
			} else this.judge(accountId, addedOf(ofPerson));
		}
		return withheld;
	}

	/** One by one, as often as the endpoint allows. */
	async readSingly(accountIds: readonly string[]): Promise<void> {
		const { client } = this.organization;
		const pace = new MinutePace(client);
		const failures: { inARow: number; scope: ConfluenceError | null } = {
			inARow: 0,
			scope: null,
		};
		await mapConcurrent(accountIds, client.settings.concurrency, async (accountId) => {
			if (failures.scope !== null || failures.inARow >= FAILURES_IN_A_ROW) {
				this.fail(accountId, failures.scope ?? NO_ANSWER);
				return;
			}
			const failure = await this.readOne(accountId, pace);
			if (failure?.kind === 'organizationScope') failures.scope = failure;
			// Whom the organization does not know says nothing about the others.
			if (failure?.facts.status !== 404) {
				failures.inARow = failure === null ? 0 : failures.inARow + 1;
			}
		});
		// The search told nothing either, so nobody can be read with this key.
		if (failures.scope !== null && this.counts.viewsAskedInBulk === 0) throw failures.scope;
	}

	private async readOne(accountId: string, pace: MinutePace): Promise<ConfluenceError | null> {
		const { client, organizationId } = this.organization;
		let failure: ConfluenceError | null = null;
		try {
			const addedAt = await lastActiveDates(
				client,
				{ organizationId, accountId },
				() => pace.next(),
				(uses) => this.keep(accountId, uses, null),
			);
			this.judge(accountId, addedAt);
		} catch (error) {
			if (error instanceof WaitTooLong) {
				this.fail(accountId, client.runtime.sentenceOf(NO_MORE_WAITING));
				return null;
			}
			failure = passingFailure(error);
			this.fail(accountId, failure);
		}
		this.counts.viewsAskedSingly++;
		return failure;
	}

	private keep(accountId: string, uses: readonly ProductUse[], email: string | null): void {
		const found = this.found.get(accountId) ?? { uses: [], email: null };
		this.found.set(accountId, found);
		for (const use of uses) found.uses.push(use);
		found.email ??= email;
	}

	/** Everything there is to know of a person was read. */
	private judge(accountId: string, addedAt: number | null): void {
		const { uses, email } = this.foundOf(accountId);
		const view = lastViewOf(uses, this.cloudId, addedAt);
		const productAccess = otherProductsOn(uses, this.cloudId);
		this.looks.set(accountId, { ...view, email, productAccess, failure: null });
	}

	/** The reading did not come to its end; a view that it met counts. */
	fail(accountId: string, why: string | ConfluenceError): void {
		const { uses, email } = this.foundOf(accountId);
		const isFailure = typeof why !== 'string';
		this.looks.set(accountId, {
			at: lastViewOf(uses, this.cloudId, null).at,
			since: null,
			email,
			productAccess: null,
			error: isFailure ? this.organization.client.runtime.sentenceOf(why) : why,
			failure: isFailure ? why : null,
		});
	}

	private foundOf(accountId: string): Found {
		return this.found.get(accountId) ?? { uses: [], email: null };
	}
}

/** The latest joining of several rows; null where one of them does not tell. */
function addedOf(rows: readonly OrganizationUser[]): number | null {
	if (rows.some(({ addedAt }) => addedAt === null)) return null;
	return rows.reduce<number | null>((latest, { addedAt }) => laterOf(latest, addedAt), null);
}

/**
 * A failure that concerns the people who were asked for, or this kind of call.
 *
 * @throws error when it is another: a wrong key concerns everybody, and somebody has to correct it
 */
function passingFailure(error: unknown): ConfluenceError {
	if (!(error instanceof ConfluenceError)) throw error;
	const passes = error.kind === 'rateLimited' || error.kind === 'organizationScope';
	if (isFatal(error) && !passes) throw error;
	return error;
}

/** The search as such is refused; the other call may be allowed. */
function isRefusal({ kind }: ConfluenceError): boolean {
	return kind === 'organizationRefused' || kind === 'organizationScope' || kind === 'badRequest';
}

function chunksOf(ids: readonly string[], size: number): string[][] {
	const chunks: string[][] = [];
	for (let at = 0; at < ids.length; at += size) chunks.push(ids.slice(at, at + size));
	return chunks;
}
