import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { apiUrlOf } from '../../confluence/environments';
import { PROCESSES } from '../../confluence/scopes';
import { ConfluenceLicensesOAuth2Api } from '../../credentials/ConfluenceLicensesOAuth2Api.credentials';
import { resolvedFields, resolvedForTest, shownFields, savedAgain } from './credentialType';

const credential = new ConfluenceLicensesOAuth2Api();

const CUSTOM = {
	environment: 'custom',
	customAuthUrl: 'https://auth.isolated.example',
	customApiUrl: 'https://api.isolated.example',
};

interface EnvironmentCase {
	name: string;
	fields: ICredentialDataDecryptedObject;
	auth: string;
	api: string;
	audience: string;
}

const ENVIRONMENT_CASES: EnvironmentCase[] = [
	{
		name: 'commercial',
		fields: { environment: 'commercial' },
		auth: 'https://auth.atlassian.com',
		api: 'https://api.atlassian.com',
		audience: 'api.atlassian.com',
	},
	{
		name: 'government',
		fields: { environment: 'government' },
		auth: 'https://auth.atlassian-us-gov-mod.com',
		api: 'https://api.atlassian-us-gov-mod.com',
		audience: 'api.atlassian-us-gov-mod.com',
	},
	{
		name: 'custom',
		fields: CUSTOM,
		auth: 'https://auth.isolated.example',
		api: 'https://api.isolated.example',
		audience: 'api.isolated.example',
	},
	{
		name: 'custom with slashes at the end, a path and a port',
		fields: {
			environment: 'custom',
			customAuthUrl: ' https://gate.example:8443/auth// ',
			customApiUrl: 'https://gate.example:8443/api/',
		},
		auth: 'https://gate.example:8443/auth',
		api: 'https://gate.example:8443/api',
		audience: 'gate.example:8443',
	},
	{
		name: 'custom on this machine',
		fields: {
			environment: 'custom',
			customAuthUrl: 'http://127.0.0.1:4010',
			customApiUrl: 'http://localhost:4010/',
		},
		auth: 'http://127.0.0.1:4010',
		api: 'http://localhost:4010',
		audience: 'localhost:4010',
	},
	{
		name: 'none chosen yet',
		fields: {},
		auth: 'https://auth.atlassian.com',
		api: 'https://api.atlassian.com',
		audience: 'api.atlassian.com',
	},
];

const ALWAYS = ['offline_access', ...PROCESSES.downloadSubscriptions.scopes];

/** What a credential holds, and what it then asks for beside what is always on. */
const STORED_CASES: {
	name: string;
	stored: ICredentialDataDecryptedObject;
	search: boolean;
	write: boolean;
}[] = [
	{ name: 'an untouched form', stored: {}, search: true, write: false },
	{
		name: 'both switches as they start',
		stored: { pullActivity: true, reclaimLicense: false },
		search: true,
		write: false,
	},
	{ name: 'activity off', stored: { pullActivity: false }, search: false, write: false },
	{ name: 'reclaiming on', stored: { reclaimLicense: true }, search: true, write: true },
	{
		name: 'both switches changed',
		stored: { pullActivity: false, reclaimLicense: true },
		search: false,
		write: true,
	},
	{
		name: 'a word for reclaiming',
		stored: { reclaimLicense: 'true' },
		search: true,
		write: false,
	},
	{ name: 'an empty old list', stored: { processes: [] }, search: true, write: false },
	{
		name: 'an empty old list, reclaiming on',
		stored: { processes: [], reclaimLicense: true },
		search: true,
		write: true,
	},
	{
		name: 'an old list with activity',
		stored: { processes: ['pullActivity'] },
		search: true,
		write: false,
	},
	{
		name: 'an old list with reclaiming',
		stored: { processes: ['reclaimLicense'] },
		search: false,
		write: true,
	},
	{
		name: 'an old list with both',
		stored: { processes: ['reclaimLicense', 'pullActivity'] },
		search: true,
		write: true,
	},
	{
		name: 'an old list and switches that say otherwise',
		stored: { processes: ['pullActivity'], pullActivity: false, reclaimLicense: true },
		search: true,
		write: false,
	},
	{
		name: 'an old list of what there is not',
		stored: { processes: ['everything'], reclaimLicense: true },
		search: false,
		write: false,
	},
];

