import { parseArgs } from 'node:util';

import { wholeNumber } from '../wholeNumber';

export interface DemoOptions {
	/** End when everything has run, instead of waiting for Ctrl+C. */
	once: boolean;
	seats: number;
	seed: number;
	port?: number;
}

/** @throws Error when an option is unknown or no number */
export function readDemoOptions(args: readonly string[]): DemoOptions {
	const { values } = parseArgs({
		args: [...args],
		options: {
			once: { type: 'boolean', default: false },
			seats: { type: 'string', default: '500' },
			seed: { type: 'string', default: '7' },
			port: { type: 'string' },
		},
	});
	return {
		once: values.once,
		seats: wholeNumber('seats', values.seats),
		seed: wholeNumber('seed', values.seed),
		port: values.port === undefined ? undefined : wholeNumber('port', values.port),
	};
}
