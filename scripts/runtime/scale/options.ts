import { parseArgs } from 'node:util';

import { wholeNumber } from '../wholeNumber';

export interface ScaleRunOptions {
	/** End when everything has run, instead of waiting for Ctrl+C. */
	once: boolean;
	/** Of each profile. */
	seats: number;
	/** Milliseconds before each answer of the simulator. */
	latency: number;
	/** Runs at a time in each worker. */
	concurrency: number;
	port?: number;
}

/** @throws Error when an option is unknown or no number */
export function readScaleOptions(args: readonly string[]): ScaleRunOptions {
	const { values } = parseArgs({
		args: [...args],
		options: {
			once: { type: 'boolean', default: false },
			seats: { type: 'string', default: '200' },
			latency: { type: 'string', default: '50' },
			concurrency: { type: 'string', default: '2' },
			port: { type: 'string' },
		},
	});
	return {
		once: values.once,
		seats: wholeNumber('seats', values.seats),
		latency: wholeNumber('latency', values.latency),
		concurrency: wholeNumber('concurrency', values.concurrency),
		port: values.port === undefined ? undefined : wholeNumber('port', values.port),
	};
}
