import { quotedWords, withoutSecrets } from '../../../confluence/http/serverWords';

const said = (message: string) =>
	quotedWords({ status: 400, headers: {}, text: JSON.stringify({ message }) });

const JWT = `eyJhbGciOiJSUzI1NiJ9.${'eyJzdWIiOiI1NTcwNTgifQ'.repeat(12)}.c2lnbmF0dXJl-_x`;

describe("a server's own words", () => {
	it.each([
		['an access token', 'Bearer abc is bad', '(hidden) is bad'],
		['a quoted header', '{"Authorization":"bearer abc"}', '{"Authorization":"(hidden)"}'],
		['a JWT', `Token ${JWT} expired`, 'Token (hidden) expired'],
		['an API key', 'key ATCTT3xFfGN0AbCd_efGh-12345=ABCDEF01!', 'key (hidden)!'],
		['a base64 secret', 'secret=Zm9vYmFyYmF6/cXV4cXV1eDEy+Zw==.', '(hidden)'],
		['a long hexadecimal secret', `key ${'0f'.repeat(20)}`, 'key (hidden)'],
	])('are repeated without %s', (_, message, shown) => {
		expect(withoutSecrets(message)).toBe(shown);
	});

	it.each([
		'There is no group 70e3b664-03ac-4d5e-a12d-daa239b9977e',
		'There is no user 712020:70e3b664-03ac-4d5e-a12d-daa239b9977e',
		'There is no user 5b10ac8d82e05b22cc7d4ef5',
		'com.atlassian.confluence.api.service.exceptions.PermissionException: not permitted',
		'No GET /wiki/rest/api/group/userByGroupId',
		'Group confluence-users-harbour-2024 is read-only',
		'Unauthorized; scope does not match',
	])('keep what a person needs: %s', (message) => {
		expect(said(message)).toBe(` It said: "${message}".`);
	});

	it('hide a secret also where the sentence is cut', () => {
		expect(said(`${'word '.repeat(38)}${JWT}`)).not.toContain('eyJ');
	});

	it.each(['', '   ', '<html>', '{"message":5}', '[]'])('are left out of %j', (text) => {
		expect(quotedWords({ status: 400, headers: {}, text })).toBe('');
	});
});
