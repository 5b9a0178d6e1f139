import { parseArgs } from 'node:util';

import { startSimulator } from './index';
import { seatHolders } from './truth';

/** `npm run simulator -- --seats 10000 --seed 7 --port 0 --latency 50` */
async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			seats: { type: 'string', default: '100' },
			seed: { type: 'string', default: '1' },
			port: { type: 'string', default: '0' },
			latency: { type: 'string', default: '0' },
			'changes-per-day': { type: 'string' },
			'points-per-hour': { type: 'string', default: '65000' },
			'access-token-seconds': { type: 'string', default: '3600' },
			'no-budget': { type: 'boolean', default: false },
		},
	});
	const changes = values['changes-per-day'];
	const simulator = await startSimulator({
		seats: wholeNumber('seats', values.seats),
		seed: wholeNumber('seed', values.seed),
		port: wholeNumber('port', values.port),
		latencyMs: wholeNumber('latency', values.latency),
		pointsPerHour: wholeNumber('points-per-hour', values['points-per-hour']),
		accessTokenSeconds: wholeNumber('access-token-seconds', values['access-token-seconds']),
		enforceBudget: !values['no-budget'],
		...(changes === undefined
			? {}
			: { changesPerDay: wholeNumber('changes-per-day', changes) }),
	});
	const { world, client, organization, url } = simulator;
	const lines = [
		`Confluence Cloud simulator: ${url}`,
		`  Client id: ${client.id}   secret: ${client.secret}`,
		`  Organization: ${organization.id}   API key: ${organization.apiKey}`,
		...world.sites.map(
			(site) =>
				`  Site: ${site.name} (${site.url})   Cloud ID: ${site.cloudId}   seats: ${seatHolders(world, site.cloudId).size}`,
		),
		`  For people: ${url}/   For tests: ${url}/_sim (figures), /_sim/stats, /_sim/faults, /_sim/groups`,
		'Stop with Ctrl+C.',
	];
	console.log(lines.join('\n'));
	const stop = (): void => {
		void simulator.stop().then(() => process.exit(0));
	};
	process.once('SIGINT', stop);
	process.once('SIGTERM', stop);
}

function wholeNumber(name: string, text: string): number {
	const value = Number(text);
	if (Number.isInteger(value) && value >= 0) return value;
	throw new Error(`--${name} must be a whole number, not "${text}".`);
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exit(1);
});
