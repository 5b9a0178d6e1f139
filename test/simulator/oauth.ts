import type { Simulation } from './context';
import { DeadToken, type TokenPair } from './grants';
import { fieldsOf, gatewayRefusal, Refusal, textField, type Answer, type SimRequest } from './http';
import type { Site } from './world';

/** `POST /oauth/token`: a code for tokens, or new tokens for a refresh token (D). */
export function token(simulation: Simulation, request: SimRequest): Answer {
	const fields = fieldsOf(request);
	checkClient(simulation, request, fields);
	const { grants } = simulation;
	const grantType = textField(fields, 'grant_type');
	try {
		if (grantType === 'authorization_code') {
			return issued(
				grants.exchange(textField(fields, 'code'), textField(fields, 'redirect_uri')),
			);
		}
		if (grantType === 'refresh_token') {
			return issued(grants.renew(textField(fields, 'refresh_token')));
		}
	} catch (error) {
		if (!(error instanceof DeadToken)) throw error;
		const code =
			grantType === 'refresh_token' ? simulation.settings.deadTokenError : 'invalid_grant';
		throw oauthRefusal(403, code, error.message);
	}
	throw oauthRefusal(400, 'unsupported_grant_type', `Unsupported grant type: ${grantType}`);
}

/**
 * `GET /oauth/token/accessible-resources`: one entry for each product of each site, so a site
 * with Jira appears twice under the same id (M).
 */
export function accessibleResources(simulation: Simulation, request: SimRequest): Answer {
	const grant = simulation.grants.grantOf(bearerOf(request));
	if (grant === undefined) throw gatewayRefusal(401, 'Unauthorized');
	const scopes = grant.scopes.filter((scope) => scope !== 'offline_access');
	const entries: unknown[] = [];
	for (const site of simulation.world.sites) {
		const { cloudId, hasJira } = site;
		if (!grant.cloudIds.includes(cloudId)) continue;
		const { name, url } =
			site === simulation.world.sites[0] ? asCalled(simulation, site) : site;
		const entry = { id: cloudId, url, name, avatarUrl: `${simulation.url}/avatar/site.png` };
		if (hasJira) entries.push({ ...entry, scopes: ['read:jira-user', 'read:jira-work'] });
		entries.push({ ...entry, scopes });
	}
	return { status: 200, body: entries, objects: entries.length };
}

/** The first site, which may have been renamed or have a domain of its own (D). */
function asCalled({ settings }: Simulation, site: Site): Pick<Site, 'name' | 'url'> {
	const { renamedTo, customDomain } = settings;
	const name = renamedTo ?? site.name;
	if (customDomain !== null) return { name, url: `https://${customDomain}` };
	return { name, url: renamedTo === null ? site.url : `https://${renamedTo}.atlassian.net` };
}

/** The bearer token of a request, '' when there is none. */
export function bearerOf({ headers }: SimRequest): string {
	return /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
}

/** The app may name itself in the body or by basic authentication. */
function checkClient(
	{ client }: Simulation,
	{ headers }: SimRequest,
	fields: Record<string, unknown>,
): void {
	const basic = /^Basic\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1];
	const [id, secret] =
		basic === undefined
			? [textField(fields, 'client_id'), textField(fields, 'client_secret')]
			: Buffer.from(basic, 'base64').toString().split(':').map(decodeURIComponent);
	if (id === client.id && secret === client.secret) return;
	throw oauthRefusal(401, 'access_denied', 'Unauthorized');
}

function issued({ accessToken, refreshToken, expiresIn, scopes }: TokenPair): Answer {
	return {
		status: 200,
		headers: { 'Cache-Control': 'no-store' },
		body: {
			access_token: accessToken,
			...(refreshToken === '' ? {} : { refresh_token: refreshToken }),
			expires_in: expiresIn,
			token_type: 'Bearer',
			scope: scopes.join(' '),
		},
	};
}

function oauthRefusal(status: number, error: string, description: string): Refusal {
	return new Refusal({ status, body: { error, error_description: description } });
}
