/**
 * The clouds that Atlassian runs, each with addresses of its own (D). A credential belongs to one
 * of them, and nothing ever falls back from one to another.
 */
export interface Environment {
	/** Host of the consent page and the token endpoint, no trailing slash. */
	authUrl: string;
	/** Host of every API request, no trailing slash; its host is the OAuth audience. */
	apiUrl: string;
}

export const ENVIRONMENTS = {
	commercial: {
		authUrl: 'https://auth.atlassian.com',
		apiUrl: 'https://api.atlassian.com',
	},
	government: {
		authUrl: 'https://auth.atlassian-us-gov-mod.com',
		apiUrl: 'https://api.atlassian-us-gov-mod.com',
	},
} as const satisfies Record<string, Environment>;

const LOOPBACK_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The fields of a credential that decide where its requests go. */
export interface EnvironmentFields {
	environment?: unknown;
	customApiUrl?: unknown;
}

/**
 * The API address of a credential, without a trailing slash.
 *
 * @throws Error when a custom address is no address, carries more than host and path, or is
 *   plain http anywhere but on this machine
 */
export function apiUrlOf(fields: EnvironmentFields): string {
	const { environment = 'commercial', customApiUrl } = fields;
	if (environment === 'commercial' || environment === 'government') {
		return ENVIRONMENTS[environment].apiUrl;
	}
	if (environment !== 'custom') {
		throw new Error(
			`The credential names an unknown environment "${String(environment)}". Open it and choose commercial, government or custom.`,
		);
	}
	return safeBaseUrl(typeof customApiUrl === 'string' ? customApiUrl : '', 'API URL');
}

/** Checks a custom base address and answers it without a trailing slash. */
export function safeBaseUrl(text: string, field: string): string {
	let url: URL;
	try {
		url = new URL(text.trim());
	} catch {
		throw new Error(
			`The credential's custom ${field} is not an address. Enter one such as https://api.example.com.`,
		);
	}
	const plainOnLoopback = url.protocol === 'http:' && LOOPBACK_HOSTS.has(url.hostname);
	if (url.protocol !== 'https:' && !plainOnLoopback) {
		throw new Error(
			`The credential's custom ${field} must start with https:// (plain http is allowed only on this machine).`,
		);
	}
	if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
		throw new Error(
			`The credential's custom ${field} may hold a host and a path only. Remove user names, question marks and anchors.`,
		);
	}
	return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}
