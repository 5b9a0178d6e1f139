import './harness';

import { existsSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

import { PackageDirectoryLoader } from 'n8n-core';
import type { INodeTypeDescription } from 'n8n-workflow';

import { minimum } from './versions.json';

const ROOT = join(__dirname, '..', '..');

const NODES = [
	'getCloudId',
	'downloadSubscriptions',
	'pullActivity',
	'evaluateExclusions',
	'trackCandidates',
	'reclaimLicense',
	'licensePosition',
	'licenseWorkflows',
];

const CREDENTIALS = ['confluenceLicensesOAuth2Api', 'atlassianOrganizationApi'];

const OUTPUTS: Record<string, string[]> = {
	downloadSubscriptions: ['Subscriptions', 'Retired', 'Job Result'],
	pullActivity: ['Subscriptions', 'Job Result'],
	evaluateExclusions: ['Candidates', 'Retained', 'Excluded'],
	trackCandidates: ['Save', 'Notify', 'Revoke'],
	reclaimLicense: ['Results', 'Job Result', 'Receipts'],
	licensePosition: ['Position', 'Unrecognized Identifiers', 'Shares'],
};

interface Manifest {
	name: string;
	version: string;
	n8n: { strict: boolean };
	peerDependencies: Record<string, string>;
	dependencies?: Record<string, string>;
}

/** See scripts/compat.mjs. */
const ENGINE_FOLDER = process.env.N8N_ENGINE_FOLDER ?? ROOT;

const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Manifest;

describe('The n8n that runs the package', () => {
	it.each(['n8n-core', 'n8n-workflow'])('brings %s from where it was asked for', (name) => {
		const folder = join(ENGINE_FOLDER, 'node_modules', name);
		expect(require.resolve(name).startsWith(`${folder}${sep}`)).toBe(true);
	});

	it('is at least the version that the README and the changelog name', () => {
		for (const file of ['README.md', 'CHANGELOG.md']) {
			const text = readFileSync(join(ROOT, file), 'utf8');
			expect(text).toContain(`n8n ${minimum} or later`);
		}
	});
});

describe('The built package, loaded whole as n8n loads it', () => {
	const loader = new PackageDirectoryLoader(ROOT);

	beforeAll(async () => await loader.loadAll());

	const description = (name: string): INodeTypeDescription =>
		loader.getNode(name).type.description as INodeTypeDescription;

	it('brings the nodes and credentials of the contract, and no others', () => {
		expect(Object.keys(loader.known.nodes).sort()).toEqual([...NODES].sort());
		expect(Object.keys(loader.known.credentials).sort()).toEqual([...CREDENTIALS].sort());
	});

	it('brings nothing else to install', () => {
		expect(manifest.dependencies ?? {}).toEqual({});
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
		expect(manifest.n8n.strict).toBe(true);
	});

	it.each(NODES)('%s has an icon for light and dark that exists', (name) => {
		const { light, dark } = iconUrls(description(name).iconUrl);
		expect(light).not.toBe(dark);
		for (const url of [light, dark]) expect(existsSync(join(ROOT, pathOf(url)))).toBe(true);
	});

	it.each(CREDENTIALS)('%s has an icon for light and dark that exists', (name) => {
		const { light, dark } = iconUrls(loader.getCredential(name).type.iconUrl);
		expect(light).not.toBe(dark);
		for (const url of [light, dark]) expect(existsSync(join(ROOT, pathOf(url)))).toBe(true);
	});

	it.each(NODES)('%s is found by what it is for, and leads to its documentation', (name) => {
		const { codex } = description(name);
		const file = loader.known.nodes[name]?.sourcePath.replace(/js$/, 'json') ?? '';
		const { node } = JSON.parse(readFileSync(join(ROOT, file), 'utf8')) as { node: string };
		expect(node).toBe(`${manifest.name}.${name}`);
		expect(codex?.categories).not.toHaveLength(0);
		expect(codex?.alias).toEqual(expect.arrayContaining(['Confluence', 'License']));
		expect(codex?.resources?.primaryDocumentation?.[0]?.url).toMatch(/^https:/);
	});

	it.each(Object.entries(OUTPUTS))('%s names its outputs', (name, outputs) => {
		expect(description(name).outputNames).toEqual(outputs);
		expect(description(name).outputs).toHaveLength(outputs.length);
	});

	it.each(NODES.filter((name) => name !== 'getCloudId' && name !== 'pullActivity'))(
		'%s never runs on its second input alone',
		(name) => {
			expect(description(name).requiredInputs).toEqual([0]);
		},
	);

	it.each(NODES)('%s asks only for credentials of this package', (name) => {
		const asked = description(name).credentials ?? [];
		for (const credential of asked) expect(CREDENTIALS).toContain(credential.name);
	});
});

function iconUrls(iconUrl: unknown): { light: string; dark: string } {
	expect(iconUrl).toEqual({ light: expect.any(String), dark: expect.any(String) });
	return iconUrl as { light: string; dark: string };
}

/** n8n serves `icons/<package>/<path>`. */
function pathOf(iconUrl: string): string {
	return iconUrl.replace(`icons/${manifest.name}/`, '');
}
