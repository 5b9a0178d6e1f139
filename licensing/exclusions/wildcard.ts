/**
 * Wildcards: `*` stands for any run of characters, none included, and `?` for exactly one.
 * Everything else stands for itself. Matching needs no regular expression and cannot run away:
 * the time grows with the length of the text times the length of the wildcard.
 */

/** True when the wildcard covers the whole text. Ignoring case is left to the caller. */
export function compileWildcard(wildcard: string): (text: string) => boolean {
	const [head = pieceOf(''), ...rest] = wildcard.split('*').map(pieceOf);
	const tail = rest.pop();
	if (tail === undefined) return (text) => endOfPiece(text, head, 0) === text.length;
	return (text) => {
		let at = endOfPiece(text, head, 0);
		for (const piece of rest) {
			if (at < 0) return false;
			at = findPiece(text, piece, at);
		}
		return at >= 0 && closesText(text, tail, at);
	};
}

/** The text between two stars; `single` when it holds a `?`. */
interface Piece {
	text: string;
	single: boolean;
}

function pieceOf(text: string): Piece {
	return { text, single: text.includes('?') };
}

/** Where the piece ends when it starts at `from`; -1 when it does not fit there. */
function endOfPiece(text: string, piece: Piece, from: number): number {
	if (!piece.single) return text.startsWith(piece.text, from) ? from + piece.text.length : -1;
	let at = from;
	for (const wanted of piece.text) {
		const point = text.codePointAt(at);
		if (point === undefined) return -1;
		const found = String.fromCodePoint(point);
		if (wanted !== '?' && wanted !== found) return -1;
		at += found.length;
	}
	return at;
}

/** Where the first occurrence of the piece at or after `from` ends; -1 when there is none. */
function findPiece(text: string, piece: Piece, from: number): number {
	if (!piece.single) {
		const start = text.indexOf(piece.text, from);
		return start < 0 ? -1 : start + piece.text.length;
	}
	for (let start = from; start <= text.length; start = nextStart(text, start)) {
		const end = endOfPiece(text, piece, start);
		if (end >= 0) return end;
	}
	return -1;
}

/** True when the piece can start at or after `from` and end where the text ends. */
function closesText(text: string, piece: Piece, from: number): boolean {
	if (!piece.single) return text.length - piece.text.length >= from && text.endsWith(piece.text);
	for (let start = from; start <= text.length; start = nextStart(text, start)) {
		if (endOfPiece(text, piece, start) === text.length) return true;
	}
	return false;
}

/** The next place where a character begins: some take two places. */
function nextStart(text: string, at: number): number {
	const point = text.codePointAt(at);
	return at + (point === undefined ? 1 : String.fromCodePoint(point).length);
}
