import { constants } from 'node:os';

import { endPrograms } from './childProcess';
import { endAll, type End } from './ends';
import { say } from './saying';

/**
 * Does all that is to be shown, and adds how to end what it has started.
 *
 * @returns what to say while everything stays up, or undefined when nothing is to stay
 */
export type Play = (ends: End[]) => Promise<string | undefined>;

/**
 * Plays, stays up until Ctrl+C where the play wants it, ends all that was started, and then this
 * process: with 0 when everything was played, with 1 when it failed, and with the code by which
 * shells tell a signal (130 for Ctrl+C) when it was interrupted before.
 *
 * @param title names it, as in "The demo failed"
 */
export async function playUntilStopped(title: string, play: Play): Promise<never> {
	const signalled = new Promise<NodeJS.Signals>((resolve) => {
		process.on('SIGINT', resolve);
		process.on('SIGTERM', resolve);
	});
	try {
		process.exit(await codeOf(play, signalled));
	} catch (error) {
		console.error(
			`\n${title} failed: ${error instanceof Error ? error.message : String(error)}`,
		);
		process.exit(1);
	}
}

async function codeOf(play: Play, signalled: Promise<NodeJS.Signals>): Promise<number> {
	const ends: End[] = [];
	const played = play(ends);
	try {
		const first = await Promise.race([
			played.then((whileUp) => ({ whileUp })),
			signalled.then((signal) => ({ signal })),
		]);
		if ('signal' in first) {
			say('Interrupted');
			await endPrograms();
			await Promise.allSettled([played]);
			return 128 + constants.signals[first.signal];
		}
		if (first.whileUp !== undefined) {
			console.log(first.whileUp);
			await signalled;
		}
		return 0;
	} finally {
		say('Stopping');
		await endAll(ends);
	}
}
