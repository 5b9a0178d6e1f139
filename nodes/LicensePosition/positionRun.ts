import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';

import { firstFew, truncate } from '../../licensing/truncate';
import {
	calculatePosition,
	oneForEachSubscription,
	type LicensePosition,
	type PositionSources,
} from '../../licensing/position/calculate';
import type { Entitlement } from '../../licensing/position/entitlements';
import { asKept, keptKeys, withInactiveDays } from '../../licensing/position/idleSeats';
import type { ProfileSeats } from '../../licensing/position/countSeats';
import { withoutPrices, type CurrencyMixture } from '../../licensing/position/mixtures';
import type { ReportSources } from '../../licensing/position/report/facts';
import { withGroups } from '../../licensing/position/groups';
import { withReasons } from '../../licensing/position/takenBack';
import { totalOfNothing } from '../../licensing/position/totals';
import { problemOf, readPerson, type FieldProblem, type PersonRow } from '../../licensing/person';
import type { UnreadableRow } from '../../licensing/settingRow';
import { keyOf } from '../../licensing/subscription';
import { itemFieldError, messageOf, nodeError } from '../shared/failures';
import { inputItems, byProfile, type InputItem } from '../shared/inputItems';
import { hint } from '../shared/jobs';
import { LeftOut } from '../shared/leftOut';
import { readEarlierPositions, readTrendRows } from './earlierPositions';
import {
	attachChargeBack,
	attachEvidence,
	attachPositions,
	attachReport,
	positionOutput,
	sharesOutput,
	unrecognizedOutput,
} from './outputs';
import { readPositionOptions, SettingsReader, type PositionOptions } from './parameters';
import { readSecondInput, type Attempt, type SecondInput } from './secondInput';

/**
 * Calculates the license position of the input.
 *
 * @throws NodeOperationError that names parameter, row or item and field. With "continue on fail"
 * it never throws: what cannot be read is left out, and a hint says so.
 */
export async function positionRun(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const leftOut = new LeftOut(context, (error, source) =>
		error instanceof NodeOperationError
			? error
			: nodeError(context, messageOf(error), NOT_CALCULATED, source?.itemIndex),
	);
	const items = inputItems(context);
	const [first] = items;
	const options =
		first && leftOut.attempt(() => readPositionOptions(context, first.itemIndex), first);
	if (options === undefined) {
		leftOut.hint(LEFT_OUT);
		return [[], [], []];
	}
	return await new PositionRun(context, leftOut, options).outputs(items);
}

const LEFT_OUT = 'Left out of the position';
const NOT_CALCULATED = 'It was not used for the position. Correct it and run again.';

