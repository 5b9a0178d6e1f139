import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

import { messageOf, nodeError } from '../shared/failures';
import { hint } from '../shared/jobs';

/** How many of the problems a hint spells out. */
const SPELLED_OUT = 5;

/**
 * What a run leaves out under "continue on fail". No failure may leave the node then: n8n would
 * copy the whole input to Position.
 */
export class LeftOut {
	private readonly problems: string[] = [];

	constructor(private readonly context: IExecuteFunctions) {}

	/**
	 * Does something that may fail. Without "continue on fail" a failure ends the run.
	 *
	 * @returns undefined when it failed
	 */
	attempt<Result>(action: () => Result, itemIndex?: number): Result | undefined {
		try {
			return action();
		} catch (error) {
			this.leave(error, itemIndex);
			return undefined;
		}
	}

	/** The same for something that takes a while. */
	async attemptLater(action: Promise<void>): Promise<void> {
		try {
			await action;
		} catch (error) {
			this.leave(error);
		}
	}

	private leave(error: unknown, itemIndex?: number): void {
		const remedy = 'It was not used for the position. Correct it and run again.';
		const failure =
			error instanceof NodeOperationError
				? error
				: nodeError(this.context, messageOf(error), remedy, itemIndex);
		if (!this.context.continueOnFail()) throw failure;
		this.problems.push(failure.message);
	}

	/** The problems as sentences: the first few, and how many more there are. */
	sentences(): string[] {
		const more = this.problems.length - SPELLED_OUT;
		const first = this.problems.slice(0, SPELLED_OUT);
		return more > 0 ? [...first, `And ${more} more`] : first;
	}

	/** Says below the node what is missing from the position, and why. */
	hint(): void {
		if (this.problems.length === 0) return;
		hint(this.context, `Left out of the position: ${this.sentences().join('. ')}.`);
	}
}
