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

	it.each<[string, unknown, string]>([
		[
			'errors[]',
			{ errors: [{ title: 'Forbidden', detail: 'Not on the allowlist' }] },
			'Forbidden: Not on the allowlist',
		],
		[
			'a title that is its own detail',
			{ errors: [{ title: 'Forbidden', detail: 'Forbidden' }] },
			'Forbidden',
		],
		['errors[] of texts', { errors: ['One', { detail: 'Two' }, 5, null, {}] }, 'One Two'],
		['errorMessages[]', { errorMessages: ['Not allowed', 'Not allowed', 7] }, 'Not allowed'],
		['all of them', { message: 'A', errors: [{ title: 'B' }], errorMessages: ['C'] }, 'A C B'],
	])('are found in %s', (_, body, words) => {
		const text = JSON.stringify(body);
		expect(quotedWords({ status: 403, headers: {}, text })).toBe(` It said: "${words}".`);
	});

	it('come without secrets and not too long, also from errors[]', () => {
		const detail = `${JWT} ${'word '.repeat(90)}`;
		const text = JSON.stringify({ errors: [{ title: 'Forbidden', detail }] });
		const words = quotedWords({ status: 403, headers: {}, text });
		expect(words).toContain('Forbidden: (hidden) word');
		expect(words.length).toBeLessThan(230);
	});

	it('hide a secret also where the sentence is cut', () => {
		expect(said(`${'word '.repeat(38)}${JWT}`)).not.toContain('eyJ');
	});

	it.each([
		'',
		'   ',
		'<html>',
		'{"message":5}',
		'[]',
		'{"errors":{"title":"no list"}}',
		'{"errors":[],"errorMessages":[""]}',
	])('are left out of %j', (text) => {
		expect(quotedWords({ status: 400, headers: {}, text })).toBe('');
	});
});
