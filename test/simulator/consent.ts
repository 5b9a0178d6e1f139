import type { Simulation } from './context';
import { escapeHtml, page } from './html';
import { fieldsOf, textField, type Answer, type SimRequest } from './http';

interface Ask {
	redirectUri: string;
	state: string;
	scopes: string[];
}

/** `GET /authorize`: the page on which a person allows the app in, or does not (D). */
export function consentPage(simulation: Simulation, request: SimRequest): Answer {
	const ask = readAsk(simulation, request.query, request.headers.host ?? '');
	if (typeof ask === 'string') return refusedPage(ask);
	const { world, client } = simulation;
	const sites = world.sites.map(
		({ cloudId, name, url }) =>
			`<label><input type="checkbox" name="cloudId" value="${escapeHtml(cloudId)}" checked> ${escapeHtml(name)} <small>${escapeHtml(url)}</small></label><br>`,
	);
	const people = peopleToChoose(simulation).map(
		({ accountId, displayName, siteAdmin }) =>
			`<option value="${escapeHtml(accountId)}">${escapeHtml(displayName)}${siteAdmin ? ' (organization admin)' : ''}</option>`,
	);
	const hidden = { redirect_uri: ask.redirectUri, state: ask.state, scope: ask.scopes.join(' ') };
	return page(
		'Allow access to Confluence?',
		`<p>The app <strong>${escapeHtml(client.id)}</strong> asks for access. This is a simulator: no real site is touched.</p>
<form method="post" action="/authorize">
${Object.entries(hidden)
	.map(([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`)
	.join('\n')}
<p>It wants to:</p>
<ul>${ask.scopes.map((scope) => `<li><code>${escapeHtml(scope)}</code></li>`).join('')}</ul>
<fieldset><legend>On these sites</legend>${sites.join('\n')}</fieldset>
<p><label>Signed in as <select name="accountId">${people.join('')}</select></label></p>
<p><button type="submit" name="decision" value="accept" id="accept">Accept</button><button type="submit" name="decision" value="deny" id="deny">Deny</button></p>
</form>`,
	);
}

/** `POST /authorize`: the person has pressed a button; back to the app with a code or a refusal. */
export function decide(simulation: Simulation, request: SimRequest): Answer {
	const fields = fieldsOf(request);
	const redirectUri = textField(fields, 'redirect_uri');
	if (!isAllowedRedirect(simulation, redirectUri)) {
		return refusedPage('The address to go back to is not registered for this app.');
	}
	const target = new URL(redirectUri);
	const state = textField(fields, 'state');
	if (state !== '') target.searchParams.set('state', state);
	if (textField(fields, 'decision') !== 'accept') {
		target.searchParams.set('error', 'access_denied');
		target.searchParams.set('error_description', 'User did not authorize the request');
		return sendTo(target);
	}
	const chosen = [fields.cloudId].flat();
	const scopes = scopesIn(textField(fields, 'scope'));
	const cloudIds = simulation.world.sites
		.map(({ cloudId }) => cloudId)
		.filter((cloudId) => chosen.includes(cloudId));
	const accountId = textField(fields, 'accountId') || simulation.world.connectedAccountId;
	const unknown = notEnabled(simulation, scopes);
	if (cloudIds.length === 0) return refusedPage('Choose at least one site.');
	if (unknown.length > 0 || !simulation.world.people.has(accountId)) {
		return refusedPage('The request was changed on its way.');
	}
	const code = simulation.grants.issueCode({ accountId, scopes, cloudIds }, redirectUri);
	target.searchParams.set('code', code);
	return sendTo(target);
}

/** The connected account first, then an ordinary person, so that both can be tried by hand. */
function peopleToChoose({
	world,
}: Simulation): { accountId: string; displayName: string; siteAdmin: boolean }[] {
	const connected = world.people.get(world.connectedAccountId);
	const choice = connected === undefined ? [] : [connected];
	for (const person of world.people.values()) {
		const { accountType, isGuest, suspended, siteAdmin } = person;
		if (siteAdmin || isGuest || suspended || accountType !== 'atlassian') continue;
		choice.push(person);
		break;
	}
	return choice;
}

/** What the app asks for, or why it may not. */
function readAsk(simulation: Simulation, query: URLSearchParams, host: string): Ask | string {
	const redirectUri = query.get('redirect_uri') ?? '';
	const scopes = scopesIn(query.get('scope') ?? '');
	if (query.get('client_id') !== simulation.client.id)
		return 'There is no app with this client id.';
	if (query.get('response_type') !== 'code') return 'The response type must be "code".';
	const audience = query.get('audience');
	if (audience !== host && audience !== 'api.atlassian.com') {
		return `The audience must be ${host}, the host of the API.`;
	}
	if (!isAllowedRedirect(simulation, redirectUri)) {
		return 'The address to go back to is not registered for this app.';
	}
	if (scopes.length === 0) return 'The app asks for no scope.';
	const unknown = notEnabled(simulation, scopes);
	if (unknown.length > 0) {
		return `The app asks for scopes that are not enabled on it: ${unknown.join(', ')}.`;
	}
	return { redirectUri, state: query.get('state') ?? '', scopes };
}

function notEnabled({ settings }: Simulation, scopes: readonly string[]): string[] {
	return scopes.filter((scope) => !settings.enabledScopes.includes(scope));
}

function isAllowedRedirect({ settings }: Simulation, redirectUri: string): boolean {
	if (settings.redirectUris !== null) return settings.redirectUris.includes(redirectUri);
	try {
		return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(redirectUri).hostname);
	} catch {
		return false;
	}
}

function scopesIn(text: string): string[] {
	return [...new Set(text.split(/\s+/).filter((scope) => scope !== ''))];
}

function refusedPage(reason: string): Answer {
	return page('Something went wrong', `<p role="alert">${escapeHtml(reason)}</p>`, 400);
}

function sendTo(target: URL): Answer {
	return { status: 302, headers: { Location: target.href } };
}
