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

module.exports = {
	projects: [
		layer('domain', 'licensing'),
		layer('credentials', 'credentials'),
		layer('nodes', 'nodes'),
		layer('client', 'confluence'),
		layer('simulator', 'simulator'),
		// The engine loads the built package, so `dist` may not be hidden from it.
		layer('engine', 'engine', {
			modulePathIgnorePatterns: ['<rootDir>/.runtime/'],
			globalSetup: '<rootDir>/test/engine/harness/requireBuild.ts',
		}),
		layer('report', 'report'),
		layer('e2e', 'e2e'),
	],
	testTimeout: 60_000,
};
