import { programError, startProgram, type RunningProgram, type Start } from './childProcess';
import { startOrEnd } from './ends';
import { waitFor } from './waitFor';

export interface Readiness {
	/** How long it may take, in milliseconds. */
	withinMs: number;
	isReady: () => Promise<boolean>;
}

/**
 * Starts a program and waits until it can be used; one that cannot be in time is ended.
 *
 * @throws Error with the end of its log when it ends before
 */
export async function startReady(
	start: Start,
	{ withinMs, isReady }: Readiness,
): Promise<RunningProgram> {
	const program = startProgram(start);
	return await startOrEnd([() => program.stop()], () =>
		waitFor(`${start.name} to start`, { forMs: withinMs }, async () => {
			const ended = program.ended();
			if (ended !== undefined) throw programError(program, ended);
			return (await isReady()) ? program : undefined;
		}),
	);
}
