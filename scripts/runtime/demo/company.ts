import type { Simulator } from '../../../test/simulator';
import { addRows } from '../dataTables';
import type { Fields } from '../executions';
import type { N8nSession } from '../n8nSession';
import { addProfile, profileOf } from '../profiles';

/** What the demo's company pays for a seat. */
export const PRICE = {
	unitPrice: 5.42,
	currency: 'USD',
	billingCycle: 'monthly',
	priceSource: 'invented for the demo',
} as const;

/** One site looks only, as everybody begins; the other asks a few people. */
const SETTINGS: readonly Fields[] = [
	{ mode: 'reportOnly' },
	{ mode: 'askPeople', maxNewPerRun: 5 },
];

/** A company buys seats by the ten. */
const BOUGHT_BY = 10;

/** Publishes a profile for the first two sites, with the licenses that the company bought for each. */
export async function addProfiles(session: N8nSession, simulator: Simulator): Promise<void> {
	const sites = simulator.world.sites.slice(0, SETTINGS.length);
	for (const index of sites.keys()) {
		const profile = profileOf(simulator, index, SETTINGS[index] ?? {});
		await addProfile(session, profile);
		await addLicenses(session, simulator, profile);
	}
}

async function addLicenses(
	session: N8nSession,
	{ world }: Simulator,
	{ profile, accessGroups }: Fields,
): Promise<void> {
	const ids = JSON.parse(String(accessGroups)) as string[];
	const groups = world.groups.filter(({ id }) => ids.includes(id));
	const people = new Set(groups.flatMap(({ members }) => [...members]));
	const model = `Confluence on ${String(profile)}`;
	const models = groups.map(({ name }) => ({ identifier: name, model, profile }));
	await addRows(session, 'clm_software_models', models);
	const purchased = Math.ceil(people.size / BOUGHT_BY) * BOUGHT_BY;
	await addRows(session, 'clm_entitlements', [{ model, profile, purchased, ...PRICE }]);
}
