/** A text of a subscription in the forms in which rules look at it. */
export interface ComparedText {
	/** For `equals` and `wildcard`. */
	folded: string;
	/** What a regular expression is tried on; that it fits one of them is enough. */
	forms: readonly string[];
}

/**
 * The form in which texts are compared: without case, accents written one way only, and every run
 * of white space as one space. Names that look the same are the same.
 */
export function folded(text: string): string {
	const spaced = text.normalize('NFC').trim().replace(/\s+/gu, ' ');
	return withoutLetterForms(spaced.toLowerCase());
}

/** A text in the forms in which rules look at it. */
export function compared(text: string): ComparedText {
	const written = text.normalize('NFC');
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
