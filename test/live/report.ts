import { ASSUMPTIONS } from './assumptions';
import { MARKS } from './assumptions/assumption';
import type { Finding, LiveCheck } from './liveCheck';
import type { LiveCheckSettings } from './settings';
import { VERDICTS, type VerdictKind } from './verdict';

const INDENT = '    ';

/**
 * The lines that an owner reads: each assumption with how it came out, then the sums. What a person
 * entered never shows, wherever it might have come from.
 */
export function linesOf(check: LiveCheck, settings: LiveCheckSettings): string[] {
	const marks = Object.entries(MARKS).map(([mark, source]) => `${mark} ${source}`);
	const lines = [
		`Where each assumption comes from: ${marks.join('; ')}.`,
		'',
		...check.findings.flatMap(linesOfFinding),
		'',
		sumOf(check),
	];
	return lines.map((line) => withoutEntered(line, settings));
}

function linesOfFinding({ id, verdict: { kind, told } }: Finding): string[] {
	const { mark, sentence } = ASSUMPTIONS[id];
	const outcome = told === '' ? VERDICTS[kind] : `${VERDICTS[kind]}: ${told}`;
	return [`[${mark}] ${id}: ${sentence}`, `${INDENT}${outcome}`];
}

function sumOf({ findings, requests, points }: LiveCheck): string {
	const countOf = (wanted: VerdictKind): number =>
		findings.filter(({ verdict }) => verdict.kind === wanted).length;
	return `${countOf('asAssumed')} as assumed, ${countOf('differs')} differ, ${countOf('notTried')} could not be tried. ${requests} requests, all GET; about ${points} points.`;
}

function withoutEntered(line: string, settings: LiveCheckSettings): string {
	const { accessToken, cloudId, organization } = settings;
	const entered = [accessToken, cloudId, organization?.apiKey ?? '', organization?.id ?? ''];
	return entered
		.filter((text) => text !== '')
		.reduce((text, secret) => text.replaceAll(secret, '(hidden)'), line);
}
