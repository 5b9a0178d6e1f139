/**
 * Divides a whole amount by weights so that the shares are whole and add up to it exactly. What
 * rounding leaves goes to the largest remainders, on a draw to the earlier share. Without any
 * weight all shares are alike.
 */
export function shares(total: bigint, weights: readonly number[]): bigint[] {
	const parts = weights.some((weight) => weight > 0) ? weights : weights.map(() => 1);
	const sum = parts.reduce((all, part) => all + BigInt(part), 0n);
	if (sum === 0n) return [];
	const whole = parts.map((part) => (total * BigInt(part)) / sum);
	const left = total - whole.reduce((all, share) => all + share, 0n);
	const remainders = parts
		.map((part, place) => ({ place, remainder: (total * BigInt(part)) % sum }))
		.sort((a, b) => Number(b.remainder - a.remainder) || a.place - b.place);
	for (const { place } of remainders.slice(0, Number(left)))
		whole[place] = (whole[place] ?? 0n) + 1n;
	return whole;
}

/** The same for counts that are plain numbers, such as seats. */
export function seatShares(total: number, weights: readonly number[]): number[] {
	return shares(BigInt(total), weights).map(Number);
}
