import { parseArgs } from 'node:util';

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

function wholeNumber(name: string, text: string): number {
	const number = Number(text);
	if (text !== '' && Number.isInteger(number) && number >= 0) return number;
	throw new Error(`--${name} must be a whole number, but it is "${text}".`);
}
