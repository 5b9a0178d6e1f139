/** Of the cases of a law over HTTP; the others come with TEST_SCALE=1, which `npm run test:all` sets. */
const DEFAULT_SCALE = 0.25;

/** A law is never tried on fewer cases, unless it has no more. */
const FEWEST = 50;

/**
 * How many cases of a law are tried whose every case asks a simulator.
 *
 * @param full at TEST_SCALE=1; a smaller scale takes fewer, a larger one more
 * @throws Error when TEST_SCALE is no number above 0
 */
export function scaled(full: number): number {
	return Math.max(Math.ceil(full * testScale()), Math.min(full, FEWEST));
}

/** Whether measurements run too, on which no promise rests: at TEST_SCALE=1 and above. */
export function isFullSize(): boolean {
	return testScale() >= 1;
}

function testScale(): number {
	const scale = process.env.TEST_SCALE ?? '';
	const factor = scale === '' ? DEFAULT_SCALE : Number(scale);
	if (!Number.isFinite(factor) || factor <= 0) {
		throw new Error(`TEST_SCALE must be a number above 0, but it is "${scale}".`);
	}
	return factor;
}

/** The same for a law that needs all of its cases, or whose cases cost nearly nothing: never fewer. */
export function atLeast(full: number): number {
	return Math.max(full, scaled(full));
}
