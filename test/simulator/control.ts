import type { Simulation } from './context';

import { addContent, edit, view } from './company';
import type { Faults, Fault } from './faults';
import { frontPage } from './frontPage';
import { fieldsOf, refuse, textField, type Answer, type SimRequest } from './http';
import { groupsOfPerson } from './memberships';
import { addChanges } from './population/changes';
import { contentById } from './search/contentIndex';
import type { StatsRecorder } from './stats';
import { lastEditOf, lastViewOf, seatHolders } from './truth';
import type { Group } from './world';

/** What the control addresses under `/_sim` work on. */
export interface Controls {
	simulation: Simulation;
	faults: Faults;
	stats: StatsRecorder;
}

export interface ControlRoute {
	method: string;
	path: string;
	/** What it is for, as the front page tells. */
	about: string;
	handle(controls: Controls, request: SimRequest, path: Record<string, string>): Answer;
}

/** For tests and people: what no Atlassian has. */
export const CONTROL_ROUTES: readonly ControlRoute[] = [
	{
		method: 'GET',
		path: '/',
		about: 'this page',
		handle: ({ simulation }) => frontPage(simulation, CONTROL_ROUTES),
	},
	{
		method: 'GET',
		path: '/_sim',
		about: 'sites, people and groups in figures, and how to connect',
		handle: ({ simulation }) => ok(summary(simulation)),
	},
	{
		method: 'GET',
		path: '/_sim/stats',
		about: 'requests and points for each endpoint, and what is left of this hour',
		handle: ({ simulation, stats }) =>
			ok({ ...stats.read(), quota: simulation.points.window() }),
	},
	{
		method: 'POST',
		path: '/_sim/stats/reset',
		about: 'start counting anew; with {"quota": true} the hour’s points too',
		handle: ({ simulation, stats }, request) => {
			stats.reset();
			if (fieldsOf(request).quota === true) simulation.points.reset();
			return DONE;
		},
	},
	{
		method: 'GET',
		path: '/_sim/faults',
		about: 'the faults in force and how often they struck',
		handle: ({ faults }) => ok(faults.list()),
	},
	{
		method: 'POST',
		path: '/_sim/faults',
		about: 'add a fault, or a list of them',
		handle: ({ faults }, request) => {
			for (const fault of faultsIn(request)) addFault(faults, fault);
			return DONE;
		},
	},
	{
		method: 'DELETE',
		path: '/_sim/faults',
		about: 'no more faults',
		handle: ({ faults }) => {
			faults.clear();
			return DONE;
		},
	},
	{
		method: 'GET',
		path: '/_sim/settings',
		about: 'how the simulator behaves',
		handle: ({ simulation }) => ok(simulation.settings),
	},
	{
		method: 'POST',
		path: '/_sim/settings',
		about: 'change some of these settings',
		handle: ({ simulation }, request) => {
			for (const [name, value] of Object.entries(fieldsOf(request))) {
				if (!(name in simulation.settings))
					throw refuse(400, `There is no setting "${name}".`);
				Object.assign(simulation.settings, { [name]: value });
			}
			return ok(simulation.settings);
		},
	},
	{
		method: 'POST',
		path: '/_sim/clock',
		about: 'move the clock: {"advanceMs"} or {"now": ISO} or {"reset": true}',
		handle: ({ simulation: { clock } }, request) => {
			const fields = fieldsOf(request);
			if (fields.reset === true) clock.reset();
			if (typeof fields.now === 'string') clock.set(momentIn(fields, 'now', 0));
			if (typeof fields.advanceMs === 'number') clock.advance(fields.advanceMs);
			return ok({ now: new Date(clock.now()).toISOString() });
		},
	},
	{
		method: 'POST',
		path: '/_sim/tokens',
		about: '{"expire": true} ends all access tokens, {"kill": true} all refresh tokens',
		handle: ({ simulation: { grants } }, request) => {
			const fields = fieldsOf(request);
			if (fields.expire === true) grants.expireAccessTokens();
			if (fields.kill === true) grants.killRefreshTokens();
			return ok({ refreshes: grants.refreshes });
		},
	},
	{
		method: 'GET',
		path: '/_sim/groups',
		about: 'all groups with how many members they have',
		handle: ({ simulation }) => ok(simulation.world.groups.map(groupView)),
	},
	{
		method: 'GET',
		path: '/_sim/groups/{groupId}',
		about: 'one group with its members',
		handle: ({ simulation }, _request, { groupId }) => {
			const group = simulation.world.groups.find(({ id }) => id === groupId);
			if (group === undefined) throw refuse(404, 'There is no such group.');
			return ok({ ...groupView(group), members: group.members });
		},
	},
	{
		method: 'GET',
		path: '/_sim/people/{accountId}',
		about: 'one person with groups and true last activity',
		handle: ({ simulation }, _request, { accountId = '' }) =>
			ok(personView(simulation, accountId)),
	},
	{
		method: 'GET',
		path: '/_sim/seats',
		about: 'who holds a seat; for one site with ?cloudId=',
		handle: ({ simulation: { world } }, { query }) =>
			ok([...seatHolders(world, query.get('cloudId') ?? undefined)]),
	},
	{
		method: 'POST',
		path: '/_sim/edit',
		about: 'a person changes something now: {"accountId", "contentId"?, "at"?}',
		handle: ({ simulation }, request) => editNow(simulation, fieldsOf(request)),
	},
	{
		method: 'POST',
		path: '/_sim/view',
		about: 'a person looks at something now: {"accountId", "at"?}',
		handle: ({ simulation }, request) => {
			const fields = fieldsOf(request);
			const { world, clock } = simulation;
			const accountId = knownAccount(simulation, fields);
			view(world, accountId, momentIn(fields, 'at', clock.now()));
			return DONE;
		},
	},
	{
		method: 'POST',
		path: '/_sim/changes',
		about: 'a day’s work goes by: {"changes", "from": ISO, "to": ISO}',
		handle: ({ simulation: { world, clock } }, request) => {
			const fields = fieldsOf(request);
			const to = momentIn(fields, 'to', clock.now());
			const from = momentIn(fields, 'from', to - 24 * 3_600_000);
			const { changes, seed } = fields;
			if (typeof changes !== 'number') throw refuse(400, '"changes" must be a number.');
			const made = addChanges(world, {
				changes,
				from,
				to,
				seed: typeof seed === 'number' ? seed : 1,
			});
			return ok({ changes: made });
		},
	},
];

