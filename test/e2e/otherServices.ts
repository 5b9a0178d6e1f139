import { createServer as createProxy } from 'node:http';
import { createServer as createService } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { generate } from 'selfsigned';

/** A request that reached one of the services. */
export interface Asked {
	method: string;
	host: string;
	path: string;
	query: Record<string, string>;
	authorization: string;
	body: string;
}

/** What a service answers; its status is 200. */
export type Answer = (asked: Asked) => unknown;

/** Answers by `METHOD host/path`. */
export type Routes = Readonly<Record<string, Answer>>;

/**
 * Slack, ServiceNow and the like on loopback: a proxy that ends the encrypted connection itself,
 * since n8n's nodes have the addresses of these services built in. Any other host is refused.
 */
export interface OtherServices {
	/** What makes an n8n use it, with the certificate that it has to trust. */
	env(certificateFile: string): NodeJS.ProcessEnv;
	/** In PEM. */
	certificate: string;
	asked: Asked[];
	stop(): Promise<void>;
}

export async function startOtherServices(routes: Routes): Promise<OtherServices> {
	const hosts = new Set(Object.keys(routes).map((route) => hostOf(route)));
	const { private: key, cert } = await certificateFor([...hosts]);
	const asked: Asked[] = [];
	const service = createService({ key, cert }, (request, response) => {
		void serve(request, response, { routes, asked });
	});
	const sockets = new Set<Socket>();
	const proxy = createProxy((_, response) => response.writeHead(403).end());
	proxy.on('connection', (socket) => {
		sockets.add(socket);
		socket.once('close', () => sockets.delete(socket));
	});
	proxy.on('connect', ({ url }, socket) => {
		socket.on('error', () => socket.destroy());
		if (!hosts.has(new URL(`https://${url ?? ''}`).hostname)) {
			socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
			return;
		}
		socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
		service.emit('connection', socket);
	});
	await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
	const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
	return {
		env: (certificateFile) => ({
			HTTP_PROXY: address,
			HTTPS_PROXY: address,
			NO_PROXY: '127.0.0.1,localhost',
			NODE_EXTRA_CA_CERTS: certificateFile,
		}),
		certificate: cert,
		asked,
		stop: async () => {
			for (const socket of sockets) socket.destroy();
			await new Promise<void>((resolve) => proxy.close(() => resolve()));
		},
	};
}

async function certificateFor(hosts: string[]) {
	return await generate([{ name: 'commonName', value: 'Other services of a test' }], {
		keySize: 2048,
		extensions: [
			{ name: 'basicConstraints', cA: true },
			{
				name: 'subjectAltName',
				altNames: hosts.map((value) => ({ type: 2 as const, value })),
			},
		],
	});
}

function hostOf(route: string): string {
	return /^\w+ ([^/]+)/.exec(route)?.[1] ?? '';
}

async function serve(
	request: IncomingMessage,
	response: ServerResponse,
	{ routes, asked }: { routes: Routes; asked: Asked[] },
): Promise<void> {
	const { method = '', headers } = request;
	const { hostname, pathname, searchParams } = new URL(
		`https://${headers.host ?? ''}${request.url ?? '/'}`,
	);
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	const one: Asked = {
		method,
		host: hostname,
		path: decodeURIComponent(pathname),
		query: Object.fromEntries(searchParams),
		authorization: headers.authorization ?? '',
		body: Buffer.concat(chunks).toString('utf8'),
	};
	asked.push(one);
	const route = `${method} ${hostname}${one.path}`;
	const answer = routes[route];
	response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' });
	response.end(JSON.stringify(answer ? answer(one) : { error: `There is no route "${route}".` }));
}
