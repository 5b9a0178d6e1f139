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

/** The host of both addresses where nothing else is said. */
const COMMERCIAL = ['https://auth.atlassian.com', 'https://api.atlassian.com'] as const;

/** What was entered, then the addresses of consent and API, and the audience. */
const ENVIRONMENTS: [string, ICredentialDataDecryptedObject, string, string, string][] = [
	['commercial', { environment: 'commercial' }, ...COMMERCIAL, 'api.atlassian.com'],
	['none chosen yet', {}, ...COMMERCIAL, 'api.atlassian.com'],
	[
		'government',
		{ environment: 'government' },
		'https://auth.atlassian-us-gov-mod.com',
		'https://api.atlassian-us-gov-mod.com',
		'api.atlassian-us-gov-mod.com',
	],
	[
		'custom',
		CUSTOM,
		'https://auth.isolated.example',
		'https://api.isolated.example',
		'api.isolated.example',
	],
	[
		'custom with slashes at the end, a path and a port',
		{
			environment: 'custom',
			customAuthUrl: ' https://gate.example:8443/auth// ',
			customApiUrl: 'https://gate.example:8443/api/',
		},
		'https://gate.example:8443/auth',
		'https://gate.example:8443/api',
		'gate.example:8443',
	],
	[
		'custom on this machine',
		{
			environment: 'custom',
			customAuthUrl: 'http://127.0.0.1:4010',
			customApiUrl: 'http://localhost:4010/',
		},
		'http://127.0.0.1:4010',
		'http://localhost:4010',
		'localhost:4010',
	],
];

const ALWAYS = ['offline_access', ...PROCESSES.downloadSubscriptions.scopes];

const SEARCH = 'search:confluence';
const WRITE = 'write:confluence-groups';

/** What a credential holds, and what it then asks for beside what is always on. */
const STORED_CASES: [string, ICredentialDataDecryptedObject, string[]][] = [
	['an untouched form', {}, [SEARCH]],
	['both switches as they start', { pullActivity: true, reclaimLicense: false }, [SEARCH]],
	['activity off', { pullActivity: false }, []],
	['reclaiming on', { reclaimLicense: true }, [SEARCH, WRITE]],
	['both switches changed', { pullActivity: false, reclaimLicense: true }, [WRITE]],
	['a word for reclaiming', { reclaimLicense: 'true' }, [SEARCH]],
	['an empty old list', { processes: [] }, [SEARCH]],
	['an empty old list, reclaiming on', { processes: [], reclaimLicense: true }, [SEARCH, WRITE]],
	['an old list with activity', { processes: ['pullActivity'] }, [SEARCH]],
	['an old list with reclaiming', { processes: ['reclaimLicense'] }, [WRITE]],
	['an old list with both', { processes: ['reclaimLicense', 'pullActivity'] }, [SEARCH, WRITE]],
	[
		'an old list, whatever switches say',
		{ processes: ['pullActivity'], pullActivity: false, reclaimLicense: true },
		[SEARCH],
	],
	['an old list of what there is not', { processes: ['all'], reclaimLicense: true }, []],
];

describe.each(ENVIRONMENTS)('The environment: %s', (_, fields, auth, api, audience) => {
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
	it.each(STORED_CASES)('of %s, also when it is saved again', (_, stored, asked) => {
		for (const data of [stored, savedAgain(credential, stored)]) {
			const { scope } = resolvedFields(credential, data);
			expect(String(scope).split(' ')).toEqual([...ALWAYS, ...asked]);
		}
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

/** None of the addresses is one that a secret could be sent to. */
function sendsNothing(fields: ICredentialDataDecryptedObject): void {
	const resolved = resolvedFields(credential, fields);
	expect(resolved.authUrl).toBe('https-required:/authorize');
	expect(resolved.accessTokenUrl).toBe('https-required:/oauth/token');
	expect(resolved.authQueryParameters).not.toContain('atlassian');
	expect(resolvedForTest(credential.test.request.baseURL, fields)).toBe('https-required:');
}

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
		sendsNothing(fields);
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
		sendsNothing(fields);
		expect(() => apiUrlOf(fields)).toThrow('unknown environment');
	});
});

describe('The form', () => {
	it.each([
		['the switches', {}, true],
		['a notice instead of them while an old list counts', { processes: ['all'] }, false],
	])('shows %s', (_, stored, hasSwitches) => {
		const shown = shownFields(credential, stored);
		expect(shown.includes('pullActivity')).toBe(hasSwitches);
		expect(shown.includes('reclaimLicense')).toBe(hasSwitches);
		expect(shown.includes('oldListNotice')).toBe(!hasSwitches);
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