describe.each(ENVIRONMENT_CASES)('The environment: $name', ({ fields, auth, api, audience }) => {
	it('sends people to its own consent page and n8n to its own token endpoint', () => {
		const { authUrl, accessTokenUrl } = resolvedFields(credential, fields);
		expect(authUrl).toBe(`${auth}/authorize`);
		expect(accessTokenUrl).toBe(`${auth}/oauth/token`);
	});

	it('names the host of its API as the audience', () => {
		const { authQueryParameters } = resolvedFields(credential, fields);
		expect(Object.fromEntries(new URLSearchParams(String(authQueryParameters)))).toEqual({
			audience,
			prompt: 'consent',
		});
	});

	it('is tested at the address that the client uses', () => {
		const address = resolvedForTest(credential.test.request.baseURL, fields);
		expect(address).toBe(api);
		expect(address).toBe(apiUrlOf(fields));
		expect(credential.test.request.url).toBe('/oauth/token/accessible-resources');
	});
});

describe('The scopes', () => {
	it.each(STORED_CASES)('of $name', ({ stored, search, write }) => {
		const { scope } = resolvedFields(credential, stored);
		expect(String(scope).split(' ')).toEqual([
			...ALWAYS,
			...(search ? ['search:confluence'] : []),
			...(write ? ['write:confluence-groups'] : []),
		]);
	});

	it.each(STORED_CASES)('are the same after $name was saved again', ({ stored }) => {
		const [before, after] = [stored, savedAgain(credential, stored)].map((data) =>
			resolvedFields(credential, data),
		);
		expect(after?.scope).toBe(before?.scope);
	});

	it('are asked for though an untouched form stores nothing', () => {
		expect(savedAgain(credential, {})).toEqual({});
	});

	it('include the additional ones, each once, however they are separated', () => {
		const { scope } = resolvedFields(credential, {
			pullActivity: false,
			additionalScopes: ' read:page:confluence,  offline_access\nread:space:confluence ',
		});
		expect(String(scope).split(' ')).toEqual([
			...ALWAYS,
			'read:page:confluence',
			'read:space:confluence',
		]);
	});
});

describe('A custom address', () => {
	const UNSAFE = [
		'',
		'auth.example.com',
		'http://auth.example.com',
		'http://127.0.0.1.example.com',
		'http://localhost:pass@example.com',
		'http://localhost.example.com/',
		'https://user@example.com',
		'https://example.com?next=x',
		'https://example.com#part',
		'javascript:alert(1)',
		'ftp://example.com',
		'https://exa mple.com',
	];

	it.each(UNSAFE)('that is not safe is never used: "%s"', (address) => {
		const fields = {
			environment: 'custom',
			customAuthUrl: address,
			customApiUrl: address,
			clientSecret: 'never-to-be-seen',
		};
		const { authUrl, accessTokenUrl } = resolvedFields(credential, fields);
		expect(authUrl).toBe('https-required:/authorize');
		expect(accessTokenUrl).toBe('https-required:/oauth/token');
		expect(resolvedForTest(credential.test.request.baseURL, fields)).toBe('https-required:');
		expect(() => apiUrlOf(fields)).toThrow('custom API URL');
	});

	it('counts only in the custom environment', () => {
		const { authUrl } = resolvedFields(credential, { ...CUSTOM, environment: 'government' });
		expect(authUrl).toBe('https://auth.atlassian-us-gov-mod.com/authorize');
	});
});

describe('An environment that there is not', () => {
	it.each(['bogus', 'Commercial', '', null, 0])('sends no secret anywhere: %j', (environment) => {
		const fields = { environment, clientSecret: 'never-to-be-seen' } as never;
		const { authUrl, accessTokenUrl, authQueryParameters } = resolvedFields(credential, fields);
		expect(authUrl).toBe('https-required:/authorize');
		expect(accessTokenUrl).toBe('https-required:/oauth/token');
		expect(authQueryParameters).not.toContain('atlassian');
		expect(resolvedForTest(credential.test.request.baseURL, fields)).toBe('https-required:');
		expect(() => apiUrlOf(fields)).toThrow('unknown environment');
	});
});

describe('The form', () => {
	it('shows the switches', () => {
		expect(shownFields(credential, {})).toEqual(
			expect.arrayContaining(['pullActivity', 'reclaimLicense']),
		);
		expect(shownFields(credential, {})).not.toContain('oldListNotice');
	});

	it('shows a notice instead of them while an old list counts', () => {
		const shown = shownFields(credential, { processes: ['pullActivity'] });
		expect(shown).toContain('oldListNotice');
		expect(shown).not.toContain('pullActivity');
		expect(shown).not.toContain('reclaimLicense');
	});
});

describe('The credential type', () => {
	it('leaves the meaning of an expired token to each request', () => {
		const names = credential.properties.map(({ name }) => name);
		expect(names).not.toContain('tokenExpiredStatusCode');
	});

	it.each([
		['grantType', 'authorizationCode'],
		['authentication', 'body'],
	])('fixes %s to %s and hides it', (name, value) => {
		const property = credential.properties.find((candidate) => candidate.name === name);
		expect(property).toMatchObject({ type: 'hidden', default: value });
	});
});
