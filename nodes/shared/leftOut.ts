import type { IExecuteFunctions, INodeExecutionData, NodeOperationError } from 'n8n-workflow';

import { messageOf } from './failures';
import { outputItem, type InputItem } from './inputItems';
import { hint } from './jobs';

/** How many of the problems a hint spells out. */
const SPELLED_OUT = 5;

/**
 * What a run leaves out under "continue on fail". No failure may leave the node then: n8n would
 * copy the whole input to the first output.
 */
export class LeftOut {
	private readonly problems: Array<{ message: string; source: InputItem | null }> = [];

	/** @param asNodeError what ends a run that may leave nothing out */
	constructor(
		private readonly context: IExecuteFunctions,
		private readonly asNodeError: (
			error: unknown,
			source: InputItem | null,
		) => NodeOperationError,
	) {}

	/**
	 * Does something that may fail. Without "continue on fail" a failure ends the run.
	 *
	 * @param source the item that it is about, for settings the first of their profile
	 * @returns undefined when it failed
	 */
	attempt<Result>(action: () => Result, source: InputItem | null = null): Result | undefined {
		try {
			return action();
		} catch (error) {
			this.leave(error, source);
			return undefined;
		}
	}

	/** The same whatever "continue on fail" says: what comes out names what was left out. */
	attemptAnyway<Result>(action: () => Result): Result | undefined {
		try {
			return action();
		} catch (error) {
			this.leaveAnyway(error);
			return undefined;
		}
	}

	/** The same for something that takes a while. */
	async attemptLater(action: Promise<void>): Promise<void> {
		try {
			await action;
		} catch (error) {
			this.leave(error, null);
		}
	}

	/** Leaves something out whatever "continue on fail" says: what comes out names it. */
	leaveAnyway(error: unknown): void {
		this.problems.push({ message: messageOf(error), source: null });
	}

	private leave(error: unknown, source: InputItem | null): void {
		if (!this.context.continueOnFail()) throw this.asNodeError(error, source);
		this.problems.push({ message: messageOf(error), source });
	}

	/** The problems as sentences: the first few, and how many more there are. */
	sentences(): string[] {
		const more = this.problems.length - SPELLED_OUT;
		const first = this.problems.slice(0, SPELLED_OUT).map(({ message }) => message);
		return more > 0 ? [...first, `And ${more} more`] : first;
	}

	/** Says below the node what was left out, and why. */
	hint(introduction: string): void {
		if (this.problems.length === 0) return;
		hint(this.context, `${introduction}: ${this.sentences().join('. ')}.`);
	}

	/**
	 * What was left out as n8n wants it for the error output: it moves items with nothing but an
	 * `error` there, together with the fields of the item that they are about. None where the node
	 * has no such output.
	 */
	errorOutputItems(): INodeExecutionData[] {
		if (this.context.getNode().onError !== 'continueErrorOutput') return [];
		return this.problems.map(({ message, source }) =>
			outputItem({ error: message }, source ?? { row: {}, input: 0, itemIndex: 0 }),
		);
	}
}
