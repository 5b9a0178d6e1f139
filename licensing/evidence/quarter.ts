/** A quarter of a calendar year in UTC; moments are milliseconds since the epoch. */
export interface Quarter {
	/** Such as 2026-Q4. */
	name: string;
	from: number;
	/** The first moment after it. */
	to: number;
}

const QUARTER = /^\s*(\d{4})\s*-?\s*Q([1-4])\s*$/i;
const MONTHS = 3;

/** Reads a quarter such as "2026-Q4"; undefined when the text names none. */
export function readQuarter(text: string): Quarter | undefined {
	const found = QUARTER.exec(text);
	if (!found) return undefined;
	return quarterAt(Number(found[1]), Number(found[2]) - 1);
}

/** The quarter that a moment lies in. */
export function quarterOf(time: number): Quarter {
	const date = new Date(time);
	return quarterAt(date.getUTCFullYear(), Math.floor(date.getUTCMonth() / MONTHS));
}

function quarterAt(year: number, place: number): Quarter {
	return {
		name: `${year}-Q${place + 1}`,
		from: Date.UTC(year, place * MONTHS, 1),
		to: Date.UTC(year, (place + 1) * MONTHS, 1),
	};
}