/** One run of the node over all profiles. */
class PositionRun {
	private readonly firstItems = new Map<string, InputItem>();

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly leftOut: LeftOut,
		private readonly options: PositionOptions,
	) {}

	async outputs(items: readonly InputItem[]): Promise<INodeExecutionData[][]> {
		const { context, firstItems, leftOut, options } = this;
		// A report comes with a sentence about a stored row that cannot be read, never not at all.
		const attempt: Attempt = (action) =>
			options.report ? leftOut.attemptAnyway(action) : leftOut.attempt(action);
		const second = readSecondInput(context, attempt);
		const kept = keptKeys(second.candidates, options.now);
		const profiles = this.readProfiles(items, kept);
		const { receipts } = second;
		const earlier = readEarlierPositions(context, leftOut, attempt);
		const sources = {
			profiles,
			receipts: withReasons(receipts, second.candidates),
			earlier,
			now: options.now,
		};
		const whole = this.withMixtures(calculatePosition(sources), sources);
		const calculated = withGroups(whole, { groupBy: options.groupBy, profiles, receipts });
		const hasFiles = options.report || options.positionFile || options.evidenceQuarter !== null;
		if (hasFiles && calculated.positions.length === 0) {
			calculated.totals = [totalOfNothing()];
		}
		const position = positionOutput(calculated, firstItems, options);
		const unrecognized = unrecognizedOutput(calculated, firstItems, options);
		if (options.report) {
			const { candidates } = second;
			const trend = readTrendRows(context);
			await this.addReport(position, { calculated, profiles, candidates, earlier: trend });
		}
		if (options.positionFile) {
			const { now } = options;
			await leftOut.attemptLater(attachPositions(context, position, calculated, now));
		}
		if (options.groupBy !== 'none') {
			await leftOut.attemptLater(attachChargeBack(context, position, calculated));
		}
		const { evidenceQuarter: quarter } = options;
		if (quarter !== null) {
			await leftOut.attemptLater(attachEvidence(context, position, second, quarter));
		}
		this.hint(calculated, second);
		return [position, unrecognized, sharesOutput(calculated, firstItems, options)];
	}

	private async addReport(
		position: readonly INodeExecutionData[],
		sources: Omit<ReportSources, 'leftOut' | 'groupBy'>,
	): Promise<void> {
		const { context, leftOut, options } = this;
		const { groupBy } = options;
		const facts = { ...sources, groupBy, leftOut: leftOut.sentences() };
		await leftOut.attemptLater(attachReport(context, position, facts, options));
	}

	private readProfiles(items: readonly InputItem[], kept: ReadonlySet<string>): ProfileSeats[] {
		const { context, leftOut, options } = this;
		// A report comes with a sentence about a row that cannot be read, never without the others.
		const leave = (error: UnreadableRow) => leftOut.leaveAnyway(error);
		const remark = (sentence: string) => leftOut.leaveAnyway(new Error(sentence));
		const settings = new SettingsReader(context, remark, options.report ? leave : undefined);
		const profiles: ProfileSeats[] = [];
		for (const { profile, first, items: own } of byProfile(items)) {
			const newest = oneForEachSubscription(this.readPeople(own));
			const seats = newest.map((seat) => (kept.has(keyOf(seat)) ? asKept(seat) : seat));
			// Without a profile all items of the group were refused.
			if (profile === '') continue;
			const read = this.leftOut.attempt(() => settings.at(first.itemIndex), first);
			if (read === undefined) continue;
			this.firstItems.set(profile, first);
			profiles.push({ profile, ...read, seats });
		}
		return profiles;
	}

	private *readPeople(items: readonly InputItem[]): Generator<PersonRow> {
		for (const { row, itemIndex } of items) {
			const { person, problems } = readPerson(row);
			const problem = problemOf(problems, ['profile', 'accountId']);
			if (problem === undefined) yield withInactiveDays(person, this.options.now);
			else this.leftOut.attempt(() => this.refusePerson(problem, itemIndex));
		}
	}

	private refusePerson({ field, problem }: FieldProblem, itemIndex: number): never {
		throw itemFieldError(this.context, field, problem, itemIndex);
	}

	/**
	 * Amounts of two currencies cannot be one position. A report shows such a model without a price
	 * and says why; elsewhere it has no position.
	 */
	private withMixtures(whole: LicensePosition, sources: PositionSources): LicensePosition {
		const { mixtures } = whole;
		for (const mixture of mixtures) {
			const error = this.mixtureError(mixture);
			if (this.options.report) this.leftOut.leaveAnyway(error);
			else {
				this.leftOut.attempt(() => {
					throw error;
				});
			}
		}
		if (!this.options.report || mixtures.length === 0) return whole;
		const profiles = withoutPrices(sources.profiles, mixtures);
		return calculatePosition({ ...sources, profiles });
	}

	private mixtureError({ model, currencies }: CurrencyMixture): NodeOperationError {
		const shown = this.options.report ? '; until then it is shown without a price' : '';
		return nodeError(
			this.context,
			`The entitlements of the model "${truncate(model)}" are in ${currencies.join(' and ')}, but one model can only have one currency${shown}`,
			'Give all its entitlements the same currency, or split it into two models.',
		);
	}

	private hint(
		{ receiptsNotCounted, entitlementsNotCounted, appsNotCounted }: LicensePosition,
		{ others }: SecondInput,
	): void {
		this.leftOut.hint(LEFT_OUT);
		this.hintOfNobody(entitlementsNotCounted);
		this.hintOfApps(appsNotCounted);
		if (others > 0) {
			hint(
				this.context,
				`Items of the second input that are neither candidates nor receipts, and were not used: ${others}.`,
			);
		}
		if (receiptsNotCounted > 0) {
			hint(
				this.context,
				`Receipts that match no software model or no profile of this run, and do not count in the actual savings: ${receiptsNotCounted}.`,
			);
		}
	}

	private hintOfApps(entitlements: readonly Entitlement[]): void {
		if (entitlements.length === 0) return;
		const named = entitlements.map(
			({ model, countsWith }) => `"${truncate(model)}" with "${truncate(countsWith)}"`,
		);
		hint(
			this.context,
			`Entitlements that count with a model that nobody uses are not counted: ${firstFew(named)}. Check that "Counts With" is spelled as the model, or is "site".`,
		);
	}

	private hintOfNobody(entitlements: readonly Entitlement[]): void {
		if (entitlements.length === 0) return;
		const named = entitlements.map(
			({ model, profile }) => `"${truncate(model)}" of "${truncate(profile)}"`,
		);
		hint(
			this.context,
			`Entitlements of profiles that are not in this run are not counted: ${firstFew(named)}. Check that the profile is spelled as in the subscriptions.`,
		);
	}
}
