/** Ends something that was started. */
export type End = () => Promise<void>;

/**
 * Runs every end, what was started last first, and leaves the list empty.
 *
 * @throws the first error of an end, after all of them ran
 */
export async function endAll(ends: End[]): Promise<void> {
	const errors: unknown[] = [];
	for (const end of ends.splice(0).reverse()) {
		try {
			await end();
		} catch (error) {
			errors.push(error);
		}
	}
	if (errors.length > 0) throw errors[0];
}

/**
 * Starts something of several parts, each of which adds its end when it has started. When one
 * fails, those before it are ended.
 *
 * @throws why it failed, whatever the ends say
 */
export async function startOrEnd<Started>(
	ends: End[],
	start: () => Promise<Started>,
): Promise<Started> {
	try {
		return await start();
	} catch (error) {
		await endAll(ends).catch(() => undefined);
		throw error;
	}
}
