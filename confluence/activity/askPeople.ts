import { questionsFor, type AskedPerson } from '../../licensing/activity/questions';
import { concludeTogether } from '../../licensing/activity/answer';
import type { Evidence } from '../../licensing/activity/evidence';
import type { FailureKind } from '../errors';
import type { ConfluenceClient } from '../http/client';
import { EditLooks, type EditCounts, type EditLook, type EditSettings } from './editLooks';
import { Proof } from './proof';

export interface Edits {
	/** Of everybody who was asked for. */
	looks: Map<string, EditLook>;
	/** The latest own change of anybody that any answer has shown, whatever was asked. */
	shown: ReadonlyMap<string, Evidence>;
	counts: EditCounts;
}

/**
 * Asks what people created or changed, together or alone, until everybody is settled or the points
 * are used up. A question that fails with a passing fault leaves its people unknown; a failure of
 * the site ends the run.
 *
 * @param everybody how many people the run is about, those who are not asked for included
 * @throws ConfluenceError
 */
export async function askPeople(
	client: ConfluenceClient,
	people: readonly AskedPerson[],
	everybody: number,
	settings: EditSettings,
): Promise<Edits> {
	let oldestFrom = Infinity;
	for (const { from } of people) oldestFrom = Math.min(oldestFrom, from);
	const edits = new EditLooks(client, settings, { everybody, oldestFrom });
	const proof = new Proof(edits);
	const groups = new GroupQuestions(edits, proof);
	const questions = questionsFor(people);
	await edits.forEach(questions.groups, async (group) => void (await groups.ask(group)));
	await edits.forEach([...groups.leftOver, ...questions.alone], async (person) => {
		await edits.attempt([person], async () => {
			const page = await edits.search.ask([person]);
			edits.counts.askedAlone++;
			proof.take(person, await edits.search.concludeAlone(page, person));
		});
	});
	await proof.readOn('atTheLatest');
	await proof.confirm();
	await proof.readOn('open');
	const { looks, counts, search } = edits;
	counts.sharedContentRead = search.sharedContentRead;
	return { looks, counts, shown: search.shown };
}

/** Questions for several people at once. */
class GroupQuestions {
	/** People whom no group settled. */
	readonly leftOver: AskedPerson[] = [];
	/** Points that groups cost more than asking for the people whom they settled, one by one. */
	private groupLoss = 0;

	constructor(
		private readonly edits: EditLooks,
		private readonly proof: Proof,
	) {}

	/**
	 * One query for several people. Nothing found settles all of them. Otherwise the newest hit
	 * settles whom it names, and the others are asked for again: all of them where it named somebody,
	 * else in halves. Where groups do not pay, people are asked for one by one.
	 *
	 * @param isFound true when somebody among them is known to be found, so that asking tells nothing
	 * @returns true when it is certain that nobody among them was found
	 */
	async ask(people: readonly AskedPerson[], isFound = false): Promise<boolean> {
		if (people.length <= 1 || this.groupLoss > this.edits.mayCostExtra) {
			for (const person of people) this.leftOver.push(person);
			return false;
		}
		if (!isFound) {
			const { open, isNobody } = await this.askGroup(people);
			if (open.length === 0) return isNobody;
			if (open.length < people.length) return await this.ask(open);
		}
		const middle = Math.ceil(people.length / 2);
		const nobodyInFirst = await this.ask(people.slice(0, middle));
		await this.ask(people.slice(middle), nobodyInFirst);
		return false;
	}

	/** One query for a group: whom it did not settle, and whether it proved that nobody did anything. */
	private async askGroup(
		people: readonly AskedPerson[],
	): Promise<{ open: readonly AskedPerson[]; isNobody: boolean }> {
		const { search, counts } = this.edits;
		let open: readonly AskedPerson[] = [];
		let isNobody = false;
		const ask = async (): Promise<void> => {
			const page = await search.ask(people);
			counts.groupQueries++;
			this.groupLoss += 1 + page.entries.length;
			open = people.filter((person) => {
				const conclusion = concludeTogether(page, person);
				if (conclusion.kind === 'open') return true;
				this.proof.take(person, conclusion);
				counts.settledTogether++;
				this.groupLoss -= page.entries.length === 0 ? 1 : 2;
				return false;
			});
			isNobody = open.length === 0 && page.entries.length === 0;
		};
		await this.edits.attempt(people, ask, {
			// One person whom the site does not know spoils the question for all.
			whenFailed: (error) => {
				if (SPOILT_BY_ONE.has(error.kind)) open = people;
				else this.edits.fail(people, error);
			},
		});
		return { open, isNobody };
	}
}

const SPOILT_BY_ONE: ReadonlySet<FailureKind> = new Set(['badRequest', 'badAnswer', 'notFound']);
