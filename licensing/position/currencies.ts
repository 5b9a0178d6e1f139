/** Decimals of most currencies. */
const USUAL_DECIMALS = 2;

/** The currencies of ISO 4217 whose minor unit is not a hundredth. */
const UNUSUAL_DECIMALS = new Map<string, number>([
	...codes('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF', 0),
	...codes('BHD IQD JOD KWD LYD OMR TND', 3),
	...codes('CLF UYW', 4),
]);

/** How many decimals amounts of a currency have; without a currency the usual two. */
export function decimalsOf(currency: string | null): number {
	return UNUSUAL_DECIMALS.get(currency ?? '') ?? USUAL_DECIMALS;
}

/** A currency code of three letters in upper case; undefined for any other text. */
export function readCurrency(text: string): string | undefined {
	const code = text.trim().toUpperCase();
	return /^[A-Z]{3}$/.test(code) ? code : undefined;
}

function codes(list: string, decimals: number): Array<[string, number]> {
	return list.split(' ').map((code) => [code, decimals]);
}
