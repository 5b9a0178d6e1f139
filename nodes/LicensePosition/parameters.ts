import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { collectionRows, type UnreadableRow } from '../../licensing/settingRow';
import {
	readableEntitlements,
	readEntitlements,
	type Entitlement,
	type EntitlementList,
} from '../../licensing/position/entitlements';
import { GROUP_BY, type GroupBy } from '../../licensing/position/groups';
import { ModelIndex } from '../../licensing/position/models';
import { readQuarter, type Quarter } from '../../licensing/evidence/quarter';
import type { Row } from '../../licensing/tableValues';
import { parameterError } from '../shared/failures';
import { ParameterReader, type OutputForm } from '../shared/options';
import {
	DEFAULT_CYCLE,
	entitlementRowsProperty,
	entitlementsProperty,
} from './entitlementProperties';
import { licensePositionProperties } from './LicensePosition.properties';
import { softwareModelRowsProperty, softwareModelsProperty } from './softwareModelProperties';

/** What holds for a whole run. */
export interface PositionOptions extends OutputForm {
	report: boolean;
	/** Whether the positions come as a CSV file too. */
	positionFile: boolean;
	/** Whether the report is a field of the first item, and not a file. */
	reportAsText: boolean;
	groupBy: GroupBy;
	/** The quarter that an auditor asks for; null when nobody does. */
	evidenceQuarter: Quarter | null;
}

/** What holds for one profile. */
export interface ProfileSettings {
	models: ModelIndex;
	entitlements: Entitlement[];
	staleAfterDays: number;
}

const IN_FIELDS = 'in the fields of this node';

/** The collections that come as fields of the node and as rows of a table. */
const COLLECTIONS = {
	models: {
		fields: softwareModelsProperty,
		rows: softwareModelRowsProperty,
		key: 'model',
	},
	entitlements: {
		fields: entitlementsProperty,
		rows: entitlementRowsProperty,
		key: 'entitlement',
	},
} as const;
type Collection = (typeof COLLECTIONS)[keyof typeof COLLECTIONS];

/** Reads the options at the first item: a run has one moment and one form of output. */
export function readPositionOptions(
	context: IExecuteFunctions,
	itemIndex: number,
): PositionOptions {
	const parameters = new ParameterReader(context, licensePositionProperties, itemIndex);
	const options = parameters.option;
	return {
		...options.outputForm(),
		report: options.boolean('report'),
		positionFile: options.boolean('positionFile'),
		groupBy: parameters.word('groupBy', GROUP_BY),
		reportAsText: options.boolean('reportAsText'),
		evidenceQuarter: evidenceQuarter(context, options.text('evidenceQuarter'), itemIndex),
	};
}

function evidenceQuarter(
	context: IExecuteFunctions,
	text: string,
	itemIndex: number,
): Quarter | null {
	if (text.trim() === '') return null;
	const quarter = readQuarter(text);
	if (quarter !== undefined) return quarter;
	const expected = 'a quarter such as 2026-Q4';
	throw parameterError(context, 'Evidence of Quarter', text, expected, itemIndex);
}

/**
 * Reads the settings of a profile at its first item. Models and entitlements that read the same
 * for several profiles are read once.
 */
export class SettingsReader {
	private readonly models = new Map<string, ModelIndex>();
	private readonly entitlements = new Map<string, Entitlement[]>();

	/**
	 * @param remark told of each row that lacks something and still counts
	 * @param leave told of each row that cannot be read; without it such a row ends the run
	 */
	constructor(
		private readonly context: IExecuteFunctions,
		private readonly remark: (sentence: string) => void,
		private readonly leave?: (error: UnreadableRow) => void,
	) {}

	/** @throws NodeOperationError or UnreadableRow that names the parameter or the row */
	at(itemIndex: number): ProfileSettings {
		const parameters = new ParameterReader(this.context, licensePositionProperties, itemIndex);
		return {
			models: this.modelsAt(itemIndex),
			entitlements: this.entitlementsAt(itemIndex),
			staleAfterDays: parameters.number('staleAfterDays'),
		};
	}

	private modelsAt(itemIndex: number): ModelIndex {
		const { fields, rows } = this.rowsAt(COLLECTIONS.models, itemIndex);
		return known(this.models, [fields, rows], () => {
			const index = new ModelIndex([], IN_FIELDS);
			index.add(fields, IN_FIELDS, this.leave);
			index.add(rows, inRows(COLLECTIONS.models), this.leave);
			return index;
		});
	}

	private entitlementsAt(itemIndex: number): Entitlement[] {
		const { fields, rows } = this.rowsAt(COLLECTIONS.entitlements, itemIndex);
		const { remark } = this;
		const lists: EntitlementList[] = [
			{ rows: fields, source: IN_FIELDS, emptyCycle: DEFAULT_CYCLE },
			{ rows, source: inRows(COLLECTIONS.entitlements), remark },
		];
		return known(this.entitlements, [fields, rows], () =>
			this.leave === undefined
				? lists.flatMap((list) => readEntitlements(list.rows, list.source, list))
				: readableEntitlements(lists, this.leave),
		);
	}

	private rowsAt(collection: Collection, itemIndex: number): { fields: Row[]; rows: Row[] } {
		return {
			fields: this.parameterRows(collection.fields, collection.key, itemIndex),
			rows: this.parameterRows(collection.rows, collection.key, itemIndex),
		};
	}

	private parameterRows(
		{ name, displayName }: INodeProperties,
		key: string,
		itemIndex: number,
	): Row[] {
		const value: unknown = this.context.getNodeParameter(name, itemIndex, {});
		const rows = collectionRows(value, key);
		if (rows !== undefined) return rows;
		throw parameterError(this.context, displayName, value, 'a list of rows', itemIndex);
	}
}

function inRows({ rows }: Collection): string {
	return `in "${rows.displayName}"`;
}

/** What was made of the same rows before, or what is made of them now. */
function known<Made>(made: Map<string, Made>, rows: unknown, make: () => Made): Made {
	const key = JSON.stringify(rows);
	const value = made.get(key) ?? make();
	made.set(key, value);
	return value;
}
