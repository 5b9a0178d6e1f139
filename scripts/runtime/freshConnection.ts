import { request, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';

export interface PlainAnswer {
	status: number;
	ok: boolean;
	headers: IncomingHttpHeaders;
	text: string;
}

/**
 * One HTTP request on a connection of its own. A busy program may close a kept connection just
 * when it is used again, and then nobody knows whether a request was carried out.
 */
export async function askOnce(
	url: string,
	{ method, headers, body }: { method: string; headers: OutgoingHttpHeaders; body?: string },
): Promise<PlainAnswer> {
	return await new Promise((resolve, reject) => {
		const asked = request(url, { method, headers, agent: false }, (answer) => {
			const chunks: Buffer[] = [];
			answer.on('data', (chunk: Buffer) => chunks.push(chunk));
			answer.once('error', reject);
			answer.once('end', () => {
				const status = answer.statusCode ?? 0;
				const text = Buffer.concat(chunks).toString('utf8');
				resolve({
					status,
					ok: status >= 200 && status < 300,
					headers: answer.headers,
					text,
				});
			});
		});
		asked.once('error', reject);
		asked.end(body);
	});
}
