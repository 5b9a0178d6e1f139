import { DAY_MS } from '../times';
import { dayText } from './billing';
import { minorToText, type Minor } from './money';
import { percent } from './percent';

/** The mails about a renewal: so many days before it, and when nine tenths of a tier are used. */
export const ADVICE_MAILS = ['renewal90', 'renewal60', 'renewal30', 'tierNearlyUsed'] as const;
export type AdviceMail = (typeof ADVICE_MAILS)[number];

/** The days before a renewal on which a mail is due, the last first. */
const RENEWAL_MAILS = [
	{ mail: 'renewal30', days: 30 },
	{ mail: 'renewal60', days: 60 },
	{ mail: 'renewal90', days: 90 },
] as const satisfies ReadonlyArray<{ mail: AdviceMail; days: number }>;

/** A tier is nearly used from so many tenths on. */
const NEARLY_TENTHS = 9;

/** What is known before the renewal of a plan. Days are ISO dates, moments milliseconds. */
export interface RenewalFacts {
	model: string;
	now: number;
	/** null for a plan that is not renewed by year. */
	renewsOn: string | null;
	reclaimBy: string | null;
	/** Seats in use. */
	used: number;
	/** Seats that can be taken back today. */
	candidates: number;
	/** The seats that the tier paid for holds; null where no tier is paid for. */
	tierLimit: number | null;
	seatsToLowerTier: number | null;
	recommendedQuantity: number;
	/** The seats that the plan renews with if nobody orders anything. */
	renewedQuantity: number;
	currency: string | null;
	renewalCost: Minor;
	recommendedCost: Minor;
	/** Somebody ordered the lower tier: nothing is left to say about the renewal. */
	isOrdered: boolean;
	/** The mails that were sent about this renewal and this plan, as the newest positions say. */
	sent: readonly AdviceMail[];
}

export interface Advice {
	/** Whole sentences; null while there is nothing to do. */
	text: string | null;
	/** The mails that hold now and were not sent yet; of those before a renewal only the latest. */
	mailsDue: AdviceMail[];
	/** The mails that were sent and still count: once a tier has room again, it is forgotten. */
	mailsSent: AdviceMail[];
}

/** What to do before a renewal, and which mails say so today. */
export function adviceOf(facts: RenewalFacts): Advice {
	const { used, tierLimit, sent } = facts;
	const days = daysToRenewal(facts, facts.now);
	const stage = days === null ? undefined : RENEWAL_MAILS.find((renewal) => days <= renewal.days);
	const isNearlyUsed = isNearly(used, tierLimit);
	const held: AdviceMail[] = [];
	if (stage !== undefined) held.push(stage.mail);
	if (isNearlyUsed) held.push('tierNearlyUsed');
	const sentences = [
		...(stage === undefined || days === null ? [] : renewalSentences(facts, days)),
		...(isNearlyUsed ? [tierSentence(facts)] : []),
	];
	return {
		text: sentences.length === 0 ? null : sentences.join(' '),
		mailsDue: held.filter((mail) => !sent.includes(mail)),
		mailsSent: ADVICE_MAILS.filter(
			(mail) => sent.includes(mail) && (mail !== 'tierNearlyUsed' || isNearlyUsed),
		),
	};
}

/** False where the plan renews by itself with what is recommended: then there is nothing to say. */
export function isToOrder({
	renewsOn,
	isOrdered,
	recommendedQuantity,
	renewedQuantity,
}: Pick<
	RenewalFacts,
	'renewsOn' | 'isOrdered' | 'recommendedQuantity' | 'renewedQuantity'
>): boolean {
	return renewsOn !== null && !isOrdered && recommendedQuantity !== renewedQuantity;
}

function daysToRenewal(facts: RenewalFacts, at: number): number | null {
	const { renewsOn } = facts;
	if (renewsOn === null || !isToOrder(facts)) return null;
	return (Date.parse(renewsOn) - Date.parse(dayText(at))) / DAY_MS;
}

function isNearly(used: number, tierLimit: number | null): boolean {
	if (tierLimit === null || tierLimit === 0) return false;
	return used <= tierLimit && used * 10 >= tierLimit * NEARLY_TENTHS;
}

function renewalSentences(facts: RenewalFacts, days: number): string[] {
	const { model, renewsOn, reclaimBy, candidates, recommendedQuantity } = facts;
	const when = days === 0 ? 'today' : `in ${days === 1 ? '1 day' : `${days} days`}`;
	return [
		`${model} is renewed on ${renewsOn ?? ''}, ${when}.`,
		`${seats(candidates)} can be freed until ${reclaimBy ?? 'then'}.`,
		`Somebody has to order ${seats(recommendedQuantity)}${costWords(facts)}: the plan renews as it is.`,
		...missingSentence(facts),
	];
}

function costWords({ currency, renewalCost, recommendedCost }: RenewalFacts): string {
	if (currency === null || recommendedCost >= renewalCost) return '';
	const [less, more] = [recommendedCost, renewalCost].map((cost) => minorToText(cost, currency));
	return ` (${currency} ${less ?? ''} instead of ${more ?? ''})`;
}

/** How many more seats would reach the next tier, where the candidates do not. */
function missingSentence({ seatsToLowerTier, candidates }: RenewalFacts): string[] {
	if (seatsToLowerTier === null || seatsToLowerTier <= candidates) return [];
	const missing = seatsToLowerTier - candidates;
	return [`${seats(missing)} more must be freed to reach the tier below.`];
}

function tierSentence({ model, used, tierLimit, candidates }: RenewalFacts): string {
	const limit = tierLimit ?? 0;
	const share = Math.round(percent(used, limit));
	return `${model}: ${used} of the ${seats(limit)} of its tier are used (${share} %), and ${candidates} can be freed. A full tier has to be raised before anybody else can join.`;
}

function seats(count: number): string {
	return count === 1 ? '1 seat' : `${count} seats`;
}
