/**
 * Which characters a part of a pattern can take, roughly: one bit for each of the 128 ASCII
 * characters and one for all others together. Roughly means never too few.
 */
export type CharacterSet = bigint;

const ASCII = 128;
const OTHERS: CharacterSet = 1n << BigInt(ASCII);

export const NO_CHARACTER: CharacterSet = 0n;
export const ANY_CHARACTER: CharacterSet = (1n << BigInt(ASCII + 1)) - 1n;

/** Parts that take ASCII characters alone: a literal, an escaped sign, digits, a plain class. */
const ASCII_ONLY = /^(?:\\d|\\[^a-z0-9]|[^\\.[]|\[(?!\^)(?:\\d|\\[^a-z0-9]|[^\\])*\])$/iu;

/** Ignoring case, k also takes the Kelvin sign and s the long s. */
const CROSSES_OVER = asciiSet((character) => 'kKsS'.includes(character));

/** The characters that one part of a pattern takes, ignoring case. */
export function characterSet(source: string): CharacterSet {
	const form = new RegExp(`^${source}$`, 'iu');
	const ascii = asciiSet((character) => form.test(character));
	const asciiOnly = ASCII_ONLY.test(source) && isAscii(source) && !overlap(ascii, CROSSES_OVER);
	return asciiOnly ? ascii : ascii | OTHERS;
}

/** True when some character is in both. */
export function overlap(a: CharacterSet, b: CharacterSet): boolean {
	return (a & b) !== NO_CHARACTER;
}

/** The characters of all the sets. */
export function union(sets: readonly CharacterSet[]): CharacterSet {
	return sets.reduce((all, set) => all | set, NO_CHARACTER);
}

function asciiSet(takes: (character: string) => boolean): CharacterSet {
	let set = NO_CHARACTER;
	for (let code = 0; code < ASCII; code++) {
		if (takes(String.fromCharCode(code))) set |= 1n << BigInt(code);
	}
	return set;
}

function isAscii(text: string): boolean {
	for (const character of text) if (character.charCodeAt(0) >= ASCII) return false;
	return true;
}
