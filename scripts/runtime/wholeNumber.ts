/**
 * An option of the command line that holds a whole number.
 *
 * @throws Error when it holds something else
 */
export function wholeNumber(name: string, text: string): number {
	const number = Number(text);
	if (text !== '' && Number.isInteger(number) && number >= 0) return number;
	throw new Error(`--${name} must be a whole number, but it is "${text}".`);
}
