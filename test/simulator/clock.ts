/** The simulator's clock: the time around it, moved forwards or backwards by a test. */
export class Clock {
	private offsetMs = 0;

	constructor(private readonly base: () => number) {}

	readonly now = (): number => this.base() + this.offsetMs;

	advance(ms: number): void {
		this.offsetMs += ms;
	}

	set(moment: number): void {
		this.offsetMs = moment - this.base();
	}

	reset(): void {
		this.offsetMs = 0;
	}
}
