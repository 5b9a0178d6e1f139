import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { readRule } from '../../licensing/exclusions/rule';
import { readEntitlements } from '../../licensing/position/entitlements';
import { isRow, type Row } from '../../licensing/tableValues';
import { packageTypes, ROOT, type PackageTypes } from '../../scripts/docs/packageTypes';
import { documentationPages, type DocumentationPage } from '../../scripts/docs/pages';
import { fillRegions, tablesOf } from '../../scripts/docs/regions';

/** Pages that people read beside those under `docs/`. */
const PAGES_BESIDE = [
	...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', 'workflows/README.md'],
	...['test/README.md', 'test/simulator/README.md', 'test/comparison/README.md'],
];

let pages: DocumentationPage[];
let types: PackageTypes;

// The sources are read with TypeScript, which a busy machine does slowly.
beforeAll(async () => {
	pages = await documentationPages();
	types = await packageTypes();
}, 240_000);

function pageAt(path: string): DocumentationPage {
	const page = pages.find((candidate) => candidate.path === path);
	if (page === undefined) throw new Error(`There is no page ${path}`);
	return page;
}

describe('The documentation', () => {
	it('is as the sources fill it; "npm run docs" brings it up to date', () => {
		const outOfDate = pages.filter(({ text, filled }) => text !== filled);
		expect(outOfDate.map(({ path }) => path)).toEqual([]);
		expect(pages.length).toBeGreaterThan(0);
	});

	it('has a page for every node, with its parameters, linked from the first page', () => {
		const { nodes } = types;
		const start = pageAt('docs/README.md').text;
		expect(nodes.size).toBe(8);
		for (const [name, { displayName }] of nodes) {
			const { text } = pageAt(`docs/nodes/${name}.md`);
			expect(text.split('\n')[0]).toBe(`# ${displayName}`);
			expect(tablesOf(text)).toContain(`parameters ${name}`);
			expect(start).toContain(`[${displayName}](nodes/${name}.md)`);
		}
	});

	it('names every input and output of a node', () => {
		for (const [name, { inputs, outputNames = [] }] of types.nodes) {
			const { text } = pageAt(`docs/nodes/${name}.md`);
			for (const output of outputNames) expect(text).toContain(`**${output}**`);
			for (const input of Array.isArray(inputs) ? inputs : []) {
				if (typeof input === 'string' || input.displayName === undefined) continue;
				expect(text).toContain(`**${input.displayName}**`);
			}
		}
	});

	it('tells the fields of every credential', () => {
		const { text } = pageAt('docs/reference/credentials.md');
		expect(types.credentials.size).toBe(2);
		for (const [name, { displayName }] of types.credentials) {
			expect(text).toContain(`## ${displayName}`);
			expect(tablesOf(text)).toContain(`credential ${name}`);
		}
	});

	it('is reached from its first page', () => {
		const start = pageAt('docs/README.md').text;
		const unlinked = pages
			.map(({ path }) => path.replace('docs/', ''))
			.filter((path) => path !== 'README.md' && !start.includes(`(${path})`));
		expect(unlinked).toEqual([]);
	});

	it('links to nothing that is missing', () => {
		const broken = pages.flatMap(({ path, text }) =>
			linksOf(text)
				.filter((link) => !leadsSomewhere(path, link))
				.map((link) => `${path}: ${link}`),
		);
		expect(broken).toEqual([]);
	});
});

