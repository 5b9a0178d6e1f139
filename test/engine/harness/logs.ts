import { AsyncLocalStorage } from 'node:async_hooks';
import { createRequire } from 'node:module';

/** One line that a node wrote: to n8n's log, or to the editor while it ran. */
export interface LogLine {
	level: 'error' | 'warn' | 'info' | 'debug' | 'editor';
	message: string;
	details?: unknown;
}

const currentRun = new AsyncLocalStorage<LogLine[]>();

/** Keeps what is logged apart for each run, also when runs overlap. */
export function collectingLogs<Result>(
	lines: LogLine[],
	work: () => Promise<Result>,
): Promise<Result> {
	return currentRun.run(lines, work);
}

export function logLine(line: LogLine): void {
	currentRun.getStore()?.push(line);
}

function writer(level: LogLine['level']) {
	return (message: string, details?: unknown) => {
		logLine(details === undefined ? { level, message } : { level, message, details });
	};
}

const collectingLogger = {
	error: writer('error'),
	warn: writer('warn'),
	info: writer('info'),
	debug: writer('debug'),
	scoped: () => collectingLogger,
};

/** The part of n8n's container of services that is needed here. */
interface Services {
	Container: { set: (service: unknown, instance: object) => void };
}

// Everything in the engine that logs asks the container for its logger: the engine's own
// container, of which other versions may lie beside it.
const requireFromEngine = createRequire(require.resolve('n8n-core'));
const { Container } = requireFromEngine('@n8n/di') as Services;
const { Logger } = requireFromEngine('@n8n/backend-common') as { Logger: unknown };
Container.set(Logger, collectingLogger);
