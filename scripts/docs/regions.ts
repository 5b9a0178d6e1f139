/** What a page's marks ask for: the name of a table, by words, such as `parameters getCloudId`. */
export type Fill = (name: string) => string;

const REGION = /^<!-- table: (.+?) -->\n(?:[\s\S]*?\n)??<!-- end -->$/gm;
const MARK = /^<!-- (?:table: .*|end) -->$/gm;

/**
 * Fills the marked regions of a page:
 *
 *     <!-- table: reasons -->
 *     (whatever stood here is replaced)
 *     <!-- end -->
 *
 * @throws Error when a mark has no partner, or nobody knows the table
 */
export function fillRegions(page: string, fill: Fill): string {
	const regions = page.match(REGION)?.length ?? 0;
	const marks = page.match(MARK)?.length ?? 0;
	if (marks !== 2 * regions) {
		throw new Error(
			`${marks} marks make ${regions} regions: each "<!-- table: name -->" needs an "<!-- end -->" on a line of its own, before the next one`,
		);
	}
	return page.replace(
		REGION,
		(_region, name: string) => `<!-- table: ${name} -->\n\n${fill(name)}\n\n<!-- end -->`,
	);
}

/** The tables that a page asks for, in order. */
export function tablesOf(page: string): string[] {
	return Array.from(page.matchAll(REGION), ([, name]) => name ?? '');
}
