/**
 * Runs tasks side by side, at most `limit` at once, and answers their results in order.
 * The first failure stops further tasks from starting and is thrown once those under way ended.
 */
export async function mapConcurrent<Input, Output>(
	inputs: readonly Input[],
	limit: number,
	task: (input: Input, index: number) => Promise<Output>,
): Promise<Output[]> {
	const results = new Array<Output>(inputs.length);
	const entries = inputs.entries();
	const failures: unknown[] = [];
	const work = async (): Promise<void> => {
		for (const [index, input] of entries) {
			if (failures.length > 0) return;
			try {
				results[index] = await task(input, index);
			} catch (error) {
				failures.push(error);
				return;
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(limit, inputs.length) }, work));
	if (failures.length > 0) throw failures[0];
	return results;
}
