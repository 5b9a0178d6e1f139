import { markup, outside, count, day, type Content, type Markup } from './format';
import type { CandidateLine, ReportFacts } from './facts';
import type { HeldBack, Protection } from './kept';
import { csvLink } from './csv';
import { andMore, folded, SHOWN, table } from './tables';

const DUE_SHOWN = 12;
const REASON_LENGTH = 300;

/** Every date that comes. */
export function dueSection({ due }: ReportFacts): Markup {
	if (due.length === 0) return markup``;
	const shown = due.slice(0, DUE_SHOWN);
	const days = shown.map(
		(entry) =>
			markup`<li><time datetime="${entry.day}">${day(entry.day)}</time><span>${
				entry.model === null ? markup`` : markup`${outside(entry.model)}: `
			}${entry.what}</span></li>`,
	);
	return markup`<section><h2>Dates that come</h2><ol class="due">${days}</ol>${andMore(shown.length, due.length, 'date')}</section>`;
}

/** Who is a candidate and why. */
export function candidateSection({
	candidates,
	candidateCount,
	candidateFile,
}: ReportFacts): Markup {
	if (candidateCount === 0) return markup``;
	const columns = [
		{ title: 'Person' },
		{ title: 'Days inactive', isNumber: true },
		{ title: 'Why' },
		{ title: 'State' },
	];
	const file =
		candidateFile === null
			? markup``
			: csvLink(
					candidateFile,
					'The whole list is the first output of Evaluate Exclusions, and the table clm_subscriptions.',
				);
	const more =
		candidates.length < candidateCount
			? ` The first ${count(candidates.length)} are shown.`
			: '';
	return folded(
		'Why these seats are idle',
		candidateCount,
		markup`<p>The longest inactive come first; people for whom nothing was found come last.${more}</p>${table('Candidates', columns, candidates.map(cellsOf))}${file}`,
	);
}

/** What was protected, by which rule, and why others are kept. */
export function keptSection({ protections, heldBack }: ReportFacts): Markup {
	if (protections.length === 0 && heldBack.length === 0) return markup``;
	const seats = protections.reduce((sum, { isProtected }) => sum + isProtected, 0);
	return folded(
		'What was protected, and by which rule',
		seats,
		markup`${protectionTable(protections)}${heldBackTable(heldBack)}`,
	);
}

function cellsOf(line: CandidateLine): Content[] {
	return [
		markup`${outside(line.displayName || line.accountId)}<small>${outside(line.profile)} · ${outside(line.identifier)}</small>`,
		line.inactiveDays === null
			? markup`<span class="none">${nothingFound(line)}</span>`
			: count(line.inactiveDays),
		markup`<span>${outside(line.reason, REASON_LENGTH)}${
			line.note === null
				? markup``
				: markup`<small>${outside(line.note, REASON_LENGTH)}</small>`
		}</span>`,
		stateOf(line),
	];
}

/** Only views can say "never": whoever was not found editing may read. */
function nothingFound({ viewsChecked, checkedFrom }: CandidateLine): string {
	if (viewsChecked) return 'never active';
	return checkedFrom === null ? 'nothing found' : `nothing found since ${day(checkedFrom)}`;
}

function stateOf({ state, dueAt }: CandidateLine): Markup {
	if (state === null) return markup`<span class="none">not tracked</span>`;
	const due = dueAt === null ? markup`` : markup`<small>due ${day(dueAt)}</small>`;
	return markup`<span>${state}${due}</span>`;
}

function protectionTable(protections: readonly Protection[]): Markup {
	if (protections.length === 0) return markup`<p>No subscription is protected.</p>`;
	const shown = protections.slice(0, SHOWN);
	const rows = shown.map(({ title, reason, isProtected, excludedFromCost }) => [
		markup`${outside(title, REASON_LENGTH)}${
			reason === null ? markup`` : markup`<small>${outside(reason, REASON_LENGTH)}</small>`
		}`,
		count(isProtected),
		count(excludedFromCost),
	]);
	const columns = [
		{ title: 'Rule' },
		{ title: 'Protected from reclamation', isNumber: true },
		{ title: 'Excluded from cost', isNumber: true },
	];
	return markup`${table('Subscriptions that a rule protects', columns, rows)}${andMore(
		shown.length,
		protections.length,
		'rule',
	)}`;
}

function heldBackTable(heldBack: readonly HeldBack[]): Markup {
	if (heldBack.length === 0) return markup``;
	const rows = heldBack.map(({ title, subscriptions }) => [
		outside(title, REASON_LENGTH),
		count(subscriptions),
	]);
	const columns = [{ title: 'Why it is kept' }, { title: 'Subscriptions', isNumber: true }];
	return markup`<h3 class="next">Why the others are kept</h3>${table('Why the other subscriptions are kept', columns, rows)}`;
}
