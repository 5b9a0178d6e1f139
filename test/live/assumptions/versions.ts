import { isVersionedType, VERSIONED_TYPES } from '../../../confluence/api/content';
import { ENDPOINTS } from '../../../confluence/endpoints';
import { objectAt, optionalText, pageFrame } from '../../../confluence/http/answers';
import { PAGE_VERSIONS_SCOPE } from '../../../confluence/scopes';
import { readTime } from '../../../licensing/times';
import type { Inspection } from '../inspection';
import { notTried, unless } from '../verdict';
import type { Assumptions } from './assumption';
import { contentOf, idOf } from './hits';
import { someChanges } from './search';

const VERSIONS_ASKED = 3;

export const VERSION_ASSUMPTIONS = {
	pageVersions: {
		mark: 'S',
		sentence: 'With its scope the versions of a page tell author and time, newest first.',
		try: async (inspection) => {
			if (!(await inspection.grants()).flat().includes(PAGE_VERSIONS_SCOPE)) {
				return notTried(`the token lacks the optional scope ${PAGE_VERSIONS_SCOPE}`);
			}
			const page = await somePage(inspection);
			if (page === null) return notTried('no page is among the newest changes');
			const answer = await inspection.ask(ENDPOINTS.pageVersions, {
				path: page,
				query: { limit: VERSIONS_ASKED, sort: '-modified-date' },
				most: VERSIONS_ASKED,
			});
			const versions = pageFrame(answer, 'versions').results;
			const times = versions.map((version) => timeOf(version));
			return unless(
				[
					...(versions.length === 0 ? ['a page has no version'] : []),
					...(versions.every(hasAuthor) ? [] : ['a version lacks authorId']),
					...(times.includes(null) ? ['a version lacks createdAt'] : []),
					...(isNewestFirst(times) ? [] : ['they are not newest first']),
				],
				`${versions.length} versions seen`,
			);
		},
	},
} as const satisfies Assumptions;

/** A page or blog post among the newest changes: the scope covers both (S). */
async function somePage(
	inspection: Inspection,
): Promise<{ contentType: string; id: string } | null> {
	for (const hit of (await someChanges(inspection, 1)).results) {
		const type = optionalText(contentOf(hit), 'type') ?? '';
		if (type === 'attachment' || !isVersionedType(type)) continue;
		return { contentType: VERSIONED_TYPES[type], id: idOf(hit) };
	}
	return null;
}

function hasAuthor(version: unknown): boolean {
	return optionalText(objectAt(version, 'version'), 'authorId') !== null;
}

function timeOf(version: unknown): number | null {
	return readTime(objectAt(version, 'version').createdAt);
}

function isNewestFirst(times: readonly (number | null)[]): boolean {
	return times.every((time, index) => index === 0 || (time ?? 0) <= (times[index - 1] ?? 0));
}
