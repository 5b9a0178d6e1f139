import { CANDIDATE_FIELDS } from '../../licensing/candidates/candidate';
import { EVENT_FIELDS } from '../../licensing/candidates/events';
import { EVALUATION_FIELDS } from '../../licensing/exclusions/evaluate';
import { JOB_RESULT_FIELDS } from '../../licensing/jobResult';
import { POSITION_FIELDS } from '../../licensing/position/positionItem';
import { RECEIPT_FIELDS } from '../../licensing/reclaim/receipts';
import { SUBSCRIPTION_FIELDS } from '../../licensing/subscription';
import * as notes from './fieldNotes';
import { FieldTypes } from './fieldTypes';
import { code, table } from './markdown';

/** Where the fields of an item stand in the sources. */
interface FieldSource {
	file: string;
	type: string;
	fields: readonly string[];
	notes: Readonly<Record<string, string>>;
}

const FIELD_SOURCES = {
	subscription: {
		file: 'licensing/subscription.ts',
		type: 'Subscription',
		fields: SUBSCRIPTION_FIELDS,
		notes: notes.SUBSCRIPTION_NOTES,
	},
	evaluation: {
		file: 'licensing/exclusions/evaluate.ts',
		type: 'Evaluation',
		fields: EVALUATION_FIELDS,
		notes: notes.EVALUATION_NOTES,
	},
	candidate: {
		file: 'licensing/candidates/candidate.ts',
		type: 'Candidate',
		fields: CANDIDATE_FIELDS,
		notes: notes.CANDIDATE_NOTES,
	},
	event: {
		file: 'licensing/candidates/events.ts',
		type: 'CandidateEvent',
		fields: EVENT_FIELDS,
		notes: notes.EVENT_NOTES,
	},
	result: {
		file: 'licensing/reclaim/personResult.ts',
		type: 'ResultFields',
		fields: Object.keys(notes.RESULT_NOTES),
		notes: notes.RESULT_NOTES,
	},
	receipt: {
		file: 'licensing/reclaim/receipts.ts',
		type: 'Receipt',
		fields: RECEIPT_FIELDS,
		notes: notes.RECEIPT_NOTES,
	},
	jobResult: {
		file: 'licensing/jobResult.ts',
		type: 'JobResult',
		fields: JOB_RESULT_FIELDS,
		notes: notes.JOB_RESULT_NOTES,
	},
	position: {
		file: 'licensing/position/positionItem.ts',
		type: 'Position',
		fields: POSITION_FIELDS,
		notes: notes.POSITION_NOTES,
	},
	positionGroup: {
		file: 'licensing/position/groupFigures.ts',
		type: 'PositionGroup',
		fields: Object.keys(notes.POSITION_GROUP_NOTES),
		notes: notes.POSITION_GROUP_NOTES,
	},
} as const satisfies Record<string, FieldSource>;

/** Items that belong to one node alone. */
const OWN_FIELDS = {
	site: notes.SITE_NOTES,
	validation: notes.VALIDATION_NOTES,
	accessGroup: notes.ACCESS_GROUP_NOTES,
} as const satisfies Record<string, Record<string, string>>;

/** Tables of the fields of items, by the name of the item. */
export class FieldTables {
	private readonly types = new FieldTypes(Object.values(FIELD_SOURCES).map(({ file }) => file));

	/** @throws Error when there is no such item */
	tableOf(name: string): string {
		const sources: Record<string, FieldSource> = FIELD_SOURCES;
		const source = sources[name];
		return source === undefined ? ownFieldTable(name) : this.typedTable(source);
	}

	private typedTable({ file, type, fields, notes: noteOf }: FieldSource): string {
		const rows = fields.map((field) => [
			code(field),
			code(this.types.typeOf(file, type, field)),
			noteOf[field] ?? '',
		]);
		return table(['Field', 'Type', 'What it holds'], rows);
	}
}

function ownFieldTable(name: string): string {
	const all: Record<string, Record<string, string>> = OWN_FIELDS;
	const own = all[name];
	if (own === undefined) throw new Error(`There is no item "${name}"`);
	const rows = Object.entries(own).map(([field, note]) => [code(field), note]);
	return table(['Field', 'What it holds'], rows);
}
