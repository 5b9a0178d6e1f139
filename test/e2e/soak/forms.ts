import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';

import { askOnce } from '../../../scripts/runtime/freshConnection';

const LOOK_EVERY_MS = 100;
const LOOKS = 300;

const submitted = z.object({ formWaitingUrl: z.string().url() });

/** What a page of n8n says when its form was sent. */
export interface Page {
	title: string;
	/** Everything that it says, without its looks. */
	text: string;
}

/**
 * Fills in a form of n8n and sends it as the browser does: opens it, posts the fields, waits until
 * the run has come to its last page, and reads that.
 *
 * @param fields by their names in n8n, such as `field-0`; hidden ones come from the address
 * @throws Error when n8n refuses, fails, or ends meanwhile
 */
export async function sendForm(
	address: string,
	fields: Readonly<Record<string, string>>,
	login?: { user: string; password: string },
): Promise<Page> {
	const headers: Record<string, string> =
		login === undefined
			? {}
			: { authorization: `Basic ${btoa(`${login.user}:${login.password}`)}` };
	const opened = await askOnce(address, { method: 'GET', headers });
	if (!opened.ok) throw new Error(`The form answered ${opened.status}.`);
	const form = new FormData();
	for (const [name, value] of Object.entries({ ...hiddenFields(opened.text), ...fields })) {
		form.append(name, value);
	}
	const request = new Request(address, { method: 'POST', body: form });
	const sent = await askOnce(address, {
		method: 'POST',
		headers: { ...headers, 'content-type': request.headers.get('content-type') ?? '' },
		body: await request.text(),
	});
	if (!sent.ok) throw new Error(`The form was refused: ${sent.status} ${sent.text}`);
	return await lastPage(new URL(submitted.parse(JSON.parse(sent.text)).formWaitingUrl));
}

/** How the browser sends a choice among radio buttons. */
export function chosen(option: string): string {
	return JSON.stringify([option]);
}

/** The page at the end of the run that a form has started. */
async function lastPage(waiting: URL): Promise<Page> {
	const status = new URL(waiting);
	status.pathname += '/n8n-execution-status';
	for (let look = 0; look < LOOKS; look++) {
		const { text } = await askOnce(status.href, { method: 'GET', headers: {} });
		if (text.trim() === 'form-waiting') {
			const page = await askOnce(waiting.href, { method: 'GET', headers: {} });
			return { title: titleOf(page.text), text: textOf(page.text) };
		}
		if (['error', 'crashed', 'canceled'].includes(text.trim())) {
			throw new Error(`The run behind the form ended with "${text.trim()}".`);
		}
		await delay(LOOK_EVERY_MS);
	}
	throw new Error('The run behind the form came to no page.');
}

function hiddenFields(html: string): Record<string, string> {
	const found: Record<string, string> = {};
	for (const [tag] of html.matchAll(/<input\b[^>]*>/gi)) {
		const attribute = (name: string) => new RegExp(`\\b${name}="([^"]*)"`, 'i').exec(tag)?.[1];
		const name = attribute('name');
		if (attribute('type') !== 'hidden' || name === undefined) continue;
		if (name.startsWith('field-')) found[name] = unescaped(attribute('value') ?? '');
	}
	return found;
}

function titleOf(html: string): string {
	const heading = /<h1[^>]*>([\s\S]*?)<\/h1>/i.exec(html)?.[1];
	return unescaped(heading ?? /<title>([^<]*)<\/title>/i.exec(html)?.[1] ?? '').trim();
}

function textOf(html: string): string {
	const text = html.replace(/<(style|script|head)\b[\s\S]*?<\/\1>/gi, ' ');
	return unescaped(text.replace(/<[^>]+>/g, ' '))
		.replace(/\s+/g, ' ')
		.trim();
}

function unescaped(text: string): string {
	return text
		.replaceAll('&quot;', '"')
		.replaceAll('&#39;', "'")
		.replaceAll('&#x27;', "'")
		.replaceAll('&#x3D;', '=')
		.replaceAll('&lt;', '<')
		.replaceAll('&gt;', '>')
		.replaceAll('&amp;', '&');
}
