import type { INodeExecutionData, IExecuteFunctions } from 'n8n-workflow';

import { evidenceCsv, evidenceRows } from '../../licensing/evidence/evidence';
import type { Quarter } from '../../licensing/evidence/quarter';
import { chargeBackCsv, chargeBackRows } from '../../licensing/position/chargeBack';
import { positionGroup, type PositionGroup } from '../../licensing/position/groupFigures';
import type { LicensePosition } from '../../licensing/position/calculate';
import type { UnrecognizedIdentifier } from '../../licensing/position/countSeats';
import type { PositionFigures } from '../../licensing/position/position';
import { POSITION_FIELDS, positionItem } from '../../licensing/position/positionItem';
import { positionCsv } from '../../licensing/position/positionCsv';
import { SHARE_FIELDS, shareItem } from '../../licensing/position/savingShares';
import { toIso } from '../../licensing/times';
import { outputItem, type InputItem } from '../shared/inputItems';
import { tableRow } from '../shared/tableRows';
import type { OutputForm } from '../shared/options';
import type { PositionOptions } from './parameters';
import type { SecondInput } from './secondInput';
import { reportFacts, type ReportSources } from '../../licensing/position/report/facts';
import { reportPage } from '../../licensing/position/report/page';

/** The columns of an unrecognized identifier. */
export const UNRECOGNIZED_FIELDS = [
	'profile',
	'identifier',
	'subscriptions',
] as const satisfies ReadonlyArray<keyof UnrecognizedIdentifier>;

/** The first item of each profile; what is said of a profile is paired with it. */
export type FirstItems = ReadonlyMap<string, InputItem>;

/** The positions, those of identifiers without a model, and the totals. */
export function positionOutput(
	{ positions, identifiers, totals }: LicensePosition,
	firstItems: FirstItems,
	{ now, tableRows }: OutputForm,
): INodeExecutionData[] {
	const calculatedAt = toIso(now) ?? '';
	return [...positions, ...identifiers, ...totals].map((figures) => {
		const position = positionItem(figures, calculatedAt);
		const record = tableRows
			? tableRow(position, POSITION_FIELDS)
			: { ...position, ...groupsField(figures) };
		return outputItem(record, ...sourcesOf(figures, firstItems));
	});
}

/** The field `groups` where the position is divided; else none. */
function groupsField({ groups, currency }: PositionFigures): { groups?: PositionGroup[] } {
	if (groups === undefined) return {};
	return { groups: groups.map((group) => positionGroup(group, currency)) };
}

export function unrecognizedOutput(
	{ unrecognized }: LicensePosition,
	firstItems: FirstItems,
	{ tableRows }: OutputForm,
): INodeExecutionData[] {
	return unrecognized.map((entry) => {
		const record = tableRows ? tableRow(entry, UNRECOGNIZED_FIELDS) : entry;
		return outputItem(record, ...sourcesOf(entry, firstItems));
	});
}

/** The share of each removal and each candidate; what is to be stored says so in `isToStore`. */
export function sharesOutput(
	{ shares }: LicensePosition,
	firstItems: FirstItems,
	{ tableRows }: OutputForm,
): INodeExecutionData[] {
	return shares.map((share) => {
		const item = shareItem(share);
		const record = tableRows ? tableRow(item, SHARE_FIELDS) : item;
		return outputItem(record, ...sourcesOf(share, firstItems));
	});
}

/** A total comes from all profiles; it is paired with the first item of each. */
function sourcesOf(
	{ profile }: Pick<PositionFigures, 'profile'>,
	firstItems: FirstItems,
): InputItem[] {
	if (profile === null) return [...firstItems.values()];
	const first = firstItems.get(profile);
	return first === undefined ? [] : [first];
}

/** Where "Respond to Webhook" and the nodes that send files look first. */
const BINARY_FIELD = 'data';

const FILE_NAME = 'confluence-license-report.html';

/** The field of the first item where the report is text. */
const TEXT_FIELD = 'report';

/** Adds the report to the first item: as binary data, or as a field. */
export async function attachReport(
	context: IExecuteFunctions,
	items: readonly INodeExecutionData[],
	sources: ReportSources,
	{ now, reportAsText }: PositionOptions,
): Promise<void> {
	const [first] = items;
	if (first === undefined) return;
	const page = reportPage(reportFacts(sources, now));
	if (reportAsText) {
		first.json[TEXT_FIELD] = page;
		return;
	}
	const file = await context.helpers.prepareBinaryData(
		Buffer.from(page, 'utf8'),
		FILE_NAME,
		'text/html',
	);
	first.binary = { ...first.binary, [BINARY_FIELD]: file };
}

/** Adds the positions as a file to the first item, as binary data beside the report. */
export async function attachPositions(
	context: IExecuteFunctions,
	items: readonly INodeExecutionData[],
	{ positions, identifiers, totals }: LicensePosition,
	now: number,
): Promise<void> {
	const calculatedAt = toIso(now) ?? '';
	const all = [...positions, ...identifiers, ...totals];
	const text = positionCsv(all.map((figures) => positionItem(figures, calculatedAt)));
	await attachCsv(context, items, { field: 'csv', name: POSITION_NAME, text });
}

/** Adds the file for charging back to the first item, as binary data beside the report. */
export async function attachChargeBack(
	context: IExecuteFunctions,
	items: readonly INodeExecutionData[],
	{ positions }: LicensePosition,
): Promise<void> {
	const text = chargeBackCsv(chargeBackRows(positions));
	await attachCsv(context, items, { field: 'chargeBack', name: CHARGE_BACK_NAME, text });
}

/** Adds the decisions of a quarter to the first item, as binary data beside the report. */
export async function attachEvidence(
	context: IExecuteFunctions,
	items: readonly INodeExecutionData[],
	{ candidates, wholeReceipts }: SecondInput,
	quarter: Quarter,
): Promise<void> {
	const text = evidenceCsv(evidenceRows(candidates, wholeReceipts, quarter));
	const name = `confluence-license-evidence-${quarter.name}.csv`;
	await attachCsv(context, items, { field: 'evidence', name, text });
}

const POSITION_NAME = 'confluence-license-position.csv';
const CHARGE_BACK_NAME = 'confluence-license-charge-back.csv';

async function attachCsv(
	context: IExecuteFunctions,
	[first]: readonly INodeExecutionData[],
	{ field, name, text }: { field: string; name: string; text: string },
): Promise<void> {
	if (first === undefined) return;
	const content = Buffer.from(text, 'utf8');
	const file = await context.helpers.prepareBinaryData(content, name, 'text/csv');
	first.binary = { ...first.binary, [field]: file };
}
