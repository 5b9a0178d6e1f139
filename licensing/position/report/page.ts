import { createHash } from 'crypto';

import { adviceSection } from './advice';
import { daysAwaySection } from './daysAway';
import { markup, joined, Markup, outside, count, counted, day } from './format';
import type { ReportFacts } from './facts';
import { groupSection } from './groups';
import { nextSection } from './next';
import { answerSection } from './opening';
import { candidateSection, dueSection, keptSection } from './people';
import type { PositionFigures } from '../position';
import { positionSection, unrecognizedSection } from './positions';
import { moneySections } from './savings';
import { STYLE } from './style';
import { trendSection } from './trendSection';
import { whatIfSection } from './whatIf';

const TITLE = 'Confluence license report';

/** What a reader from finance asks first. */
const NOTES: readonly string[] = [
	'A seat is one person in one profile, however many groups give access. Seats that a rule excludes from cost are not part of any amount.',
	'Idle is a seat that can be taken back today: no activity was found for as long as the profile asks for, and nothing protects it. Trash, restricted content and content blocked by an app access rule cannot be searched.',
	'Savings are what you pay before minus what you pay after, band by band. A seat saves the price of the last seats, not an average.',
	'A monthly plan saves from its next billing date; seats taken back before it are freed. An annual plan with tiers saves at renewal, only if a lower tier is reached, and somebody has to order it.',
	"Saved counts seats that were taken back, left no other access and whose date has passed, minus seats given back, at today's prices.",
];
const MIXED_NOTE =
	'Amounts of monthly and annual plans are added up as they are billed. To compare them, use the amounts for a full year.';

/**
 * The report as one self-contained HTML page: no script, nothing loaded from anywhere. Its policy
 * lets a browser apply the page's own style and nothing else. Values from outside are escaped, and
 * long lists are cut and say how many more there are, so that the page stays under 1 MB.
 */
export function reportPage(facts: ReportFacts): string {
	const { positions, totals, unrecognized } = facts.calculated;
	const content = joined([
		leftOutNotice(facts),
		answerSection(facts.answer, facts.calculated, facts.staleAfterDays),
		markup`<div class="pair">${[daysAwaySection(facts.answer), nextSection(facts)]}</div>`,
		trendSection(facts.trend),
		...moneySections(totals),
		markup`<div class="pair even">${[adviceSection(positions), dueSection(facts)]}</div>`,
		whatIfSection(totals),
		markup`<div class="lists">${[
			positionSection(positions),
			groupSection(facts.groupBy, positions, totals),
			candidateSection(facts),
			keptSection(facts),
			unrecognizedSection(unrecognized),
		]}</div>`,
		notes(facts),
	]);
	return [
		'<!doctype html>',
		'<html lang="en">',
		head().text,
		'<body>',
		markup`<header><div class="wide"><h1>${TITLE}</h1><p>${subtitle(facts)}</p></div></header>`
			.text,
		markup`<main class="wide${hasManyCurrencies(totals) ? ' many' : ''}">${content}</main>`
			.text,
		'</body>',
		'</html>',
		'',
	].join('\n');
}

/** On paper the figures of many currencies stand without the tables behind them. */
function hasManyCurrencies(totals: readonly PositionFigures[]): boolean {
	return totals.filter(({ currency }) => currency !== null).length > 2;
}

function head(): Markup {
	return joined([
		markup`<head><meta charset="utf-8">`,
		markup`<meta http-equiv="Content-Security-Policy" content="${policy()}">`,
		markup`<meta name="viewport" content="width=device-width, initial-scale=1">`,
		markup`<meta name="referrer" content="no-referrer">`,
		markup`<meta name="robots" content="noindex">`,
		markup`<title>${TITLE}</title><link rel="icon" href="data:,">`,
		markup`<style>${new Markup(STYLE)}</style></head>`,
	]);
}

/** Nothing but this page's own style, known by its hash. */
function policy(): string {
	const hash = createHash('sha256').update(STYLE, 'utf8').digest('base64');
	return `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`;
}

function subtitle({ calculatedAt, profiles, answer }: ReportFacts): string {
	const { seats, excludedFromCost } = answer;
	const excluded =
		excludedFromCost === 0 ? '' : `, ${count(excludedFromCost)} more excluded from cost`;
	return `As of ${day(calculatedAt)}, ${calculatedAt.slice(11, 16)} UTC · ${counted(profiles, 'site')} · ${counted(seats, 'seat')}${excluded}`;
}

/** How many reasons for seats that could not be judged are named. */
const REASONS_NAMED = 5;

function leftOutNotice({ leftOut, calculated, notEvaluated }: ReportFacts): Markup {
	const missing = calculated.receiptsNotCounted;
	if (leftOut.length === 0 && missing === 0 && notEvaluated.length === 0) return markup``;
	const named = notEvaluated.slice(0, REASONS_NAMED);
	const more = notEvaluated.length - named.length;
	const notJudged = named.map(({ title, subscriptions }) => {
		const seats = counted(subscriptions, 'seat');
		return markup`<li>${seats} could not be judged, and ${subscriptions === 1 ? 'is' : 'are'} kept: ${outside(title, 400)}</li>`;
	});
	const others =
		more === 0 ? markup`` : markup`<li>${counted(more, 'more reason')} for other seats.</li>`;
	const items = leftOut.map((sentence) => markup`<li>${outside(sentence, 400)}</li>`);
	const receipts =
		missing === 0
			? markup``
			: markup`<li>${count(missing)} receipts for seats taken back belong to no model or profile in this report, so their savings are not counted.</li>`;
	return markup`<div class="notice" role="note"><h2>Not everything is in this report</h2><ul>${items}${notJudged}${others}${receipts}</ul></div>`;
}

function notes({ calculated: { totals } }: ReportFacts): Markup {
	const mixed = totals.some(({ billingCycle }) => billingCycle === 'mixed');
	const notes = mixed ? [...NOTES, MIXED_NOTE] : NOTES;
	const items = notes.map((note) => markup`<li>${note}</li>`);
	return markup`<footer><h2>How these numbers are calculated</h2><ul>${items}</ul></footer>`;
}
