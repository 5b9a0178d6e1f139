import type { ProductUse } from '../../licensing/activity/views';
import { momentAt } from './productUse';

/** What cannot be read at all: it may be anything, so it keeps "never" from being said. */
const UNREADABLE: ProductUse = { product: '', resource: '', lastActiveAt: null };

/**
 * One entry of the list of products, in the words of either endpoint (D, M). Nothing here is a
 * fault of the whole answer: what cannot be read is missing, and concerns this person only.
 */
export function readProductUse(entry: unknown): ProductUse {
	if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return UNREADABLE;
	const fields: Readonly<Record<string, unknown>> = { ...entry };
	const exact = momentAt(fields, 'lastActiveTimestamp', 'lastActive');
	return {
		product: textOf(fields.key),
		resource: textOf(fields.id),
		lastActiveAt: exact ?? momentAt(fields, 'last_active_timestamp', 'last_active'),
	};
}

function textOf(value: unknown): string {
	return typeof value === 'string' ? value : '';
}
