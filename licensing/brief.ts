/** The longest name or id that a sentence repeats in full. */
const LONGEST = 120;

/** A text from outside for a sentence: cut where it is longer than any name or id should be. */
export function brief(text: string): string {
	return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
