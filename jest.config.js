/** One project for each layer; end to end runs last and alone (see test/README.md). */
const layer = (displayName, folder, more = {}) => ({
	displayName,
	rootDir: __dirname,
	testEnvironment: 'node',
	testMatch: [`<rootDir>/test/${folder}/**/*.test.ts`],
	transform: {
		'^.+\\.tsx?$': [
			'@swc/jest',
			{ jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } },
		],
	},
	modulePathIgnorePatterns: ['<rootDir>/.runtime/', '<rootDir>/dist/'],
	...more,
});

/** Every exchange of a layer is held against Atlassian's OpenAPI documents, where they are at hand. */
const HELD_AGAINST_DOCUMENTS = '<rootDir>/test/conformance/everySimulator.ts';

/** Nodes that wait for a rate limit or between two tries wait in no time. */
const QUICK_WAITS = '<rootDir>/test/faults/quickWaits.ts';

/** A folder with another n8n-core than the project's to run the nodes in; see scripts/compat.mjs. */
const ENGINE_FOLDER = process.env.N8N_ENGINE_FOLDER;

const from = (folder) => ({
	modulePathIgnorePatterns: ['<rootDir>/.runtime/(?!compat/)'],
	moduleNameMapper: Object.fromEntries(
		['n8n-core', 'n8n-workflow'].map((name) => [
			`^${name}$`,
			require.resolve(name, { paths: [folder] }),
		]),
	),
});

/** For layers whose engine loads the built package: `dist` may not be hidden from it. */
const ON_THE_BUILD = {
	modulePathIgnorePatterns: ['<rootDir>/.runtime/'],
	...(ENGINE_FOLDER ? from(ENGINE_FOLDER) : {}),
	globalSetup: '<rootDir>/test/engine/harness/requireBuild.ts',
};

module.exports = {
	projects: [
		layer('domain', 'licensing'),
		layer('credentials', 'credentials'),
		layer('nodes', 'nodes'),
		layer('files', 'files'),
		layer('client', 'confluence', { setupFilesAfterEnv: [HELD_AGAINST_DOCUMENTS] }),
		layer('simulator', 'simulator'),
		layer('engine', 'engine', {
			...ON_THE_BUILD,
			setupFilesAfterEnv: [HELD_AGAINST_DOCUMENTS],
		}),
		layer('conformance', 'conformance', {
			...ON_THE_BUILD,
			setupFilesAfterEnv: [HELD_AGAINST_DOCUMENTS],
		}),
		layer('faults', 'faults', { ...ON_THE_BUILD, setupFilesAfterEnv: [QUICK_WAITS] }),
		layer('fuzz', 'fuzz', { ...ON_THE_BUILD, setupFilesAfterEnv: [QUICK_WAITS] }),
		layer('report', 'report'),
		layer('e2e', 'e2e', {
			globalSetup: '<rootDir>/test/e2e/startSharedN8n.ts',
			globalTeardown: '<rootDir>/test/e2e/stopSharedN8n.ts',
		}),
		layer('scale', 'scale'),
	],
	testSequencer: '<rootDir>/test/longestFirst.js',
	testTimeout: 60_000,
};
