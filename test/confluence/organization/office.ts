import type { Organization } from '../../../confluence/organization/readViews';
import { DAY_MS } from '../../../licensing/times';
import {
	addPerson,
	addSite,
	emptyWorld,
	firstSite,
	startSimulator,
	view,
	type Simulator,
	type SimulatorOptions,
} from '../../simulator';
import { connectedClient } from '../connectedClient';

export const NOW = Date.UTC(2026, 4, 1, 9);
export const ago = (days: number) => NOW - days * DAY_MS;

export interface Office {
	simulator: Simulator;
	organization: Organization;
	cloudId: string;
	waits: number[];
}

const offices: Office[] = [];

/** A small organization with two sites; `people` are Ada, who views, and others. */
export async function office(
	options: SimulatorOptions = {},
	people = 4,
	waitMinutes = 10,
): Promise<Office> {
	const world = emptyWorld();
	const labs = addSite(world, { name: 'labs' });
	const { cloudId } = firstSite(world);
	for (const name of ['ada', 'never', 'labs-only', 'jira-only']) {
		addPerson(world, { accountId: name, addedAt: ago(20), email: '' });
	}
	for (let number = 4; number < people; number++) addPerson(world, { accountId: `p${number}` });
	view(world, 'ada', ago(5));
	view(world, 'ada', ago(2), { cloudId: labs.cloudId });
	view(world, 'labs-only', ago(1), { cloudId: labs.cloudId });
	view(world, 'jira-only', ago(1), { product: 'jira-software' });
	const simulator = await startSimulator({ population: world, now: () => NOW, ...options });
	const waits: number[] = [];
	const client = connectedClient(simulator, {
		token: simulator.organization.apiKey,
		waitForQuotaMs: waitMinutes * 60_000,
		sleep: async (milliseconds) => {
			waits.push(milliseconds);
			simulator.clock.advance(milliseconds);
			await Promise.resolve();
		},
	});
	const organization = { client, organizationId: simulator.organization.id };
	const made = { simulator, organization, cloudId, waits };
	offices.push(made);
	return made;
}

export const everybody = ({ simulator }: Office) =>
	[...simulator.world.people.keys()].filter((id) => id !== 'connected-admin');

/** Closes every office; for `afterEach`. */
export async function closeOffices(): Promise<void> {
	for (const { simulator } of offices.splice(0)) await simulator.stop();
}
