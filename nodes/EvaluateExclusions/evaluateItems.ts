import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

import { evaluate, failedEvaluation, type Evaluation } from '../../licensing/exclusions/evaluate';
import type { ExclusionRule } from '../../licensing/exclusions/rule';
import { RuleIndex, RuleUse } from '../../licensing/exclusions/ruleIndex';
import type { PeopleList } from '../../licensing/people';
import { problemOf, readPerson } from '../../licensing/person';
import { UnreadableRow } from '../../licensing/settingRow';
import { itemFieldError, messageOf, nodeError } from '../shared/failures';
import { inputItems, byProfile, type InputItem, type ProfileItems } from '../shared/inputItems';
import { hint } from '../shared/jobs';
import type { OutputForm } from '../shared/options';
import { wantsTableRows } from '../shared/tableRows';
import type { EvaluatedItem } from './outputs';
import { fieldRulesAt, itemPeople, itemRules, outputFormAt, settingsAt } from './parameters';
import { peopleHints } from './peopleHints';

/** An item as a person, with what keeps it from being read. */
interface ReadItem extends ReturnType<typeof readPerson> {
	item: InputItem;
}

/** Judges one item; throws an error of the node where that cannot be done. */
type Judge = (read: ReadItem) => Evaluation;

/**
 * Judges every item of the first input, in its order.
 *
 * @throws NodeOperationError that names rule and field, parameter, or item and field. With
 * "continue on fail" it never throws: what could not be judged is retained.
 */
export function evaluateItems(context: IExecuteFunctions): EvaluatedItem[] {
	const items = inputItems(context);
	const run = new EvaluationRun(context);
	for (const group of byProfile(items)) run.judgeProfile(group);
	run.giveHints();
	return run.inOrderOf(items);
}

/** One run of the node over all profiles. */
class EvaluationRun {
	private readonly evaluated = new Map<InputItem, EvaluatedItem>();
	private readonly use = new RuleUse();
	private rulesOfInput: ExclusionRule[] | null = null;
	private readonly people: PeopleList;

	constructor(private readonly context: IExecuteFunctions) {
		this.people = itemPeople(context);
	}

	judgeProfile(group: ProfileItems): void {
		const judge = this.judgeOf(group);
		const form = this.outputForm(group.first.itemIndex);
		for (const item of group.items) {
			const { person: read, problems } = readPerson(item.row);
			const person = this.people.complete(read);
			const evaluation = this.guarded(judge, { item, person, problems }, form.now);
			this.evaluated.set(item, { item, person, evaluation, asTableRow: form.tableRows });
		}
	}

	giveHints(): void {
		const sentence = this.use.sentence();
		if (sentence !== null) hint(this.context, sentence);
		for (const ofPeople of peopleHints(this.people)) hint(this.context, ofPeople);
	}

	inOrderOf(items: readonly InputItem[]): EvaluatedItem[] {
		return items.flatMap((item) => this.evaluated.get(item) ?? []);
	}

	/** The judge of a profile; where its parameters or rules are wrong, one that says so. */
	private judgeOf(group: ProfileItems): Judge {
		const { context } = this;
		if (group.profile === '') {
			return ({ item: { itemIndex } }) => {
				throw itemFieldError(context, 'profile', 'is missing or empty', itemIndex);
			};
		}
		try {
			return this.openProfile(group);
		} catch (error) {
			const failure = evaluationError(context, error, group.first.itemIndex);
			return () => {
				throw failure;
			};
		}
	}

	private openProfile({ profile, first: { itemIndex: firstIndex } }: ProfileItems): Judge {
		const { context, use } = this;
		const { now } = outputFormAt(context, firstIndex);
		const settings = settingsAt(context, firstIndex);
		this.rulesOfInput ??= itemRules(context);
		const rules = [...fieldRulesAt(context, firstIndex), ...this.rulesOfInput];
		const index = new RuleIndex(rules, profile, now);
		use.offer(rules, profile, now);
		return ({ item, person, problems }) => {
			const found = problemOf(problems, ['profile', 'accountId', 'groupIds']);
			if (found) throw itemFieldError(context, found.field, found.problem, item.itemIndex);
			const judged = evaluate(person, { index, settings, now });
			use.use(judged.rules);
			return judged.evaluation;
		};
	}

	private guarded(judge: Judge, read: ReadItem, now: number): Evaluation {
		try {
			return judge(read);
		} catch (error) {
			const failure = evaluationError(this.context, error, read.item.itemIndex);
			if (!this.context.continueOnFail()) throw failure;
			return failedEvaluation(failure.message, now);
		}
	}

	/** Wrong options are told by the judge: here what must come out still comes out. */
	private outputForm(itemIndex: number): OutputForm {
		try {
			return outputFormAt(this.context, itemIndex);
		} catch {
			return { now: Date.now(), tableRows: wantsTableRows(this.context, itemIndex) };
		}
	}
}

/** Any failure as an error of the node that says what to do. */
function evaluationError(
	context: IExecuteFunctions,
	error: unknown,
	itemIndex: number,
): NodeOperationError {
	if (error instanceof NodeOperationError) return error;
	const remedy =
		error instanceof UnreadableRow
			? 'Correct the rule, or remove it. Rules are never skipped, because they may protect someone.'
			: 'Nothing was decided. Check the parameters and the items of this node.';
	return nodeError(context, messageOf(error), remedy, itemIndex);
}
