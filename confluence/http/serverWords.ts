import type { HttpResponse } from './transport';

/** How much of a server's own words an error repeats. */
const QUOTED_LENGTH = 200;

/** What stands in place of a word that may be a secret. */
const HIDDEN = '(hidden)';

/** What an answer that repeats the header `Authorization` says. */
const AUTHORIZATION = /\bbearer\s+[^\s"',;]+/gi;

/** Tokens and keys are at least this long; what they are made of, JWTs included. */
const LONG_WORD = /[\w.~+/=-]{24,}/g;

/** Ids that people need to find what is meant: of groups, sites and accounts (M). */
const ID = /^(?:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|[\da-f]{24})$/i;

/** Names and addresses: their pieces are letters or short numbers, never both in one piece. */
const PLAIN_WORD = /^(?!.*[A-Z]{2})(?:[A-Za-z]+|\d{1,4}|)(?:[_-](?:[A-Za-z]+|\d{1,4}|))*$/;

/**
 * The server's own sentence, for the end of an error, where its answer is JSON that has one; ''
 * otherwise. A server may repeat what it was sent, so nothing that looks like a token comes along.
 */
export function quotedWords({ text }: HttpResponse): string {
	const message = messageIn(text)?.replace(/\s+/g, ' ').trim();
	return message === undefined || message === ''
		? ''
		: ` It said: "${withoutSecrets(message).slice(0, QUOTED_LENGTH)}".`;
}

/** The text with every word hidden that looks like a token or a key. */
export function withoutSecrets(text: string): string {
	return text
		.replace(AUTHORIZATION, HIDDEN)
		.replace(LONG_WORD, (word) => (isReadable(word) ? word : HIDDEN));
}

function isReadable(word: string): boolean {
	return word.split(/[./]/).every((part) => ID.test(part) || PLAIN_WORD.test(part));
}

/** `message`, and what the organization API says in `errors[]` or `errorMessages[]` (D, M). */
function messageIn(text: string): string | undefined {
	let body: unknown;
	try {
		body = JSON.parse(text);
	} catch {
		return undefined;
	}
	if (typeof body !== 'object' || body === null) return undefined;
	const { message, errors, errorMessages }: Said = body;
	const sentences = [message, ...listOf(errorMessages), ...listOf(errors).map(sentenceIn)]
		.filter((sentence) => typeof sentence === 'string')
		.map((sentence) => sentence.trim())
		.filter((sentence) => sentence !== '');
	return [...new Set(sentences)].join(' ');
}

/** What may hold a server's words; each of any type. */
interface Said {
	message?: unknown;
	errors?: unknown;
	errorMessages?: unknown;
	title?: unknown;
	detail?: unknown;
}

function listOf(value: unknown): readonly unknown[] {
	return Array.isArray(value) ? value : [];
}

/** The title of one of `errors[]` with its detail. */
function sentenceIn(error: unknown): unknown {
	if (typeof error !== 'object' || error === null) return error;
	const { title, detail, message }: Said = error;
	const parts = [title, detail ?? message].filter(
		(part) => typeof part === 'string' && part.trim() !== '',
	);
	return [...new Set(parts)].join(': ');
}
