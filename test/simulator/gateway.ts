import type { Simulation, SiteCall } from './context';
import { gatewayRefusal, refuse, type SimRequest } from './http';
import { bearerOf } from './oauth';

/**
 * What stands in front of every site: the token, the site that it covers, the scopes. A missing
 * scope answers 401 with a message of its own (M).
 *
 * @param scopes alternatives, each a list of scopes of which all are needed
 */
export function admitToSite(
	simulation: Simulation,
	request: SimRequest,
	path: Record<string, string>,
	scopes: readonly (readonly string[])[],
): SiteCall {
	const grant = simulation.grants.grantOf(bearerOf(request));
	if (grant === undefined) {
		const { expiredTokenStatus } = simulation.settings;
		throw gatewayRefusal(expiredTokenStatus, EXPIRED_MESSAGES[expiredTokenStatus]);
	}
	const { world } = simulation;
	const site = world.sites.find(({ cloudId }) => cloudId === path.cloudId);
	if (site === undefined || !grant.cloudIds.includes(site.cloudId)) {
		throw gatewayRefusal(404, 'No message available');
	}
	const enough = scopes.some((needed) => needed.every((scope) => grant.scopes.includes(scope)));
	if (!enough) throw gatewayRefusal(401, 'Unauthorized; scope does not match');
	const person = world.people.get(grant.accountId);
	if (person === undefined || person.suspended) {
		throw refuse(403, 'Current user not permitted to use Confluence');
	}
	return { simulation, request, path, site, person };
}

const EXPIRED_MESSAGES = {
	401: 'Unauthorized',
	403: 'Forbidden',
	404: 'No message available',
} as const;
