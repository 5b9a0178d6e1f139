/** Four layers, one project each; end to end runs last and alone (see test/README.md). */
const layer = (name, folder) => ({
	displayName: name,
	rootDir: __dirname,
	testEnvironment: 'node',
	testMatch: [`<rootDir>/test/${folder}/**/*.test.ts`],
	transform: {
		'^.+\\.tsx?$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }],
	},
	modulePathIgnorePatterns: ['<rootDir>/.runtime/', '<rootDir>/dist/'],
});

module.exports = {
	projects: [
		layer('domain', 'licensing'),
		layer('client', 'confluence'),
		layer('simulator', 'simulator'),
		layer('nodes', 'nodes'),
		layer('engine', 'engine'),
		layer('e2e', 'e2e'),
	],
	testTimeout: 60_000,
};
