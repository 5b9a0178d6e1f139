import { truncate } from '../../licensing/truncate';
import type { AccessType } from '../../licensing/snapshot/accessGroups';
import { ENDPOINTS, PAGE_LIMIT } from '../endpoints';
import { ConfluenceError } from '../errors';
import { objectAt, optionalCount, optionalText, pageFrame, textAt } from '../http/answers';
import type { ConfluenceClient } from '../http/client';
import { offsetClaims, type OffsetClaims, offsetPage, type Page, readOffsetList } from '../paging';
import type { Member } from '../../licensing/snapshot/buildSnapshot';
import { readMember } from './people';

/** A group of a site or its organization. */
export interface Group {
	groupId: string;
	name: string;
	/** True when an identity provider fills the group: it is read-only for us (S). */
	managedExternally: boolean;
	/** `ADMINS`, `EXTERNAL`, `TEAM_MEMBERS` or `OPEN` (S); '' where the site does not say. */
	managedBy: string;
}

/** One page of a group's members, with what it says of the rest. */
export interface MemberPage extends OffsetClaims {
	/** The offset that was asked for. */
	start: number;
	members: Member[];
	/** How many members the group has, where that was asked and told; counts suspended people too (M). */
	totalSize: number | null;
}

/** All groups, or those listed under one access type (S). */
export async function listGroups(
	client: ConfluenceClient,
	accessType?: AccessType,
): Promise<Group[]> {
	return await readGroupList(
		'the group list',
		async (start) =>
			await client.call(ENDPOINTS.groups, {
				query: { accessType, start, limit: PAGE_LIMIT },
				read: (body) => groupsPage(body, start),
				objects: ({ entries }) => entries.length,
			}),
	);
}

/** All groups that a person is in now. */
export async function groupsOf(client: ConfluenceClient, accountId: string): Promise<Group[]> {
	return await readGroupList(
		"a person's groups",
		async (start) =>
			await client.call(ENDPOINTS.memberOf, {
				query: { accountId, start, limit: PAGE_LIMIT },
				read: (body) => groupsPage(body, start),
				objects: ({ entries }) => entries.length,
			}),
	);
}

/**
 * Looks one group up. Asking for the members of an unknown group answers an empty page (M), so an
 * id that a person entered is looked up first.
 *
 * @throws ConfluenceError `groupUnknown`
 */
export async function groupById(client: ConfluenceClient, groupId: string): Promise<Group> {
	try {
		return await client.call(ENDPOINTS.groupById, {
			query: { id: groupId },
			read: readGroup,
			objects: () => 1,
		});
	} catch (error) {
		if (!(error instanceof ConfluenceError) || !isUnknownGroup(error)) throw error;
		throw new ConfluenceError(
			'groupUnknown',
			`There is no group "${truncate(groupId)}" on this site.`,
			{
				status: error.facts.status,
			},
		);
	}
}

/** One page of a group's members; `limit` is at most 200 (S). */
export async function memberPage(
	client: ConfluenceClient,
	groupId: string,
	{
		start,
		limit = PAGE_LIMIT,
		withTotal = false,
	}: { start: number; limit?: number; withTotal?: boolean },
): Promise<MemberPage> {
	return await client.call(ENDPOINTS.groupMembers, {
		path: { groupId },
		query: { start, limit, shouldReturnTotalSize: withTotal ? true : undefined },
		read: (body) => {
			const frame = pageFrame(body, 'members');
			const { results, fields } = frame;
			return {
				...offsetClaims(start, frame),
				start,
				members: results.map((entry) => readMember(entry, 'member')),
				totalSize: optionalCount(fields, 'totalSize', 'members'),
			};
		},
		objects: ({ members }) => members.length,
	});
}

/**
 * How many members a group has, suspended people included.
 *
 * @throws ConfluenceError `badAnswer` when the site does not tell
 */
export async function memberTotal(client: ConfluenceClient, groupId: string): Promise<number> {
	const { totalSize } = await memberPage(client, groupId, {
		start: 0,
		limit: 1,
		withTotal: true,
	});
	if (totalSize !== null) return totalSize;
	throw new ConfluenceError(
		'badAnswer',
		`The site did not say how many members the group ${truncate(groupId)} has.`,
	);
}

/** Adds a person to a group; a person who is in it already stays in it (S, M). */
export async function addMember(
	client: ConfluenceClient,
	groupId: string,
	accountId: string,
): Promise<void> {
	await client.call(ENDPOINTS.addMember, {
		query: { groupId },
		body: { accountId },
		...NO_ANSWER,
	});
}

/** Removes a person from a group; answers well too when the person was not in it (S). */
export async function removeMember(
	client: ConfluenceClient,
	groupId: string,
	accountId: string,
): Promise<void> {
	await client.call(ENDPOINTS.removeMember, { query: { groupId, accountId }, ...NO_ANSWER });
}

/** Writes answer nothing that matters: what they did is read back from the person's groups. */
const NO_ANSWER = { read: () => undefined, objects: () => 0 };

function isUnknownGroup({ kind, facts }: ConfluenceError): boolean {
	return kind === 'notFound' || (kind === 'badRequest' && facts.status === 400);
}

/** Reads a list of groups to its end; `fetchPage` asks for the page at an offset. */
export async function readGroupList(
	label: string,
	fetchPage: (start: number) => Promise<Page<Group, number>>,
): Promise<Group[]> {
	return await readOffsetList(label, fetchPage, ({ groupId }) => groupId);
}

/** Reads a page of groups. */
export function groupsPage(body: unknown, start: number): Page<Group, number> {
	const frame = pageFrame(body, 'groups');
	return offsetPage(start, frame.results.map(readGroup), frame);
}

/** Reads a group of any answer. */
export function readGroup(value: unknown): Group {
	const fields = objectAt(value, 'group');
	const managedBy = optionalText(fields, 'managedBy')?.toUpperCase() ?? '';
	return {
		groupId: textAt(fields, 'id', 'group'),
		name: textAt(fields, 'name', 'group'),
		managedExternally: managedBy === 'EXTERNAL',
		managedBy,
	};
}
