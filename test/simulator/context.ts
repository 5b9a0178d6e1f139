import type { Clock } from './clock';
import type { Grants } from './grants';
import type { SimRequest } from './http';
import type { PointsBudget } from './points';
import type { Settings } from './settings';
import type { Person, Site, World } from './world';

/** The app as it is registered. */
export interface Client {
	id: string;
	secret: string;
}

/** Everything that handlers share. */
export interface Simulation {
	world: World;
	settings: Settings;
	clock: Clock;
	grants: Grants;
	points: PointsBudget;
	client: Client;
	organizationApiKey: string;
	/** Address of the simulator, no trailing slash; known once it listens. */
	url: string;
	/** Groups that a person's list still shows after a removal, and for how many reads (I). */
	staleMemberships: Map<string, { groupId: string; readsLeft: number }[]>;
	/** Moments of calls that have a limit a minute. */
	lastActiveCalls: number[];
}

/** A request for one site by a person who may make it. */
export interface SiteCall {
	simulation: Simulation;
	request: SimRequest;
	/** The values of the path's variable parts, decoded. */
	path: Record<string, string>;
	site: Site;
	person: Person;
}
