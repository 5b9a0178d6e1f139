import type { HttpRequest, HttpResponse } from '../../../confluence/http/transport';
import { readSettings, VARIABLES } from '../../live/settings';
import { MAX_REQUESTS, Wire } from '../../live/wire';

const ANSWER: HttpResponse = { status: 200, headers: {}, text: '{}' };
const GET: HttpRequest = { method: 'GET', url: 'https://api.example.com/', timeoutMs: 1 };

describe('the way out of a live check', () => {
	it.each<HttpRequest>([
		{ ...GET, method: 'POST' },
		{ ...GET, method: 'DELETE' },
		{ ...GET, body: { accountId: 'a' } },
	])('lets only a plain GET through', async (request) => {
		const sent: HttpRequest[] = [];
		const send = new Wire().through(async (one) => {
			sent.push(one);
			return ANSWER;
		});
		await expect(send(request)).rejects.toThrow('only reads');
		expect(sent).toEqual([]);
		await send(GET);
		expect(sent).toEqual([GET]);
	});

	it('counts the requests of all who ask together', async () => {
		const wire = new Wire();
		const [one, other] = [wire.through(async () => ANSWER), wire.through(async () => ANSWER)];
		for (let sent = 0; sent < MAX_REQUESTS; sent++) await (sent % 2 === 0 ? one : other)(GET);
		await expect(one(GET)).rejects.toThrow('used up');
		await expect(other(GET)).rejects.toThrow('used up');
	});
});

describe('what an owner enters', () => {
	const entered = { [VARIABLES.accessToken]: 'secret-token', [VARIABLES.cloudId]: 'cloud-1' };

	it('goes to the commercial cloud unless another address is given', () => {
		expect(readSettings(entered)).toEqual({
			accessToken: 'secret-token',
			cloudId: 'cloud-1',
			apiUrl: 'https://api.atlassian.com',
			organization: null,
		});
	});

	it.each([
		['http://api.example.com', 'https://'],
		['https://me:word@api.example.com', 'host and a path only'],
		['nonsense', 'not an address'],
	])('is refused with the address %s', (apiUrl, words) => {
		const read = () => readSettings({ ...entered, [VARIABLES.apiUrl]: apiUrl });
		expect(read).toThrow(words);
		expect(read).toThrow(VARIABLES.apiUrl);
	});

	it.each([VARIABLES.accessToken, VARIABLES.cloudId])('needs %s', (name) => {
		const read = () => readSettings({ ...entered, [name]: ' ' });
		expect(read).toThrow(`${name} is not set`);
		expect(read).not.toThrow('secret-token');
	});

	it('takes the key of an organization only with its id', () => {
		const withKey = { ...entered, [VARIABLES.organizationKey]: 'secret-key' };
		expect(() => readSettings(withKey)).toThrow('or neither');
		expect(
			readSettings({ ...withKey, [VARIABLES.organizationId]: 'org-1' }).organization,
		).toEqual({ id: 'org-1', apiKey: 'secret-key' });
	});
});
