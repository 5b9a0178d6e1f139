import { visible } from '../tableValues';

/** A text of a subscription in the forms in which rules look at it. */
export interface ComparedText {
	/** For `equals` and `wildcard`. */
	folded: string;
	/** What a regular expression is tried on; that it fits one of them is enough. */
	forms: readonly string[];
}

/**
 * A text or a pattern as people see it: no invisible characters, accents written one way only.
 * Everything that rules compare goes through here, on both sides.
 */
export function seen(text: string): string {
	return visible(text).normalize('NFC');
}

/**
 * The form in which texts are compared: as people see it, without case, and every run of white
 * space as one space. Names that look the same are the same.
 */
export function folded(text: string): string {
	const spaced = seen(text)
		.replace(/[\s\u0085\u2800]+/gu, ' ')
		.trim();
	return withoutLetterForms(spaced.toLowerCase());
}

/** A text in the forms in which rules look at it. */
export function compared(text: string): ComparedText {
	const written = seen(text);
	const same = folded(text);
	// Expressions ignore case by themselves: where folding did no more, one form says it all.
	return { folded: same, forms: written.toLowerCase() === same ? [same] : [written, same] };
}

/**
 * Letters whose small form is not the one that the capital letter leads to: the Greek sigma at the
 * end of a word, and the Turkish i with and without its dot. The two of the Turkish count as one
 * letter, because nobody says which language a name is in: in doubt the seat is kept.
 */
export function withoutLetterForms(text: string): string {
	return text.replace(/ς/gu, 'σ').replace(/i\u0307|[ıİ]/gu, 'i');
}
