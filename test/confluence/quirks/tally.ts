import type { ActivityStatus } from '../../../licensing/subscription';
import type { Excuse } from './judgement';

interface Counts {
	worlds: number;
	looks: number;
	unknown: number;
	candidates: number;
	reclaimed: number;
	/** People idle by the truth whom no rule keeps, on all days. */
	idle: number;
	idleFound: number;
	failures: number;
	wrong: number;
}

const NONE: Counts = {
	worlds: 0,
	looks: 0,
	unknown: 0,
	candidates: 0,
	reclaimed: 0,
	idle: 0,
	idleFound: 0,
	failures: 0,
	wrong: 0,
};

const NO_QUIRK = 'no quirk';

/** What became of many companies, in all and for each quirk. */
export class Tally {
	readonly all = { ...NONE };
	private readonly wrong: { quirks: readonly string[]; what: string }[] = [];
	private readonly byQuirk = new Map<string, Counts>();
	private readonly excuses = new Map<Excuse, number>();
	private readonly failed: { quirks: readonly string[]; message: string }[] = [];

	of(quirk: string): Counts {
		return this.byQuirk.get(quirk) ?? NONE;
	}

	/** Companies without any quirk. */
	get plain(): Counts {
		return this.of(NO_QUIRK);
	}

	noteWorld(quirks: readonly string[]): void {
		this.add(quirks, 'worlds');
	}

	noteLook(quirks: readonly string[], status: ActivityStatus): void {
		this.add(quirks, 'looks');
		if (status === 'unknown') this.add(quirks, 'unknown');
	}

	noteCandidate(quirks: readonly string[]): void {
		this.add(quirks, 'candidates');
	}

	noteReclaimed(quirks: readonly string[]): void {
		this.add(quirks, 'reclaimed');
	}

	noteIdle(quirks: readonly string[], found: boolean): void {
		this.add(quirks, 'idle');
		if (found) this.add(quirks, 'idleFound');
	}

	noteFailure(quirks: readonly string[], message: string): void {
		this.add(quirks, 'failures');
		this.failed.push({ quirks, message });
	}

	noteExcuse(excuse: Excuse): void {
		this.excuses.set(excuse, (this.excuses.get(excuse) ?? 0) + 1);
	}

	noteWrong(quirks: readonly string[], what: string): void {
		this.add(quirks, 'wrong');
		this.wrong.push({ quirks, what });
	}

	/** What went wrong, one for each mix of quirks, the simplest mixes first. */
	examples(most: number): string[] {
		const byMix = new Map(this.wrong.map((one) => [one.quirks.join(), one]));
		return [...byMix.values()]
			.sort((a, b) => a.quirks.length - b.quirks.length)
			.slice(0, most)
			.map(({ what }) => what);
	}

	/** Why runs failed in companies that have none of these quirks. */
	failuresWithout(mayFail: ReadonlySet<string>): string[] {
		const unexpected = this.failed.filter(
			({ quirks }) => !quirks.some((one) => mayFail.has(one)),
		);
		return [
			...new Set(
				unexpected.map(({ quirks, message }) => `${message} (${quirks.join(', ')})`),
			),
		];
	}

	/** The counts as a text for whoever runs the test. */
	report(title: string): string {
		const lines = [...this.byQuirk]
			.sort(([a], [b]) => a.localeCompare(b))
			.map(([name, counts]) => line(name, counts));
		return [
			title,
			line('all', this.all),
			...lines,
			`Active in a way that nothing asked for can show: ${listed(this.excuses)}.`,
			`Runs that failed: ${listed(countsOf(this.failed.map(({ message }) => message)))}.`,
		].join('\n');
	}

	private add(quirks: readonly string[], what: keyof Counts): void {
		this.all[what]++;
		for (const quirk of quirks.length === 0 ? [NO_QUIRK] : quirks) {
			const counts = this.byQuirk.get(quirk) ?? { ...NONE };
			this.byQuirk.set(quirk, counts);
			counts[what]++;
		}
	}
}

function line(name: string, counts: Counts): string {
	const { worlds, looks, unknown, candidates, reclaimed, idle, idleFound } = counts;
	return (
		`  ${name}: ${worlds} companies, ${looks} looks, ${share(unknown, looks)} unknown, ` +
		`${candidates} candidates, ${reclaimed} reclaimed, ${share(idleFound, idle)} of the idle found, ` +
		`${counts.failures} runs failed, ${counts.wrong} wrong`
	);
}

function share(part: number, whole: number): string {
	return whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`;
}

function countsOf(texts: readonly string[]): Map<string, number> {
	const counts = new Map<string, number>();
	for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
	return counts;
}

function listed(counts: ReadonlyMap<string, number>): string {
	return (
		[...counts]
			.sort(([, a], [, b]) => b - a)
			.map(([what, count]) => `${what} ${count}`)
			.join('; ') || 'none'
	);
}
