import type { Simulation } from './context';
import { Refusal, type SimRequest } from './http';
import { bearerOf } from './oauth';
import type { Settings } from './settings';

const MINUTE_MS = 60_000;

/** The key and the organization, in front of every call. */
export function admitToOrganization(
	simulation: Simulation,
	request: SimRequest,
	path: Record<string, string>,
): void {
	if (bearerOf(request) !== simulation.organizationApiKey) {
		throw adminRefusal(401, 'UNAUTHORIZED', 'The API key is not valid');
	}
	const { orgId } = path;
	if (orgId !== undefined && orgId !== simulation.world.organization.id) {
		throw adminRefusal(403, 'FORBIDDEN', 'The API key does not belong to this organization');
	}
	const { addressRefused } = simulation.settings;
	if (addressRefused === 'errors') {
		throw adminRefusal(403, 'ADDRESS_NOT_ALLOWED', ADDRESS_NOT_ALLOWED);
	}
	if (addressRefused === 'errorMessages') {
		throw new Refusal({ status: 403, body: { errorMessages: [ADDRESS_NOT_ALLOWED] } });
	}
}

const ADDRESS_NOT_ALLOWED =
	'The IP address 203.0.113.7 has been rejected because it is not on the allowlist';

/** Which scope a call needs of a key that has any (D for the first two, I for the last). */
const SCOPE_OF_CALL = {
	directories: 'read:directories:admin',
	'users/search': 'read:directories:admin',
	'last-active-dates': 'read:accounts:admin',
} as const;

/** What the key's scopes and the plan allow. */
export function admitToCall(settings: Settings, call: keyof typeof SCOPE_OF_CALL): void {
	const { organizationKeyScopes, organizationRefuses } = settings;
	if (organizationKeyScopes?.includes(SCOPE_OF_CALL[call]) === false) {
		throw new Refusal({
			status: 401,
			body: { code: 401, message: 'Unauthorized; scope does not match' },
		});
	}
	if (!organizationRefuses.includes(call)) return;
	throw adminRefusal(403, 'FEATURE_NOT_AVAILABLE', 'Your plan does not include this feature');
}

/** So many calls a minute, and no more (D). */
export function checkMinute({ settings, clock, lastActiveCalls }: Simulation): void {
	const now = clock.now();
	while ((lastActiveCalls[0] ?? now) <= now - MINUTE_MS) lastActiveCalls.shift();
	const [oldest] = lastActiveCalls;
	if (oldest !== undefined && lastActiveCalls.length >= settings.lastActivePerMinute) {
		const seconds = Math.max(1, Math.ceil((oldest + MINUTE_MS - now) / 1_000));
		throw new Refusal({
			status: 429,
			headers: { 'Retry-After': String(seconds) },
			body: { code: 429, message: 'Too many requests' },
		});
	}
	lastActiveCalls.push(now);
}

/** A refusal in the form of the organization API. */
export function adminRefusal(status: number, code: string, detail: string): Refusal {
	return new Refusal({
		status,
		body: { errors: [{ id: 'sim', status: String(status), code, title: code, detail }] },
	});
}
