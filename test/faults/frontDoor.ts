import { createServer, request as send, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A door in front of a simulator that can be shut: while it is, connections are refused, which no
 * answer of a server can play.
 */
export interface FrontDoor {
	url: string;
	/** Shuts after so many API calls went through; 0: at once. */
	shutAfter(calls: number): Promise<void>;
	open(): Promise<void>;
	/** Calls that went through. */
	calls(): number;
	stop(): Promise<void>;
}

export async function frontDoor(target: string): Promise<FrontDoor> {
	let calls = 0;
	let limit = Infinity;
	let server: Server | null = null;
	let port = 0;

	const shut = async (): Promise<void> => {
		const open = server;
		server = null;
		if (open === null) return;
		open.close();
		open.closeIdleConnections();
		await new Promise((resolve) => setImmediate(resolve));
	};
	const open = async (): Promise<void> => {
		if (server !== null) return;
		const opened = createServer((incoming, outgoing) => {
			calls++;
			const upstream = send(
				`${target}${incoming.url ?? ''}`,
				{ method: incoming.method, headers: { ...incoming.headers, connection: 'close' } },
				(answer) => {
					const chunks: Buffer[] = [];
					answer.on('data', (chunk: Buffer) => chunks.push(chunk));
					answer.on('end', () => {
						void (calls >= limit ? shut() : Promise.resolve()).then(() => {
							const headers = { ...answer.headers, connection: 'close' };
							outgoing.writeHead(answer.statusCode ?? 500, headers);
							outgoing.end(Buffer.concat(chunks));
						});
					});
				},
			);
			incoming.pipe(upstream);
		});
		await new Promise<void>((resolve) => opened.listen(port, '127.0.0.1', resolve));
		({ port } = opened.address() as AddressInfo);
		server = opened;
	};

	await open();
	return {
		url: `http://127.0.0.1:${port}`,
		shutAfter: async (most) => {
			limit = most;
			if (most === 0) await shut();
		},
		open: async () => {
			limit = Infinity;
			await open();
		},
		calls: () => calls,
		stop: shut,
	};
}
