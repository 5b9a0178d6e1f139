/**
 * `npm run live-check`: whether a real site of Confluence Cloud is as this package assumes. It only
 * reads. Ends with 1 when something differs, 2 when the site could not be asked.
 */
import { sentenceOf } from '../../nodes/shared/remedies';
import { httpTransport } from '../confluence/httpTransport';
import { checkAssumptions } from './liveCheck';
import { linesOf } from './report';
import { readSettings } from './settings';

void main().then((code) => {
	process.exitCode = code;
});

async function main(): Promise<number> {
	let settings;
	try {
		settings = readSettings(process.env);
	} catch (error) {
		console.error(error instanceof Error ? error.message : 'The settings cannot be read.');
		return 2;
	}
	const check = await checkAssumptions(settings, {
		transportWith: httpTransport,
		now: () => Date.now(),
		random: () => Math.random(),
		sentenceOf,
		sleep: async (milliseconds) =>
			await new Promise((resolve) => setTimeout(resolve, milliseconds)),
		report: (message) => console.error(message),
	});
	console.log(linesOf(check, settings).join('\n'));
	if (check.answers === 0) return 2;
	return check.findings.some(({ verdict }) => verdict.kind === 'differs') ? 1 : 0;
}
