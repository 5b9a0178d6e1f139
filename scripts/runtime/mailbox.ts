import { createServer, type Socket } from 'node:net';

/** A letter as it arrived. */
export interface Letter {
	to: string[];
	subject: string;
	text: string;
}

/** A mail server on loopback that keeps what it is given and passes nothing on. */
export interface Mailbox {
	port: number;
	letters: Letter[];
	/** Letters to an address that contains one of these texts are refused. */
	refused: string[];
	/** Done before a letter is taken; the sender waits for it. */
	hold: ((letter: Letter) => Promise<void>) | null;
	close(): Promise<void>;
}

/** Starts a mailbox that speaks as much SMTP as a program needs to hand in a letter. */
export async function startMailbox(port = 0): Promise<Mailbox> {
	const letters: Letter[] = [];
	const refused: string[] = [];
	const sockets = new Set<Socket>();
	const box: Pick<Mailbox, 'letters' | 'refused' | 'hold'> = { letters, refused, hold: null };
	const server = createServer((socket) => {
		sockets.add(socket);
		socket.once('close', () => sockets.delete(socket));
		socket.on('error', () => socket.destroy());
		serve(socket, box);
	});
	await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('No port was given.');
	const close = () =>
		new Promise<void>((resolve) => {
			for (const socket of sockets) socket.destroy();
			server.close(() => resolve());
		});
	return Object.assign(box, { port: address.port, close });
}

/** What a person would enter as n8n's SMTP credential. */
export function mailboxCredential({ port }: { port: number }): Record<string, unknown> {
	return {
		user: '',
		password: '',
		host: '127.0.0.1',
		port,
		secure: false,
		disableStartTls: true,
	};
}

function serve(socket: Socket, box: Pick<Mailbox, 'letters' | 'refused' | 'hold'>): void {
	let waiting = '';
	let body: string[] | null = null;
	let to: string[] = [];
	const say = (line: string) => socket.write(`${line}\r\n`);
	say('220 mailbox ready');
	socket.setEncoding('utf8');
	socket.on('data', (chunk: string) => {
		waiting += chunk;
		for (let end = waiting.indexOf('\r\n'); end >= 0; end = waiting.indexOf('\r\n')) {
			const line = waiting.slice(0, end);
			waiting = waiting.slice(end + 2);
			if (body !== null) take(line);
			else command(line);
		}
	});

	function take(line: string): void {
		if (line !== '.') {
			body?.push(line.startsWith('..') ? line.slice(1) : line);
			return;
		}
		const letter = readLetter(to, body?.join('\r\n') ?? '');
		body = null;
		to = [];
		void keep(letter);
	}

	async function keep(letter: Letter): Promise<void> {
		await box.hold?.(letter);
		box.letters.push(letter);
		say('250 kept');
	}

	function command(line: string): void {
		const word = line.slice(0, 4).toUpperCase();
		if (word === 'EHLO' || word === 'HELO') say('250 mailbox');
		else if (word === 'RCPT') addRecipient(/<([^>]*)>/.exec(line)?.[1] ?? '');
		else if (word === 'DATA') {
			body = [];
			say('354 go on');
		} else if (word === 'QUIT') {
			say('221 bye');
			socket.end();
		} else say('250 ok');
	}

	function addRecipient(address: string): void {
		if (box.refused.some((part) => address.includes(part))) {
			say('550 no such person');
			return;
		}
		to.push(address);
		say('250 ok');
	}
}

function readLetter(to: string[], raw: string): Letter {
	const at = raw.indexOf('\r\n\r\n');
	const head = raw.slice(0, at).replace(/\r\n[ \t]+/g, ' ');
	const header = (name: string) =>
		new RegExp(`^${name}:\\s*(.*)$`, 'im').exec(head)?.[1]?.trim() ?? '';
	const encoding = header('Content-Transfer-Encoding').toLowerCase();
	const content = raw.slice(at + 4);
	return { to, subject: decodeWords(header('Subject')), text: decodeBody(content, encoding) };
}

function decodeBody(content: string, encoding: string): string {
	if (encoding === 'base64') return Buffer.from(content, 'base64').toString('utf8');
	if (encoding === 'quoted-printable') return quotedPrintable(content);
	return content;
}

function quotedPrintable(text: string): string {
	const bytes = text
		.replace(/=\r\n/g, '')
		.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
	return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** Decodes `=?utf-8?Q?…?=` and `=?utf-8?B?…?=` in a header. */
function decodeWords(text: string): string {
	return text
		.replace(/\?=\s+=\?/g, '?==?')
		.replace(/=\?[^?]+\?([QB])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
			kind.toUpperCase() === 'B'
				? Buffer.from(word, 'base64').toString('utf8')
				: quotedPrintable(word.replaceAll('_', ' ')),
		);
}
