import { lastViewOf, type View } from '../../licensing/activity/views';
import { ConfluenceError, isFatal, sentenceOf } from '../errors';
import type { ConfluenceClient } from '../http/client';
import { inLanes } from '../http/lanes';
import { WaitTooLong } from '../http/quotaGate';
import { readPages } from '../paging';
import { LAST_ACTIVE_PER_MINUTE, USERS_PER_SEARCH } from './endpoints';
import { lastActiveDates, searchUsersPage, type OrganizationUser } from './users';

/** What the organization tells of one person's views. */
export interface ViewLook extends View {
	email: string | null;
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

const MINUTE_MS = 60_000;
/** So many failures in a row, and nobody else is asked for. */
const FAILURES_IN_A_ROW = 5;

/**
 * Reads when people last viewed Confluence on a site: in bulk and, where the organization refuses
 * that, one by one. Whoever cannot be read has an error, and the run goes on: a view that is not
 * known must never look like no view.
 *
 * @throws ConfluenceError `organizationKey` when the API key itself is refused
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
		if (!looks.has(accountId)) looks.set(accountId, failed(UNKNOWN_PERSON));
	}
	for (const { error } of looks.values()) if (error !== null) counts.viewsFailed++;
	return { looks, counts };
}

const UNKNOWN_PERSON =
	'The organization does not list this person, so it is not known when they last viewed Confluence. Check that the API key may see their directory.';

const NO_ANSWER = 'The organization API refused or failed several times in a row.';

class ViewReader {
	readonly looks = new Map<string, ViewLook>();
	readonly counts = { viewsAskedInBulk: 0, viewsAskedSingly: 0, viewsFailed: 0 };

	constructor(
		private readonly organization: Organization,
		private readonly cloudId: string,
	) {}

	/** @returns the people to ask for one by one, since the bulk search is refused */
	async readInBulk(accountIds: readonly string[]): Promise<readonly string[]> {
		const { client } = this.organization;
		const chunks = chunksOf(accountIds, USERS_PER_SEARCH);
		const failures: { inARow: number; refused: boolean } = { inARow: 0, refused: false };
		const left: string[] = [];
		await inLanes(chunks, client.settings.concurrency, async (chunk) => {
			if (failures.refused) {
				for (const accountId of chunk) left.push(accountId);
				return;
			}
			if (failures.inARow >= FAILURES_IN_A_ROW) {
				for (const accountId of chunk) this.looks.set(accountId, failed(NO_ANSWER));
				return;
			}
			try {
				const withheld = await this.readChunk(chunk);
				failures.inARow = 0;
				for (const accountId of withheld) left.push(accountId);
			} catch (error) {
				const failure = passingFailure(error);
				if (isRefusal(failure)) failures.refused = true;
				if (isRefusal(failure)) for (const accountId of chunk) left.push(accountId);
				else for (const accountId of chunk) this.looks.set(accountId, failed(failure));
				failures.inARow++;
			}
		});
		return left;
	}

	/** @returns the people whose products the answer leaves out */
	private async readChunk(chunk: readonly string[]): Promise<string[]> {
		const { client, organizationId } = this.organization;
		const wanted = new Set(chunk);
		const withheld: string[] = [];
		await readPages<OrganizationUser, string>(
			"the organization's users",
			async (cursor) => await searchUsersPage(client, organizationId, chunk, cursor),
			(users) => {
				for (const user of users) {
					if (!wanted.delete(user.accountId)) continue;
					this.counts.viewsAskedInBulk++;
					if (user.productAccess === null) withheld.push(user.accountId);
					else this.note(user);
				}
				return wanted.size > 0;
			},
		);
		return withheld;
	}

	/** One by one, as often as the endpoint allows. */
	async readSingly(accountIds: readonly string[]): Promise<void> {
		const { client } = this.organization;
		let failuresInARow = 0;
		let minuteFrom = client.runtime.now();
		for (const [index, chunk] of chunksOf(accountIds, LAST_ACTIVE_PER_MINUTE).entries()) {
			await inLanes(chunk, client.settings.concurrency, async (accountId) => {
				const error = await this.readOne(accountId);
				failuresInARow = error === null ? 0 : failuresInARow + 1;
			});
			const rest = accountIds.slice((index + 1) * LAST_ACTIVE_PER_MINUTE);
			const why =
				failuresInARow >= FAILURES_IN_A_ROW
					? NO_ANSWER
					: rest.length > 0
						? waitUntil(client, (minuteFrom += MINUTE_MS))
						: null;
			minuteFrom = Math.max(minuteFrom, client.runtime.now());
			if (why === null) continue;
			for (const accountId of rest) this.looks.set(accountId, failed(why));
			return;
		}
	}

	private async readOne(accountId: string): Promise<ConfluenceError | null> {
		const { client, organizationId } = this.organization;
		this.counts.viewsAskedSingly++;
		try {
			this.note(await lastActiveDates(client, organizationId, accountId));
			return null;
		} catch (error) {
			const failure = passingFailure(error);
			this.looks.set(accountId, failed(failure));
			return failure;
		}
	}

	private note({ accountId, email, addedAt, productAccess }: OrganizationUser): void {
		const view = lastViewOf(productAccess ?? [], this.cloudId, addedAt);
		const known = this.looks.get(accountId)?.email ?? null;
		this.looks.set(accountId, { ...view, email: email ?? known, failure: null });
	}
}

/** @returns why the rest is not asked for, or null once the gate is closed until then */
function waitUntil(client: ConfluenceClient, until: number): string | null {
	try {
		client.gate.closeUntil(until, 'Last-active dates may be asked for 200 times a minute');
		return null;
	} catch (error) {
		if (!(error instanceof WaitTooLong)) throw error;
		return 'Last-active dates may be asked for 200 times a minute, and the run may not wait any longer. Raise the option "Wait for Quota (Minutes)".';
	}
}

/**
 * A failure that concerns the people who were asked for.
 *
 * @throws error when it is another: a wrong key concerns everybody, and somebody has to correct it
 */
function passingFailure(error: unknown): ConfluenceError {
	if (!(error instanceof ConfluenceError)) throw error;
	if (isFatal(error) && error.kind !== 'rateLimited') throw error;
	return error;
}

function isRefusal({ kind }: ConfluenceError): boolean {
	return kind === 'organizationRefused' || kind === 'badRequest';
}

function failed(why: string | ConfluenceError): ViewLook {
	return {
		at: null,
		since: null,
		email: null,
		error: typeof why === 'string' ? why : sentenceOf(why),
		failure: typeof why === 'string' ? null : why,
	};
}

function chunksOf(ids: readonly string[], size: number): string[][] {
	const chunks: string[][] = [];
	for (let at = 0; at < ids.length; at += size) chunks.push(ids.slice(at, at + size));
	return chunks;
}
