import { existsSync } from 'node:fs';

import { canInstallPackages, installPackages, programInPath } from './setupDebian.mjs';

/** The first is Debian's browser without its window: it starts and draws in half the time. */
const NAMES = [
	'chromium-headless-shell',
	'chromium',
	'chromium-browser',
	'google-chrome',
	'google-chrome-stable',
	'chrome',
];

/** Where it is found although it is in no path. */
const KNOWN_PLACES = [
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * A Chromium for the tests that click and look. `CHROMIUM_PATH` names another one.
 *
 * @returns the path of its program
 * @throws Error when there is none and it cannot be installed from here
 */
export async function ensureChromium() {
	const found = chromiumPath();
	if (found !== undefined) return found;
	if (!canInstallPackages()) {
		throw new Error(
			'Chromium was not found. Install it (on Debian, as root: apt-get install chromium-headless-shell), or set CHROMIUM_PATH to the program of a Chrome or Chromium, then run again.',
		);
	}
	try {
		await installPackages('Chromium', ['chromium-headless-shell', 'fonts-liberation']);
	} catch {
		// Older systems have the whole browser only.
		await installPackages('Chromium', ['chromium', 'fonts-liberation']);
	}
	const installed = chromiumPath();
	if (installed === undefined) {
		throw new Error(
			'apt-get installed Chromium, but its program is not in the path. Set CHROMIUM_PATH and run again.',
		);
	}
	return installed;
}

/** The program of the Chromium on this machine, if there is one. */
export function chromiumPath() {
	const named = process.env.CHROMIUM_PATH;
	if (named !== undefined && named !== '') {
		if (existsSync(named)) return named;
		throw new Error(
			`CHROMIUM_PATH names "${named}", which does not exist. Correct or unset it.`,
		);
	}
	return programInPath(NAMES) ?? KNOWN_PLACES.find((path) => existsSync(path));
}
