/** How the scripts of this project start programs and show that they are alive. */
import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** A word is said about a program that takes longer than this, and again each time. */
const SIGN_OF_LIFE_MS = 10_000;

/** Of a program that fails quietly, this much of its last output is shown. */
const SHOWN_LINES = 40;

/** The whole path of something in this project. */
export function projectPath(...parts) {
	return join(ROOT, ...parts);
}

/**
 * Does a script's work when the script was started by itself and not imported. An error is shown
 * by its message, and the script ends with 1.
 */
export async function whenStarted(moduleUrl, work) {
	const [, started] = process.argv;
	if (started === undefined || pathToFileURL(realpathSync(started)).href !== moduleUrl) return;
	try {
		await work();
	} catch (error) {
		say(error instanceof Error ? error.message : String(error));
		process.exitCode = 1;
	}
}

/** Seconds since a moment, for people. */
export function elapsed(startedAt) {
	const seconds = (Date.now() - startedAt) / 1_000;
	if (seconds < 60) return `${seconds.toFixed(1)} s`;
	return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

export function say(line) {
	process.stdout.write(`${line}\n`);
}

/** Says that something goes on, whenever ten seconds pass in which nothing else was said. */
export function signOfLife(title) {
	const startedAt = Date.now();
	const timer = setInterval(() => say(`  ${title} ... ${elapsed(startedAt)}`), SIGN_OF_LIFE_MS);
	return { seen: () => timer.refresh(), end: () => clearInterval(timer) };
}

/** A program ended otherwise than well. */
export class ProgramFailed extends Error {
	constructor(title, command, code, output) {
		const end = output.trimEnd().split('\n').slice(-SHOWN_LINES).join('\n');
		super(`${title}: "${command}" ended with ${code}.${end === '' ? '' : `\n${end}`}`);
		this.name = 'ProgramFailed';
		this.output = output;
	}
}

/**
 * Runs a program to its end and answers what it printed. Its output is kept back; when it fails,
 * the end of it is in the error.
 *
 * @param options.show true hands on what the program says about its work (its error output)
 * @throws ProgramFailed when it cannot be started, is ended by a signal or answers another code than 0
 */
export function run(title, program, args, { cwd = ROOT, env = process.env, show = false } = {}) {
	const command = [program, ...args].join(' ').replaceAll(`${ROOT}/`, '');
	return new Promise((resolve, reject) => {
		const life = signOfLife(title);
		const child = spawn(program, args, {
			cwd,
			env,
			stdio: ['ignore', 'pipe', 'pipe'],
			shell: process.platform === 'win32' && !program.endsWith('.exe'),
		});
		let output = '';
		child.stdout.on('data', (chunk) => {
			output += chunk.toString();
		});
		child.stderr.on('data', (chunk) => {
			if (!show) {
				output += chunk.toString();
				return;
			}
			process.stdout.write(chunk);
			life.seen();
		});
		child.once('error', (error) => {
			life.end();
			reject(new ProgramFailed(title, command, error.message, output));
		});
		child.once('close', (code, signal) => {
			life.end();
			if (code === 0) resolve(output);
			else reject(new ProgramFailed(title, command, signal ?? `code ${code}`, output));
		});
	});
}
