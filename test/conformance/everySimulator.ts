/**
 * Runs before each test file of the layers that speak HTTP: every simulator that a test starts is
 * listened to, and the file fails when an exchange is not as Atlassian's OpenAPI documents have it.
 * Without the documents nothing happens here; `npm run conformance` says so.
 */
import { appendFileSync } from 'node:fs';

import type * as SimulatorModule from '../simulator';
import type { Simulator, SimulatorOptions } from '../simulator';
import { openApiFolder } from '../simulator/openApiDocuments';
import type * as ContractModule from './exchangeContract';
import type { ExchangeContract } from './exchangeContract';

/** At most so many violations are shown. */
const SHOWN = 20;

const folder = openApiFolder();
let contract: ExchangeContract | null = null;
const violations = new Set<string>();

if (folder !== null) {
	jest.doMock('../simulator', (): typeof SimulatorModule => {
		const actual = jest.requireActual<typeof SimulatorModule>('../simulator');
		return {
			...actual,
			startSimulator: async (options?: SimulatorOptions) =>
				listenedTo(await actual.startSimulator(options), folder),
		};
	});
}

afterAll(() => {
	if (contract === null) return;
	const counts = process.env.CONFORMANCE_COUNTS;
	if (counts !== undefined && counts !== '') {
		appendFileSync(counts, `${JSON.stringify(contract.validated)}\n`);
	}
	expect([...violations].slice(0, SHOWN)).toEqual([]);
});

/** The documents are read by the first simulator of a file: many files start none. */
function listenedTo(simulator: Simulator, documents: string): Simulator {
	const { ExchangeContract: Opened } =
		jest.requireActual<typeof ContractModule>('./exchangeContract');
	const opened = (contract ??= new Opened(documents));
	simulator.exchanges.on((exchange) => {
		for (const violation of opened.violations(exchange)) violations.add(violation);
	});
	return simulator;
}
