import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

export const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** When the first simulated day begins: the same in every run, as everything that is drawn. */
const FIRST_DAY = Date.UTC(2027, 2, 1);

/** Longer than it takes n8n to see that the file changed; see shiftedClock.mjs. */
const SEEN_AFTER_MS = 10;

/**
 * The one clock of a soak: n8n, its nodes, its pages and the simulator all read it, so nothing in
 * the workflows or in the tables has to be changed to let a day pass. The alternatives are worse:
 * another `now` in the workflows would have to be published in several of them each day, and some
 * of their nodes read the clock themselves; stored dates that are moved back would be the work of
 * a second writer beside the ones under test.
 *
 * n8n evaluates expressions in an engine with a clock of its own, which no program can shift from
 * outside. So it runs with the engine that shares n8n's clock; all other tests use the default.
 */
export class SimulatedTime {
	private shiftMs = 0;

	constructor(private readonly file: string) {
		mkdirSync(dirname(file), { recursive: true });
		this.shift(FIRST_DAY - Date.now());
	}

	readonly now = (): number => Date.now() + this.shiftMs;

	/** What n8n needs in its environment to live in this time. */
	get env(): NodeJS.ProcessEnv {
		const preload = pathToFileURL(join(__dirname, 'shiftedClock.mjs')).href;
		return {
			NODE_OPTIONS: `--import=${preload}`,
			SHIFTED_CLOCK_FILE: this.file,
			N8N_EXPRESSION_ENGINE: 'legacy',
			// The session of the test lasts for all days, and so does what n8n remembers.
			N8N_USER_MANAGEMENT_JWT_DURATION_HOURS: '20000',
			EXECUTIONS_DATA_PRUNE: 'false',
		};
	}

	/** Goes on to an hour of a day, or stays where that is over already. */
	async goTo(day: number, hour: number): Promise<void> {
		const moment = FIRST_DAY + day * DAY_MS + hour * HOUR_MS;
		if (moment <= this.now()) return;
		this.shift(moment - Date.now());
		await delay(SEEN_AFTER_MS);
	}

	/** A file is replaced as a whole, so that nobody reads half a number. */
	private shift(exactMs: number): void {
		const ms = Math.round(exactMs);
		this.shiftMs = ms;
		writeFileSync(`${this.file}.new`, String(ms));
		renameSync(`${this.file}.new`, this.file);
	}
}
