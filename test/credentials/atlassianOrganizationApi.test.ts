import { AtlassianOrganizationApi } from '../../credentials/AtlassianOrganizationApi.credentials';
import { resolvedFields, resolvedForTest } from './credentialType';

const credential = new AtlassianOrganizationApi();

describe('The organization credential', () => {
	it.each([
		[{ environment: 'commercial' }, 'https://api.atlassian.com'],
		[{ environment: 'government' }, 'https://api.atlassian-us-gov-mod.com'],
		[
			{ environment: 'custom', customApiUrl: 'https://api.isolated.example/' },
			'https://api.isolated.example',
		],
		[{ environment: 'custom', customApiUrl: 'http://api.example.com' }, 'https-required:'],
	])('is tested in its own environment: %j', (fields, address) => {
		expect(resolvedForTest(credential.test.request.baseURL, fields)).toBe(address);
	});

	it('puts the key into the header of a request, and nowhere else', () => {
		const { headers, ...elsewhere } = credential.authenticate.properties;
		expect(elsewhere).toEqual({});
		expect(headers).toEqual({ Authorization: '=Bearer {{$credentials.apiKey}}' });
		expect(resolvedForTest('=Bearer {{$credentials.apiKey}}', { apiKey: 'k-1' })).toBe(
			'Bearer k-1',
		);
	});

	it('encodes the organization in the address', () => {
		expect(resolvedForTest(credential.test.request.url, { organizationId: 'a/../b' })).toBe(
			'/admin/v1/orgs/a%2F..%2Fb',
		);
	});

	it('hides the key while it is typed', () => {
		const key = credential.properties.find(({ name }) => name === 'apiKey');
		expect(key?.typeOptions).toEqual({ password: true });
	});

	it('starts in the commercial environment', () => {
		expect(resolvedFields(credential, { organizationId: 'o' })).toMatchObject({
			environment: 'commercial',
			organizationId: 'o',
		});
	});
});