describe('An example', () => {
	it('of an exclusion rule can be read', () => {
		const place = { source: 'in the input "Rules"', number: 1 } as const;
		const rule = readRule(exampleOn('docs/nodes/evaluateExclusions.md'), place);
		expect(rule).toMatchObject({ field: 'email', match: 'wildcard', active: true });
	});

	it('of an entitlement can be read', () => {
		const example = exampleOn('docs/nodes/licensePosition.md');
		const [entitlement] = readEntitlements([example], 'in the example');
		expect(entitlement).toMatchObject({ purchased: 500, currency: 'EUR' });
		expect(entitlement?.prices.bands).toHaveLength(2);
	});

	it.each(['getCloudId', 'pullActivity', 'reclaimLicense'])(
		'of what %s puts out names only fields that the documentation knows',
		(name) => {
			const page = `docs/nodes/${name}.md`;
			const known = pageAt(page).text + pageAt('docs/reference/items.md').text;
			const fields = Object.keys(exampleOn(page));
			expect(fields.length).toBeGreaterThan(0);
			expect(fields.filter((field) => !known.includes(`\`${field}\``))).toEqual([]);
		},
	);
});

describe('The pages beside it', () => {
	it.each(PAGES_BESIDE)('%s links to nothing that is missing', (path) => {
		const links = linksOf(readFileSync(join(ROOT, path), 'utf8'));
		expect(links.filter((link) => !leadsSomewhere(path, link))).toEqual([]);
	});
});

describe('What CONTRIBUTING says about where things are', () => {
	it('names only files that exist', () => {
		const text = readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8');
		const rows = text.split('\n').filter((line) => line.startsWith('| '));
		const named = rows.flatMap((row) => [...row.matchAll(/`([\w/]+\.\w+)`/g)]);
		const paths = named.map(([, path = '']) => path);
		expect(paths.length).toBeGreaterThan(40);
		expect(paths.filter((path) => path.includes('/') && !existsSync(join(ROOT, path)))).toEqual(
			[],
		);
	});
});

describe('A marked region', () => {
	const fill = (name: string) => `| ${name} |`;

	it('is replaced, and what stands around it stays', () => {
		const page = 'Before\n<!-- table: reasons -->\nold\n<!-- end -->\nAfter\n';
		expect(fillRegions(page, fill)).toBe(
			'Before\n<!-- table: reasons -->\n\n| reasons |\n\n<!-- end -->\nAfter\n',
		);
	});

	it('stays as it is when it is filled once more', () => {
		const page = '<!-- table: a b -->\n<!-- end -->\n\n<!-- table: c -->\n<!-- end -->\n';
		const once = fillRegions(page, fill);
		expect(fillRegions(once, fill)).toBe(once);
		expect(tablesOf(once)).toEqual(['a b', 'c']);
	});

	it.each([
		['has no end', '<!-- table: a -->\n'],
		['has no beginning', '<!-- end -->\n'],
		['begins twice', '<!-- table: a -->\n<!-- table: b -->\n<!-- end -->\n'],
	])('that %s is an error', (_case, page) => {
		expect(() => fillRegions(page, fill)).toThrow(/needs an "<!-- end -->"/);
	});
});

/** The JSON that a page shows. */
function exampleOn(path: string): Row {
	const json = /```json\n([\s\S]*?)```/.exec(pageAt(path).text)?.[1];
	const example: unknown = JSON.parse(json ?? 'null');
	if (!isRow(example)) throw new Error(`${path} shows no JSON object`);
	return example;
}

/** Where the links and pictures of a page lead, those to other sites left out. */
function linksOf(page: string): string[] {
	const links = Array.from(page.matchAll(/\]\(([^)\s]+)\)/g), ([, link]) => link ?? '');
	return links.filter((link) => !/^[a-z]+:/.test(link));
}

function leadsSomewhere(from: string, link: string): boolean {
	const [path = '', anchor] = link.split('#');
	const target = path === '' ? join(ROOT, from) : join(ROOT, dirname(from), path);
	if (!existsSync(target)) return false;
	return anchor === undefined || anchorsOf(readFileSync(target, 'utf8')).includes(anchor);
}

/** The anchors that headings get. */
function anchorsOf(page: string): string[] {
	return Array.from(page.matchAll(/^#+ (.+)$/gm), ([, heading = '']) =>
		heading
			.toLowerCase()
			.replace(/[^\w\- ]/g, '')
			.replaceAll(' ', '-'),
	);
}