const DONE: Answer = { status: 204 };

function ok(body: unknown): Answer {
	return { status: 200, body };
}

function summary({ world, client, clock, organizationApiKey, url }: Simulation): unknown {
	return {
		url,
		now: new Date(clock.now()).toISOString(),
		client,
		organization: { ...world.organization, apiKey: organizationApiKey },
		connectedAccountId: world.connectedAccountId,
		sites: world.sites.map((site) => ({
			...site,
			seats: seatHolders(world, site.cloudId).size,
		})),
		people: world.people.size,
		groups: world.groups.length,
		content: world.content.length,
	};
}

function groupView({ members, ...group }: Group): Record<string, unknown> {
	return { ...group, memberCount: members.length };
}

function personView({ world }: Simulation, accountId: string): unknown {
	const person = world.people.get(accountId);
	if (person === undefined) throw refuse(404, 'There is no such person.');
	return {
		...person,
		groups: groupsOfPerson(world, accountId).map(({ id, name }) => ({ id, name })),
		lastEditAt: isoOrNull(lastEditOf(world, accountId)),
		lastViewAt: isoOrNull(lastViewOf(world, accountId)),
	};
}

function editNow(simulation: Simulation, fields: Record<string, unknown>): Answer {
	const { world, clock } = simulation;
	const by = knownAccount(simulation, fields);
	const at = momentIn(fields, 'at', clock.now());
	const contentId = textField(fields, 'contentId');
	if (contentId === '')
		return ok({ contentId: addContent(world, { createdBy: by, createdAt: at }).id });
	const item = contentById(world, contentId);
	if (item === undefined) throw refuse(404, 'There is no such content.');
	edit(world, item, by, at);
	return ok({ contentId });
}

function knownAccount({ world }: Simulation, fields: Record<string, unknown>): string {
	const accountId = textField(fields, 'accountId');
	if (!world.people.has(accountId)) throw refuse(404, 'There is no such person.');
	return accountId;
}

function faultsIn(request: SimRequest): Fault[] {
	const body: unknown = JSON.parse(request.body);
	return (Array.isArray(body) ? body : [body]) as Fault[];
}

function addFault(faults: Faults, fault: Fault): void {
	try {
		faults.add(fault);
	} catch (error) {
		throw refuse(400, error instanceof Error ? error.message : String(error));
	}
}

function momentIn(fields: Record<string, unknown>, name: string, otherwise: number): number {
	const value = fields[name];
	if (value === undefined) return otherwise;
	const moment = typeof value === 'string' ? Date.parse(value) : Number.NaN;
	if (Number.isFinite(moment)) return moment;
	throw refuse(400, `"${name}" must be a date such as 2026-01-31T12:00:00Z.`);
}

function isoOrNull(at: number | null): string | null {
	return at === null ? null : new Date(at).toISOString();
}
