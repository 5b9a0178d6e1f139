/**
 * The rules of this project: what n8n asks of a community package (the same rules, with the same
 * exceptions, as its scanner), strict typed linting, and the three floors whose imports only go
 * down: nodes, confluence, licensing.
 */
import js from '@eslint/js';
import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import { defineConfig, globalIgnores } from 'eslint/config';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import tseslint from 'typescript-eslint';

const SHIPPED = ['{nodes,credentials,confluence,licensing}/**/*.ts'];
const TYPESCRIPT_AROUND = ['{test,scripts}/**/*.{ts,mts}'];
const PLAIN_SCRIPTS = ['scripts/**/*.mjs', 'test/**/*.mjs', '*.{js,mjs}'];

/** Plain scripts run in Node.js, and nowhere else. */
const NODE_GLOBALS = Object.fromEntries(
	[
		'AbortController',
		'AbortSignal',
		'Buffer',
		'URL',
		'URLSearchParams',
		'__dirname',
		'clearInterval',
		'clearTimeout',
		'console',
		'exports',
		'fetch',
		'module',
		'performance',
		'process',
		'require',
		'setImmediate',
		'setInterval',
		'setTimeout',
		'structuredClone',
	].map((name) => [name, 'readonly']),
);

/** Rules of taste that typed linting brings and this project answers in its own way. */
const HOUSE_RULES = {
	'no-console': 'error',
	eqeqeq: ['error', 'always'],
	'@typescript-eslint/no-unused-vars': [
		'error',
		{ argsIgnorePattern: '^_', ignoreRestSiblings: true, reportUsedIgnorePattern: true },
	],
	'@typescript-eslint/consistent-type-imports': [
		'error',
		{ disallowTypeAnnotations: false, fixStyle: 'inline-type-imports' },
	],
	'@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
	'@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
	// A function that may answer something, or nothing, says so with void.
	'@typescript-eslint/no-invalid-void-type': 'off',
	'@typescript-eslint/restrict-plus-operands': ['error', { allowNumberAndString: true }],
	'@typescript-eslint/switch-exhaustiveness-check': [
		'error',
		{ considerDefaultExhaustiveForUnions: true },
	],
	// Hostile text is met on purpose, control characters included.
	'no-control-regex': 'off',
};

/** Forbids a floor the imports that would go up, or out of the package. */
function floor(folder, why, patterns) {
	return {
		files: [`${folder}/**/*.ts`],
		rules: {
			'no-restricted-imports': [
				'error',
				{ patterns: [{ group: [...patterns, 'node:*', 'fs', 'path'], message: why }] },
			],
		},
	};
}

export default defineConfig(
	globalIgnores(['dist/', 'node_modules/', '.runtime/', 'coverage/']),

	{
		files: SHIPPED,
		extends: [
			js.configs.recommended,
			tseslint.configs.strictTypeChecked,
			n8nCommunityNodesPlugin.configs.recommended,
		],
		languageOptions: { parserOptions: { project: './tsconfig.json' } },
		linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' },
		rules: HOUSE_RULES,
	},
	{
		plugins: { 'n8n-nodes-base': n8nNodesBase },
	},
	{
		files: ['credentials/**/*.ts'],
		rules: {
			...n8nNodesBase.configs.credentials.rules,
			// Meant for n8n's own credentials, whose documentation has short names.
			'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
			// `credential-password-field` of the community rules looks more closely.
			'n8n-nodes-base/cred-class-field-type-options-password-missing': 'off',
		},
	},
	{
		files: ['nodes/**/*.ts'],
		rules: {
			...n8nNodesBase.configs.nodes.rules,
			// Several inputs and outputs are no plain ['main'].
			'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
			'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
			// Atlassian's limits are real upper limits.
			'n8n-nodes-base/node-param-type-options-max-value-present': 'off',
		},
	},
	{
		files: ['{confluence,licensing}/**/*.ts'],
		// Below the nodes nothing knows n8n's error classes; nodes/shared turns errors into them.
		rules: { '@n8n/community-nodes/require-node-api-error': 'off' },
	},
	{
		files: ['package.json'],
		extends: [n8nCommunityNodesPlugin.configs.recommended],
		languageOptions: {
			parser: tseslint.parser,
			parserOptions: { extraFileExtensions: ['.json'] },
		},
		rules: n8nNodesBase.configs.community.rules,
	},

	floor('licensing', 'The domain is pure: it knows neither n8n nor the network.', [
		'n8n-workflow',
		'**/confluence/**',
		'**/nodes/**',
		'**/credentials/**',
	]),
	floor('confluence', 'The client knows n8n only through an interface of its own.', [
		'n8n-workflow',
		'**/nodes/**',
		'**/credentials/**',
	]),
	floor('credentials', 'A credential reads the tables of the client, and no node.', [
		'**/nodes/**',
	]),
	floor('nodes', 'Nodes use what ships with this package and n8n-workflow only.', [
		'n8n-core',
		'axios',
		'**/test/**',
		'**/scripts/**',
	]),
	{
		files: ['licensing/**/*.ts'],
		rules: {
			'no-restricted-syntax': [
				'error',
				{
					selector: "MemberExpression[object.name='Date'][property.name='now']",
					message: 'The domain has no clock: take the time as an argument.',
				},
				{
					selector: "NewExpression[callee.name='Date'][arguments.length=0]",
					message: 'The domain has no clock: take the time as an argument.',
				},
				{
					selector: "MemberExpression[object.name='Math'][property.name='random']",
					message: 'The domain has no dice: take random values as arguments.',
				},
			],
		},
	},

	{
		files: TYPESCRIPT_AROUND,
		extends: [js.configs.recommended, tseslint.configs.recommendedTypeChecked],
		languageOptions: { parserOptions: { project: './test/tsconfig.json' } },
		linterOptions: { reportUnusedDisableDirectives: 'error' },
		rules: {
			...HOUSE_RULES,
			'no-console': 'off',
			// jest's matchers, such as expect.any(), are of type any.
			'@typescript-eslint/no-unsafe-assignment': 'off',
			// Simulated servers and handlers have the form of the real ones, waiting or not.
			'@typescript-eslint/require-await': 'off',
		},
	},
	{
		files: PLAIN_SCRIPTS,
		extends: [js.configs.recommended],
		languageOptions: { globals: NODE_GLOBALS },
		linterOptions: { reportUnusedDisableDirectives: 'error' },
	},
);
