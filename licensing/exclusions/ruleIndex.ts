import { appliesTo, isInForce, EFFECTS, ruleTitle, type ExclusionRule } from './rule';
import { ruleField, type RuleFieldName, type ComparedPerson } from './ruleFields';
import type { ComparedText } from './comparedText';
import type { TextMatcher } from './patterns';
import { placeText } from '../settingRow';

/** What an exclusion keeps a subscription out of. */
export type Scope = 'cost' | 'reclamation';

/** The rules that fit one subscription, in the order of the rules. */
export interface RuleMatches {
	/** The first rule that keeps it out of reclamation. */
	reclamation: ExclusionRule | null;
	/** The first rule that keeps it out of cost. */
	cost: ExclusionRule | null;
	/** Every rule that fits in its scope, in no order. */
	all: readonly ExclusionRule[];
}

/** A rule with its place among all rules, fields first. */
interface RankedRule {
	rank: number;
	rule: ExclusionRule;
}

/**
 * The rules in force for one profile at one moment, laid out so that a subscription is compared
 * with few of them: `equals` rules are found by their text, the others are tried one by one.
 */
export class RuleIndex {
	private readonly fields: FieldRules[] = [];
	/** True when a rule about e-mail protects from reclamation: then a missing e-mail matters. */
	readonly needsEmail: boolean;
	/** The same for a rule about groups and a person whose groups are not all known. */
	readonly needsGroups: boolean;
	/** The same for a rule about departments and a person whose department is not known. */
	readonly needsDepartment: boolean;

	/** @param now milliseconds since the epoch */
	constructor(rules: readonly ExclusionRule[], profile: string, now: number) {
		const ranked = rules
			.map((rule, rank) => ({ rule, rank }))
			.filter(({ rule }) => isInForce(rule, now) && appliesTo(rule, profile));
		for (const name of fieldNames(ranked)) this.fields.push(new FieldRules(name, ranked));
		const protecting = ranked.filter(({ rule }) => EFFECTS[rule.effect].reclamation);
		this.needsEmail = protecting.some(({ rule }) => ruleField(rule.field).needsEmail);
		this.needsGroups = protecting.some(({ rule }) => ruleField(rule.field).needsGroups);
		this.needsDepartment = protecting.some(({ rule }) => ruleField(rule.field).needsDepartment);
	}

	/** The rules that fit a person. */
	match(person: ComparedPerson): RuleMatches {
		const found = new Found();
		for (const field of this.fields) field.collect(person, found);
		return found.matches();
	}
}

/** The rules about one field. */
class FieldRules {
	private readonly equals = new Map<string, RankedRule[]>();
	private readonly patterns: Array<RankedRule & { test: TextMatcher }> = [];
	private readonly answers: Map<string, readonly RankedRule[]> | null;

	constructor(
		private readonly name: RuleFieldName,
		ranked: readonly RankedRule[],
	) {
		this.answers = ruleField(name).fewTexts ? new Map() : null;
		for (const entry of ranked) {
			const { field, test } = entry.rule;
			if (field !== name) continue;
			if (typeof test !== 'string') this.patterns.push({ ...entry, test });
			else append(this.equals, test, entry);
		}
	}

	collect(person: ComparedPerson, found: Found): void {
		const { reclamation, cost } = ruleField(this.name);
		for (const text of reclamation(person)) {
			found.add(this.rulesFor(text), cost ? ['reclamation'] : ['reclamation', 'cost']);
		}
		for (const text of cost?.(person) ?? []) found.add(this.rulesFor(text), ['cost']);
	}

	private rulesFor(text: ComparedText): readonly RankedRule[] {
		const [key = text.folded] = text.forms;
		const known = this.answers?.get(key);
		if (known) return known;
		const rules = this.look(text);
		this.answers?.set(key, rules);
		return rules;
	}

	private look(text: ComparedText): readonly RankedRule[] {
		const same = this.equals.get(text.folded) ?? NONE;
		const fitting = this.patterns.filter(({ test }) => test(text));
		return fitting.length === 0 ? same : [...same, ...fitting];
	}
}

const NONE: readonly RankedRule[] = [];

/** Gathers what fits one subscription. */
class Found {
	private readonly first: Record<Scope, RankedRule | null> = { cost: null, reclamation: null };
	private readonly all = new Set<ExclusionRule>();

	add(entries: readonly RankedRule[], scopes: readonly Scope[]): void {
		for (const entry of entries) for (const scope of scopes) this.addFor(scope, entry);
	}

	matches(): RuleMatches {
		const { cost, reclamation } = this.first;
		return {
			cost: cost?.rule ?? null,
			reclamation: reclamation?.rule ?? null,
			all: [...this.all],
		};
	}

	private addFor(scope: Scope, entry: RankedRule): void {
		if (!EFFECTS[entry.rule.effect][scope]) return;
		this.all.add(entry.rule);
		const first = this.first[scope];
		if (first === null || entry.rank < first.rank) this.first[scope] = entry;
	}
}

function append(map: Map<string, RankedRule[]>, text: string, entry: RankedRule): void {
	const entries = map.get(text);
	if (entries) entries.push(entry);
	else map.set(text, [entry]);
}

function fieldNames(ranked: readonly RankedRule[]): Set<RuleFieldName> {
	return new Set(ranked.map(({ rule }) => rule.field));
}

/** How many rules a sentence names before it only counts the others. */
const NAMED = 10;

/** Remembers, over all profiles of a run, which rules are in force and which of them fitted. */
export class RuleUse {
	/** By place, because the node's own fields are read once for each profile. */
	private readonly unmatched = new Map<string, ExclusionRule>();
	private readonly matched = new Set<string>();
	private readonly noted = new WeakSet<ExclusionRule>();

	/**
	 * Notes the rules that a profile is judged by; those of profiles that are not in the run match
	 * nobody today and protect all the same. `now` in milliseconds.
	 */
	offer(rules: readonly ExclusionRule[], profile: string, now: number): void {
		for (const rule of rules) {
			const place = placeText(rule);
			const counts = isInForce(rule, now) && appliesTo(rule, profile);
			if (counts && !this.matched.has(place)) this.unmatched.set(place, rule);
		}
	}

	/** Notes the rules that fitted somebody. */
	use(rules: readonly ExclusionRule[]): void {
		for (const rule of rules) {
			if (this.noted.has(rule)) continue;
			this.noted.add(rule);
			const place = placeText(rule);
			this.matched.add(place);
			this.unmatched.delete(place);
		}
	}

	/** Names the active rules for the profiles of the run that fitted nobody; null when each fitted somebody. */
	sentence(): string | null {
		const rules = [...this.unmatched.values()];
		if (rules.length === 0) return null;
		const named = rules.slice(0, NAMED).map(titleWithProfile).join('; ');
		const others = rules.length > NAMED ? `; and ${rules.length - NAMED} more` : '';
		return `Active exclusion rules that matched nobody: ${named}${others}. Check their values, or switch them off.`;
	}
}

function titleWithProfile(rule: ExclusionRule): string {
	return rule.profile === ''
		? ruleTitle(rule)
		: `${ruleTitle(rule)}, for profile ${rule.profile}`;
}
