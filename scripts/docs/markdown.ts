/** One cell of a table: its own bars and line ends would break the table. */
export function cell(text: string): string {
	return text
		.replace(/\|/g, '\\|')
		.replace(/\s*\n\s*/g, ' ')
		.trim();
}

/** A table with a heading row. */
export function table(headings: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
	const lines = [headings, headings.map(() => '---'), ...rows.map((row) => row.map(cell))];
	return lines.map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** Text as code; an empty one stays empty. */
export function code(text: string): string {
	return text === '' ? '' : `\`${text}\``;
}

/** Several texts as code, such as `a`, `b`. */
export function codeList(texts: readonly string[]): string {
	return texts.map(code).join(', ');
}

/** n8n's descriptions hold links and line breaks as HTML. */
export function fromHtml(text: string): string {
	return text
		.replace(/<a\s[^>]*href="([^"]*)"[^>]*>(.*?)<\/a>/g, '[$2]($1)')
		.replace(/<\/?(code|b|i|em|strong)>/g, '`');
}

/** The sentence with a full stop. */
export function sentence(text: string): string {
	return text === '' || /[.!?]$/.test(text) ? text : `${text}.`;
}
