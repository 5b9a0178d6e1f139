import { createHash } from 'crypto';

import { answerSection } from './answer';
import { histogramSection, whatIfSection } from './activity';
import { markup, joined, Markup, outside, count, counted, day } from './format';
import type { ReportFacts } from './facts';
import { candidateSection, dueSection, keptSection } from './people';
import { positionSection, seatSection, unrecognizedSection } from './positions';
import { STYLE } from './style';
import { summary } from './summary';

const TITLE = 'Confluence license report';

/** What a reader from finance asks first. */
const NOTES: readonly string[] = [
	'A seat is one person in one profile, however many groups give access. Seats that a rule excludes from cost are not part of any amount.',
	'Savings are what you pay before minus what you pay after, band by band. A seat saves the price of the last seats, not an average.',
	'A monthly plan saves from its next billing date. An annual plan with tiers saves at renewal, and only if a lower tier is reached.',
	"Actual savings count seats that were taken back and left no other access, minus seats given back, at today's prices.",
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
	const pair = (...sections: Markup[]) => markup`<div class="pair">${sections}</div>`;
	const content = joined([
		leftOutNotice(facts),
		answerSection(facts.answer, totals, facts.staleAfterDays),
		pair(
			seatSection(positions),
			histogramSection(facts.answer.histogram, facts.staleAfterDays),
		),
		...summary(totals),
		whatIfSection(totals),
		dueSection(facts),
		positionSection(positions),
		candidateSection(facts),
		keptSection(facts),
		unrecognizedSection(unrecognized),
		notes(facts),
	]);
	return [
		'<!doctype html>',
		'<html lang="en">',
		head().text,
		'<body>',
		markup`<header><div class="wide"><h1>${TITLE}</h1><p>${subtitle(facts)}</p></div></header>`
			.text,
		markup`<main class="wide">${content}</main>`.text,
		'</body>',
		'</html>',
		'',
	].join('\n');
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

function subtitle({ calculatedAt, profiles, subscriptions }: ReportFacts): string {
	return `As of ${day(calculatedAt)}, ${calculatedAt.slice(11, 16)} UTC · ${counted(profiles, 'profile')} · ${counted(subscriptions, 'subscription')}`;
}

function leftOutNotice({ leftOut, calculated }: ReportFacts): Markup {
	const missing = calculated.receiptsNotCounted;
	if (leftOut.length === 0 && missing === 0) return markup``;
	const items = leftOut.map((sentence) => markup`<li>${outside(sentence, 400)}</li>`);
	const receipts =
		missing === 0
			? markup``
			: markup`<li>${count(missing)} receipts for seats taken back belong to no model or profile in this report, so their savings are not counted.</li>`;
	return markup`<div class="notice" role="note"><h2>Not everything is in this report</h2><ul>${items}${receipts}</ul></div>`;
}

function notes({ calculated: { totals } }: ReportFacts): Markup {
	const mixed = totals.some(({ billingCycle }) => billingCycle === 'mixed');
	const notes = mixed ? [...NOTES, MIXED_NOTE] : NOTES;
	const items = notes.map((note) => markup`<li>${note}</li>`);
	return markup`<footer><h2>How these numbers are calculated</h2><ul>${items}</ul></footer>`;
}
