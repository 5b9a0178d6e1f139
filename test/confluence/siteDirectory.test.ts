import type { AccessibleSite } from '../../confluence/http/answers';
import { confluenceSites, hostOf, siteNamed, sitesNamed } from '../../confluence/siteDirectory';
import { json, scriptedClient } from './scriptedRuntime';

const site = (name: string, host = name.toLowerCase()): AccessibleSite => ({
	cloudId: `1324a887-45db-1bf4-1e99-${host.padEnd(12, '0')}`,
	name,
	url: `https://${host}.atlassian.net`,
	scopes: ['search:confluence'],
});

const SITES = [site('Harbour'), site('Lakeside')];
const namesFor = (wanted: string, sites = SITES) =>
	sitesNamed(sites, wanted).map(({ name }) => name);

describe('A site', () => {
	it.each([
		'https://harbour.atlassian.net',
		'https://harbour.atlassian.net/',
		'https://harbour.atlassian.net:443/wiki',
		'//harbour.atlassian.net/wiki',
		'harbour.atlassian.net.',
		'harbour.atlassian.net:443',
		' HTTPS://Harbour.Atlassian.NET/wiki/spaces/X?a=b#c ',
		'harbour/wiki',
		'harbour',
		'1324A887-45DB-1BF4-1E99-harbour00000',
	])('is found by %s', (wanted) => {
		expect(namesFor(wanted)).toEqual(['Harbour']);
	});

	it('is found by a name that looks like an address', () => {
		expect(namesFor('Sales: EMEA/APAC', [...SITES, site('Sales: EMEA/APAC', 'sales')])).toEqual(
			['Sales: EMEA/APAC'],
		);
	});

	it.each(['https://', '/', 'harbour.atlassian.net.example.com', 'harbour.example', 'arbour'])(
		'is not found by %s',
		(wanted) => {
			expect(() => namesFor(wanted)).toThrow('covers no Confluence site');
		},
	);

	it('is never guessed where a name fits several', () => {
		const twins = [...SITES, site('Harbour', 'harbour-2')];
		expect(() => siteNamed(twins, 'harbour')).toThrow('matches several sites');
		expect(siteNamed(twins, 'harbour-2.atlassian.net')).toBe(twins[2]);
	});

	it('has a host name without a port', () => {
		expect(hostOf('http://localhost:4010/wiki')).toBe('localhost');
	});
});

describe('The sites of a credential', () => {
	it('that has scopes of other products only are told, with what is missing', async () => {
		const { client } = scriptedClient([
			json([
				{ id: 'a', name: 'Harbour', url: 'https://h.example', scopes: ['read:jira-work'] },
			]),
		]);
		await expect(confluenceSites(client)).rejects.toMatchObject({
			kind: 'scopeMissing',
			message: expect.stringMatching(
				/no Confluence scope.+Harbour \(https:\/\/h\.example\)/,
			) as string,
		});
	});

	it('may be none', async () => {
		expect(await confluenceSites(scriptedClient([json([])]).client)).toEqual([]);
	});
});
