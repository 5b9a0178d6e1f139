import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { apiUrlOf } from '../../confluence/environments';
import { PROCESSES } from '../../confluence/scopes';
import { ConfluenceLicensesOAuth2Api } from '../../credentials/ConfluenceLicensesOAuth2Api.credentials';
import { resolvedFields, resolvedForTest } from './credentialType';

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

const PROCESS_CASES: { processes: string[]; scopes: string[] }[] = [
	{ processes: [], scopes: ALWAYS },
	{ processes: ['pullActivity'], scopes: [...ALWAYS, 'search:confluence'] },
	{ processes: ['reclaimLicense'], scopes: [...ALWAYS, 'write:confluence-groups'] },
	{
		processes: ['reclaimLicense', 'pullActivity'],
		scopes: [...ALWAYS, 'search:confluence', 'write:confluence-groups'],
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

	it.each(PROCESS_CASES)('asks for the scopes of $processes', ({ processes, scopes }) => {
		const { scope } = resolvedFields(credential, { ...fields, processes });
		expect(String(scope).split(' ')).toEqual(scopes);
	});
});

describe('The scopes', () => {
	it('follow the default processes when nobody chose any', () => {
		const { scope } = resolvedFields(credential, {});
		expect(scope).toBe(
			'offline_access read:confluence-groups read:confluence-user search:confluence',
		);
	});

	it('include the additional ones, each once, however they are separated', () => {
		const { scope } = resolvedFields(credential, {
			processes: [],
			additionalScopes: ' read:page:confluence,  offline_access\nread:space:confluence ',
		});
		expect(String(scope).split(' ')).toEqual([
			...ALWAYS,
			'read:page:confluence',
			'read:space:confluence',
		]);
	});

	it('never include one that changes groups unless reclaiming is ticked', () => {
		const { scope } = resolvedFields(credential, { processes: ['pullActivity'] });
		expect(scope).not.toContain('write:');
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
