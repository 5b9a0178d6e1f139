/** Of the cases of each law; the others come with TEST_SCALE=1, which `npm run test:all` sets. */
const DEFAULT_SCALE = 0.25;

/** A law is never tried on fewer cases, unless it has no more. */
const FEWEST = 50;

/**
 * How many cases of a law are tried.
 *
 * @param full at TEST_SCALE=1; a smaller scale takes fewer, a larger one more
 * @throws Error when TEST_SCALE is no number above 0
 */
export function scaled(full: number, scale = process.env.TEST_SCALE ?? ''): number {
	const factor = scale === '' ? DEFAULT_SCALE : Number(scale);
	if (!Number.isFinite(factor) || factor <= 0) {
		throw new Error(`TEST_SCALE must be a number above 0, but it is "${scale}".`);
	}
	return Math.max(Math.ceil(full * factor), Math.min(full, FEWEST));
}
