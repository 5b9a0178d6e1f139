import { SettingRow, UnreadableRow } from '../settingRow';
import type { Row } from '../tableValues';
import { truncate } from '../truncate';

/** Product, edition and price that identifiers map to; the price stands in the entitlements. */
export interface SoftwareModel {
	/** The name as it was first written. */
	model: string;
	product: string;
	edition: string;
}

/** The columns of a software model row. */
export const SOFTWARE_MODEL_FIELDS = [
	'identifier',
	'model',
	'product',
	'edition',
	'profile',
] as const;

/** Names that differ only in case or in spaces around them are one name. */
export function nameKey(name: string): string {
	return name.trim().toLowerCase();
}

/**
 * Which software model a subscription identifier belongs to. A row may name a profile; then it
 * counts there alone, and before a row for all profiles. A row whose model is empty is one that
 * nobody has mapped yet: its identifier stays unrecognized.
 */
export class ModelIndex {
	private readonly models = new Map<string, SoftwareModel>();
	private readonly byIdentifier = new Map<string, SoftwareModel>();

	/**
	 * @param source where the rows stand, in words that follow their number
	 * @throws UnreadableRow for a row without an identifier, or for an identifier with two models
	 */
	constructor(rows: readonly Row[], source: string) {
		this.add(rows, source);
	}

	/**
	 * Adds further rows, from another source.
	 *
	 * @param leave told of each row that cannot be read and is left out; without it such a row is
	 * thrown
	 */
	add(rows: readonly Row[], source: string, leave?: (error: UnreadableRow) => void): void {
		for (const [index, row] of rows.entries()) {
			try {
				this.addRow(row, index + 1, source);
			} catch (error) {
				if (leave === undefined || !(error instanceof UnreadableRow)) throw error;
				leave(error);
			}
		}
	}

	/** The model of an identifier; null when it is unrecognized. */
	find(profile: string, identifier: string): SoftwareModel | null {
		return (
			this.byIdentifier.get(identifierKey(profile, identifier)) ??
			this.byIdentifier.get(identifierKey('', identifier)) ??
			null
		);
	}

	/** A model by its name, for entitlements whose model no identifier maps to yet, too. */
	named(model: string): SoftwareModel {
		return this.models.get(nameKey(model)) ?? { model: model.trim(), product: '', edition: '' };
	}

	private addRow(row: Row, number: number, source: string): void {
		const cells = new SettingRow(row, 'Software model', { number, source });
		if (cells.isBlank(SOFTWARE_MODEL_FIELDS)) return;
		const identifier = cells.filledText('identifier', 'enter the name of what was bought');
		const name = cells.text('model');
		const key = identifierKey(cells.text('profile'), identifier);
		if (name === '') return;
		const model = this.remember(name, cells.text('product'), cells.text('edition'));
		const known = this.byIdentifier.get(key);
		if (known !== undefined && known !== model) {
			cells.fail(
				'model',
				`maps "${truncate(identifier)}" to "${truncate(model.model)}", but another row maps it to "${truncate(known.model)}": keep one of them`,
			);
		}
		this.byIdentifier.set(key, model);
	}

	/** One object for each model; a product or edition that came later fills an empty one. */
	private remember(name: string, product: string, edition: string): SoftwareModel {
		const key = nameKey(name);
		const model = this.models.get(key) ?? { model: name, product: '', edition: '' };
		model.product ||= product;
		model.edition ||= edition;
		this.models.set(key, model);
		return model;
	}
}

function identifierKey(profile: string, identifier: string): string {
	return JSON.stringify([nameKey(profile), nameKey(identifier)]);
}
