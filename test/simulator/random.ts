/** A small generator of numbers that look random and are the same for the same seed (mulberry32). */
export interface Random {
	/** From 0 to just below 1. */
	next(): number;
	/** A whole number from 0 to `below` - 1. */
	below(below: number): number;
	/** True in `share` of all cases. */
	chance(share: number): boolean;
	/** One of the entries; the list must hold at least one. */
	pick<Entry>(entries: readonly Entry[]): Entry;
}

export function seededRandom(seed: number): Random {
	let state = seed >>> 0;
	const next = (): number => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
	const below = (limit: number): number => Math.floor(next() * limit);
	return {
		next,
		below,
		chance: (share) => next() < share,
		pick: (entries) => {
			const entry = entries[below(entries.length)];
			if (entry === undefined) throw new Error('There is nothing to pick from.');
			return entry;
		},
	};
}

/** An identifier in the form of a UUID, drawn from the generator. */
export function randomUuid(random: Random): string {
	let hex = '';
	while (hex.length < 32) {
		hex += Math.floor(random.next() * 0x1_0000_0000)
			.toString(16)
			.padStart(8, '0');
	}
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Puts entries in another order, in place, and answers them. */
export function shuffled<Entry>(entries: Entry[], random: Random): Entry[] {
	for (let at = entries.length - 1; at > 0; at--) {
		const other = random.below(at + 1);
		const [here, there] = [entries[at], entries[other]];
		if (here === undefined || there === undefined) continue;
		entries[at] = there;
		entries[other] = here;
	}
	return entries;
}
