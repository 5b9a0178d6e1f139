/**
 * Runs tasks side by side, at most `lanes` at once, and answers their results in order.
 * The first failure stops further tasks from starting and is thrown once those under way ended.
 */
export async function inLanes<Input, Output>(
	inputs: readonly Input[],
	lanes: number,
	task: (input: Input, index: number) => Promise<Output>,
): Promise<Output[]> {
	const results = new Array<Output>(inputs.length);
	const entries = inputs.entries();
	const failures: unknown[] = [];
	const lane = async (): Promise<void> => {
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
	await Promise.all(Array.from({ length: Math.min(lanes, inputs.length) }, lane));
	if (failures.length > 0) throw failures[0];
	return results;
}
