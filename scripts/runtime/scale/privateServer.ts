import { join } from 'node:path';

import { endAll, startOrEnd, type End } from '../ends';
import { freePorts } from '../freePorts';
import { startReady } from '../readyProgram';
import { makeServerPlace, type ServerPlace } from './serverPlace';

/** A server that lives as long as this run and listens on a free port of loopback. */
export interface PrivateServer {
	port: number;
	/** Ends it and removes what it has. */
	stop: () => Promise<void>;
}

export interface ServerStart {
	title: string;
	/** Name of its program, found in the path. */
	program: string;
	/** Done before the server starts. */
	prepare?: (place: ServerPlace) => void;
	args: (folder: string, port: number) => string[];
	/** Whether it serves already. */
	answers: (port: number) => Promise<boolean>;
	logFolder: string;
}

const STARTS_WITHIN_MS = 60_000;

/** Starts a server of our own and waits until it answers. */
export async function startPrivateServer(start: ServerStart): Promise<PrivateServer> {
	const { title, program, prepare, args, answers, logFolder } = start;
	const place = makeServerPlace(`clm-${program}`);
	const ends: End[] = [async () => place.remove()];
	return await startOrEnd(ends, async () => {
		prepare?.(place);
		const [port = 0] = await freePorts(1);
		const server = {
			name: title,
			program,
			args: args(place.folder, port),
			cwd: place.folder,
			env: process.env,
			account: place.account,
			logFile: join(logFolder, `${program}.log`),
		};
		const isReady = () => answers(port);
		const running = await startReady(server, { withinMs: STARTS_WITHIN_MS, isReady });
		ends.push(() => running.stop());
		return { port, stop: () => endAll(ends) };
	});
}
