import { ConfluenceError, isFatal } from '../errors';

/** So many questions failing with none answered in between mean that the site does not answer. */
const FAILURES_IN_A_ROW = 20;

/** Ends a run to which the site does not answer any more. */
export class FailureStreak {
	private length = 0;

	async guard(
		task: () => Promise<void>,
		onFailure: (error: ConfluenceError) => void,
	): Promise<void> {
		try {
			await task();
			this.length = 0;
		} catch (error) {
			if (isFatal(error) || !(error instanceof ConfluenceError)) throw error;
			if (++this.length >= FAILURES_IN_A_ROW) throw error;
			onFailure(error);
		}
	}
}
