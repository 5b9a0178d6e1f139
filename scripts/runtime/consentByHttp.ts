import { z } from 'zod';

import type { N8nSession } from './n8nSession';

/**
 * Connects an OAuth2 credential without a browser: asks n8n for the consent page, presses "Accept"
 * on it and follows the way back. n8n takes a token in no other way.
 *
 * @throws Error when n8n or the consent page refuses
 */
export async function connectByHttp(session: N8nSession, credentialId: string): Promise<void> {
	const address = z
		.string()
		.url()
		.parse(await session.ask('GET', `/oauth2-credential/auth?id=${credentialId}`));
	const page = await fetch(address);
	const html = await page.text();
	if (!page.ok) throw new Error(`The consent page answered ${page.status}: ${textOf(html)}`);
	const decided = await fetch(new URL('/authorize', address), {
		method: 'POST',
		redirect: 'manual',
		headers: { 'content-type': 'application/x-www-form-urlencoded' },
		body: acceptedForm(html),
	});
	const back = decided.headers.get('location');
	if (back === null) throw new Error(`The consent page refused: ${textOf(await decided.text())}`);
	const { pathname, search } = new URL(back);
	const answer = await session.send('GET', `${pathname}${search}`);
	if (!answer.ok || /error/i.test(titleOf(answer.text))) {
		throw new Error(`n8n did not take the answer of the consent page: ${textOf(answer.text)}`);
	}
}

/** The fields of the form as the page shows them, with its "Accept" button pressed. */
function acceptedForm(html: string): URLSearchParams {
	const form = new URLSearchParams();
	for (const [tag] of html.matchAll(/<input\b[^>]*>/gi)) {
		const isBox = attribute(tag, 'type') === 'checkbox';
		if (isBox && !/\bchecked\b/i.test(tag)) continue;
		form.append(attribute(tag, 'name'), attribute(tag, 'value'));
	}
	const firstPerson = /<option\b[^>]*>/i.exec(html)?.[0];
	if (firstPerson !== undefined) form.append('accountId', attribute(firstPerson, 'value'));
	form.append('decision', 'accept');
	return form;
}

function attribute(tag: string, name: string): string {
	const value = new RegExp(`\\b${name}="([^"]*)"`, 'i').exec(tag)?.[1] ?? '';
	return value
		.replaceAll('&quot;', '"')
		.replaceAll('&#39;', "'")
		.replaceAll('&lt;', '<')
		.replaceAll('&gt;', '>')
		.replaceAll('&amp;', '&');
}

function titleOf(html: string): string {
	return /<title>([^<]*)<\/title>/i.exec(html)?.[1] ?? '';
}

function textOf(html: string): string {
	const text = html.replace(/<(style|script)\b[\s\S]*?<\/\1>/gi, ' ').replace(/<[^>]+>/g, ' ');
	return text.replace(/\s+/g, ' ').trim().slice(0, 300);
}
