import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where Atlassian publishes its documents of the two APIs. */
const PUBLISHED = {
	'confluence-v1.json': 'https://dac-static.atlassian.com/cloud/confluence/swagger.v3.json',
	'confluence-v2.json': 'https://dac-static.atlassian.com/cloud/confluence/openapi-v2.v3.json',
} as const;

export type OpenApiDocument = keyof typeof PUBLISHED;

/**
 * The folder that holds the OpenAPI documents, or null. They are Atlassian's text and no part of
 * this repository: CONFLUENCE_OPENAPI_DIR names the folder, else it is looked for beside the clone.
 */
export function openApiFolder(): string | null {
	const folders = [
		process.env.CONFLUENCE_OPENAPI_DIR,
		resolve(__dirname, '../../../shared/openapi'),
	];
	const isComplete = (folder: string | undefined): folder is string =>
		folder !== undefined &&
		folder !== '' &&
		Object.keys(PUBLISHED).every((name) => existsSync(join(folder, name)));
	return folders.find(isComplete) ?? null;
}

/** Reads one of the documents. */
export function readOpenApi(folder: string, name: OpenApiDocument): Record<string, unknown> {
	return JSON.parse(readFileSync(join(folder, name), 'utf8')) as Record<string, unknown>;
}

/** What to say where the documents are missing. */
export const DOCUMENTS_MISSING = [
	'Nothing was validated: the OpenAPI documents are not here.',
	...Object.entries(PUBLISHED).map(([name, address]) => `Save ${address} as ${name}`),
	'in one folder and set CONFLUENCE_OPENAPI_DIR to it.',
].join('\n');
