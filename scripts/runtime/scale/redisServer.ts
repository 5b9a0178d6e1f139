import { connect } from 'node:net';

import { startPrivateServer, type PrivateServer } from './privateServer';

const HOST = '127.0.0.1';
const ANSWERS_WITHIN_MS = 2_000;

/** Starts a Redis of our own that keeps nothing. */
export async function startRedis(logFolder: string): Promise<PrivateServer & { host: string }> {
	const server = await startPrivateServer({
		title: 'Redis',
		program: 'redis-server',
		logFolder,
		args: (folder, port) => [
			...['--bind', HOST, '--port', String(port), '--dir', folder],
			...['--save', '', '--appendonly', 'no'],
		],
		answers: answersPing,
	});
	return { host: HOST, ...server };
}

async function answersPing(port: number): Promise<boolean> {
	return await new Promise((resolve) => {
		const socket = connect(port, HOST, () => socket.write('PING\r\n'));
		const settle = (answered: boolean) => {
			socket.destroy();
			resolve(answered);
		};
		socket.setTimeout(ANSWERS_WITHIN_MS, () => settle(false));
		socket.once('error', () => settle(false));
		socket.once('data', (answer) => settle(answer.toString().startsWith('+PONG')));
	});
}
