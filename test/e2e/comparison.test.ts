import { TARGETS } from '../comparison/report';
import { measure, type Measured } from '../comparison/measure';
import { startDay } from '../comparison/oneDay';
import { WAYS } from '../comparison/ways';
import type { Trial } from '../../scripts/runtime/trial';
import { seatHolders } from '../simulator';
import { PATIENCE_MS } from './inN8n';

jest.setTimeout(PATIENCE_MS);

/** `npm run compare` prints the times at 10,000 seats; here only what is counted is held. */
describe("Pull Activity beside n8n's own nodes, a day after the last look", () => {
	let trial: Trial;
	let ownNodes: Measured;
	let ourNode: Measured;

	beforeAll(async () => {
		trial = await startDay({
			name: 'e2e',
			seats: 600,
			seed: 7,
			changesPerPersonDay: 0.5,
			latencyMs: 20,
		});
		ownNodes = await measure(trial, WAYS.ownNodes);
		ourNode = await measure(trial, WAYS.ourNode);
	});

	/** How many people there are to say something of. */
	const seats = () => seatHolders(trial.simulator.world).size;

	afterAll(async () => {
		await trial?.stop();
	});

	it('asks once for each person by their nodes, and far less often by ours', () => {
		expect(ownNodes.requests).toBe(seats());
		expect(ourNode.requests).toBeLessThan(seats() / 10);
		expect(ourNode.points).toBeLessThan(ownNodes.points / 2);
	});

	it('never has more than ten requests under way, either way', () => {
		for (const { mostAtOnce } of [ownNodes, ourNode]) {
			expect(mostAtOnce).toBeGreaterThan(0);
			expect(mostAtOnce).toBeLessThanOrEqual(TARGETS.requestsAtOnce);
		}
	});

	it('says something of everybody, and nothing older than the truth, either way', () => {
		for (const { verdict, unanswered } of [ownNodes, ourNode]) {
			expect(verdict.people).toBe(seats());
			expect(unanswered).toBe(0);
			expect(verdict.older).toEqual([]);
			expect(verdict.activeProposed).toEqual([]);
			expect(verdict.idleFound).toBeGreaterThan(0);
		}
		expect(ourNode.verdict.idleFound).toBeGreaterThanOrEqual(ownNodes.verdict.idleFound);
	});
});
