import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** A program that runs beside this one and writes what it says to a file. */
export interface RunningProgram {
	readonly name: string;
	readonly logFile: string;
	readonly pid: number;
	/** Undefined while it runs, then how it ended. */
	ended(): string | undefined;
	/** Asks it to end; ends it by force when it does not within ten seconds. */
	stop(): Promise<void>;
	/** Ends it at once, as a power cut would. */
	kill(): Promise<void>;
}

const GRACE_MS = 10_000;

/** Programs that were started and not stopped yet; a run that ends takes them along. */
const running = new Set<RunningProgram>();

process.once('exit', () => {
	for (const program of running) void program.kill();
});

let isInterrupted = false;

/**
 * Ends all programs, the one started last first, and starts no more from then on: whatever waits
 * for one of them fails, and takes away by itself what it had begun.
 */
export async function endPrograms(): Promise<void> {
	isInterrupted = true;
	for (const program of [...running].reverse()) await program.stop();
}

export interface Start {
	name: string;
	program: string;
	args: readonly string[];
	env: NodeJS.ProcessEnv;
	logFile: string;
	cwd?: string;
	/** Another account to run as; only root may choose one. */
	account?: { uid: number; gid: number };
}

/**
 * Starts a program in a session of its own, so that Ctrl+C reaches it through us alone.
 *
 * @throws Error when all programs were ended
 */
export function startProgram(start: Start): RunningProgram {
	const { name, program, args, env, logFile, cwd, account } = start;
	if (isInterrupted) throw new Error(`${name} was not started, because the run is ending.`);
	mkdirSync(dirname(logFile), { recursive: true });
	const log = createWriteStream(logFile, { flags: 'a' });
	const child = spawn(program, args, {
		cwd,
		env,
		stdio: ['ignore', 'pipe', 'pipe'],
		detached: process.platform !== 'win32',
		...account,
	});
	let end: string | undefined;
	child.stdout.pipe(log, { end: false });
	child.stderr.pipe(log, { end: false });
	const closed = new Promise<void>((resolve) => {
		child.once('error', (error) => finish(`could not be started: ${error.message}`));
		child.once('close', (code, signal) => finish(`ended with ${signal ?? `code ${code}`}`));
		function finish(how: string): void {
			end ??= how;
			running.delete(started);
			log.end();
			resolve();
		}
	});
	const endWith = async (signal: NodeJS.Signals) => {
		if (end === undefined) child.kill(signal);
		const timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
		await closed;
		clearTimeout(timer);
	};
	const started: RunningProgram = {
		name,
		logFile,
		pid: child.pid ?? -1,
		ended: () => end,
		stop: () => endWith('SIGTERM'),
		kill: () => endWith('SIGKILL'),
	};
	running.add(started);
	return started;
}

/** An error about a program, with the end of what it said. */
export function programError(program: RunningProgram, what: string): Error {
	const said = readFileSync(program.logFile, 'utf8').trimEnd().split('\n').slice(-20).join('\n');
	return new Error(`${program.name} ${what}. Its log (${program.logFile}) ends with:\n${said}`);
}
