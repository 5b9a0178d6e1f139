import { ConfluenceError } from '../../confluence/errors';
import type { AccessibleSite } from '../../confluence/http/answers';
import { missingScopes, PROCESSES, type ProcessName } from '../../confluence/scopes';
import type { Row } from '../../licensing/tableValues';
import { truncate } from '../../licensing/truncate';
import { problemsOfSettings } from './profileSettings';

/**
 * Ends the run early, with one sentence for all processes, where a site does not allow them.
 *
 * @throws ConfluenceError `scopeMissing` that names the scopes and the processes
 */
export function requireProcesses(
	{ name, url, scopes }: AccessibleSite,
	required: readonly ProcessName[],
): void {
	const lacking = required.filter((process) => missingScopes(process, scopes).length > 0);
	if (lacking.length === 0) return;
	const missing = [...new Set(lacking.flatMap((process) => missingScopes(process, scopes)))];
	const processes = lacking.map((process) => `"${PROCESSES[process].displayName}"`);
	throw new ConfluenceError(
		'scopeMissing',
		`The credential lacks the ${missing.length === 1 ? 'scope' : 'scopes'} ${missing.join(', ')} on ${truncate(name)} (${truncate(url)}), which ${processes.join(' and ')} ${processes.length === 1 ? 'needs' : 'need'}.`,
	);
}

/**
 * Ends the run before anything is asked where a setting of a profile cannot be used.
 *
 * @throws ConfluenceError `parameter` with a sentence for each
 */
export function requireSettings(row: Row): void {
	const problems = problemsOfSettings(row);
	if (problems.length > 0) throw new ConfluenceError('parameter', problems.join(' '));
}
