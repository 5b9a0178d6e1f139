import { placeText } from '../settingRow';
import { appliesTo, isInForce, ruleTitle, type ExclusionRule } from './rule';

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
