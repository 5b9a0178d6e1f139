import { createServer } from 'node:net';

/** Free ports on loopback, all different: each is held until the last one is found. */
export async function freePorts(count: number): Promise<number[]> {
	const held = await Promise.all(Array.from({ length: count }, holdPort));
	await Promise.all(held.map(({ release }) => release()));
	return held.map(({ port }) => port);
}

async function holdPort(): Promise<{ port: number; release: () => Promise<void> }> {
	const server = createServer();
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(0, '127.0.0.1', resolve);
	});
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('No port was given.');
	const release = () => new Promise<void>((resolve) => server.close(() => resolve()));
	return { port: address.port, release };
}
