import { objectAt, optionalText, pageFrame, textAt } from '../http/answers';
import { offsetPage, readOffsetList, type Page } from '../paging';

export interface Group {
	groupId: string;
	name: string;
	/** True when an identity provider fills the group: it is read-only for us (S). */
	managedExternally: boolean;
	/** `ADMINS`, `EXTERNAL`, `TEAM_MEMBERS` or `OPEN` (S); '' where the site does not say. */
	managedBy: string;
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
