import { z } from 'zod';

import { askOnce } from './freshConnection';
import type { N8nSession } from './n8nSession';
import { waitFor } from './waitFor';

const LAST_PAGE_WITHIN_MS = 60_000;

const submitted = z.object({ formWaitingUrl: z.string().url() });

/** What a page of n8n says when its form was sent. */
export interface Page {
	title: string;
	/** Everything that it says, without its looks. */
	text: string;
	/** The execution behind the form. */
	executionId: string;
}

export interface FormOptions {
	login?: { user: string; password: string };
	/** How long the run may take until its last page. */
	forMs?: number;
}

const listening = z.object({ waitingForWebhook: z.literal(true) });

/**
 * Presses "Execute workflow" in the editor for a workflow that begins with a form, and sends that form:
 * see sendForm.
 *
 * @param path of the form
 */
export async function sendTestForm(
	session: N8nSession,
	{ id, trigger, path }: { id: string; trigger: string; path: string },
	fields: Readonly<Record<string, string>>,
	options: FormOptions = {},
): Promise<Page> {
	const answer = await session.ask('POST', `/workflows/${id}/run`, {
		triggerToStartFrom: { name: trigger },
	});
	listening.parse(answer);
	return await sendForm(`${session.url}/form-test/${path}`, fields, options);
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
	{ login, forMs = LAST_PAGE_WITHIN_MS }: FormOptions = {},
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
	return await lastPage(new URL(submitted.parse(JSON.parse(sent.text)).formWaitingUrl), forMs);
}

/** How the browser sends a choice among radio buttons. */
export function chosen(option: string): string {
	return JSON.stringify([option]);
}

/** The page at the end of the run that a form has started; shown, it ends the run. */
async function lastPage(waiting: URL, forMs: number): Promise<Page> {
	const status = new URL(waiting);
	status.pathname += '/n8n-execution-status';
	await waitFor('the last page of a form', { forMs }, async () => {
		const { text } = await askOnce(status.href, { method: 'GET', headers: {} });
		if (['error', 'crashed', 'canceled'].includes(text.trim())) {
			throw new Error(`The run behind the form ended with "${text.trim()}".`);
		}
		return text.trim() === 'form-waiting' || undefined;
	});
	const page = await askOnce(waiting.href, { method: 'GET', headers: {} });
	await askOnce(waiting.href, { method: 'POST', headers: {} });
	const executionId = waiting.pathname.split('/').at(-1) ?? '';
	return { title: titleOf(page.text), text: textOf(page.text), executionId };
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
