import { ENVIRONMENTS } from '../confluence/environments';
import { OFFLINE_ACCESS, PROCESSES, PROCESS_NAMES, type ProcessName } from '../confluence/scopes';

/**
 * Hidden fields of a credential are expressions, and an expression cannot import. So these
 * functions write the expressions from the tables that the client reads too.
 */

/** How an expression names the fields of its own credential: when filled in, and in a test. */
export type FieldsName = '$self' | '$credentials';

/**
 * What stands where an unsafe custom address would, or the address of an environment that there is
 * not: n8n refuses it and shows this word.
 */
export const UNSAFE_ADDRESS = 'https-required:';

/**
 * Addresses that may be entered: https, or plain http on this machine; host and path only. The
 * same as `safeBaseUrl` of the client asks.
 */
const SAFE_ADDRESS = String.raw`/^(https:\/\/[^\/?#@\s\\]+|http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?)(\/[^?#\s\\]*)?$/i`;

/** An expression for an address of the chosen environment, without a slash at its end. */
export function addressExpression(
	address: 'authUrl' | 'apiUrl',
	path = '',
	fields: FieldsName = '$self',
): string {
	return `={{ ${addressOf(address, fields)} + ${quoted(path)} }}`;
}

/** The query of the consent page: the audience is the host of the API address. */
export function authQueryExpression(): string {
	const host = `${addressOf('apiUrl', '$self')}.replace(/^https?:\\/\\//i, "").split("/")[0]`;
	return `={{ "audience=" + encodeURIComponent(${host}) + "&prompt=consent" }}`;
}

/** When a process is switched on; a list that an old credential holds counts instead of switches. */
const SWITCHED_ON: Record<ProcessName, string> = {
	downloadSubscriptions: 'true',
	pullActivity: switchedOn('pullActivity', '!== false'),
	reclaimLicense: switchedOn('reclaimLicense', '=== true'),
};

function switchedOn(name: ProcessName, test: string): string {
	const oldList = '[].concat($self["processes"] || [])';
	const isListed = `${oldList}.includes(${quoted(name)})`;
	return `(${oldList}.length > 0 ? ${isListed} : $self[${quoted(name)}] ${test})`;
}

/**
 * The scopes of the processes that are switched on, each once, then the additional ones. Atlassian
 * refuses any scope that the app does not have, so none is asked for in vain.
 */
export function scopeExpression(): string {
	const lists = PROCESS_NAMES.map(
		(name) => `(${SWITCHED_ON[name]} ? ${JSON.stringify(PROCESSES[name].scopes)} : [])`,
	);
	const additional = String.raw`String($self["additionalScopes"] || "").split(/[\s,]+/)`;
	const all = [`[${quoted(OFFLINE_ACCESS)}]`, ...lists, additional];
	const once = '.filter((scope, at, scopes) => scope !== "" && scopes.indexOf(scope) === at)';
	return `={{ [].concat(${all.join(', ')})${once}.join(" ") }}`;
}

function addressOf(address: 'authUrl' | 'apiUrl', fields: FieldsName): string {
	const environment = `${fields}["environment"]`;
	const customField = address === 'authUrl' ? 'customAuthUrl' : 'customApiUrl';
	const custom = `String(${fields}["${customField}"] || "").trim()`;
	const safe = `(${SAFE_ADDRESS}.test(${custom}) ? ${custom}.replace(/\\/+$/, "") : ${quoted(UNSAFE_ADDRESS)})`;
	const known = Object.entries(ENVIRONMENTS).map(
		([name, addresses]) =>
			`${environment} === ${quoted(name)} ? ${quoted(addresses[address])} : `,
	);
	const untouched = `${environment} === undefined ? ${quoted(ENVIRONMENTS.commercial[address])} : `;
	return `(${environment} === "custom" ? ${safe} : ${known.join('')}${untouched}${quoted(UNSAFE_ADDRESS)})`;
}

function quoted(text: string): string {
	return JSON.stringify(text);
}
