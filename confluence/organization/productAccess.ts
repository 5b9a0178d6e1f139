import { readTime } from '../../licensing/times';
import { AnswerShapeError, listAt, objectAt, optionalText, type Fields } from '../http/answers';

/** When a person last used one product of one site (milliseconds since the epoch). */
export interface ProductAccess {
	/** Such as `confluence`. */
	product: string;
	/** The resource: an ARI that ends in the Cloud ID of the site. */
	resource: string;
	/** Null where the organization names the product without a date. */
	lastActiveAt: number | null;
}

/** Names of the fields, which differ between the two endpoints (D, M). */
export interface AccessFields {
	timestamp: string;
	/** A day without a time, where the endpoint has one: the end of it counts. */
	day?: string;
}

/**
 * Reads the list of products. An empty list says that the person never used any; a list that is
 * missing says nothing, so it is a fault of the answer.
 */
export function readProductAccess(
	value: unknown,
	place: string,
	names: AccessFields,
): ProductAccess[] {
	return listAt(value, place).map((entry) => readEntry(objectAt(entry, place), place, names));
}

function readEntry(fields: Fields, place: string, names: AccessFields): ProductAccess {
	const text =
		optionalText(fields, names.timestamp) ??
		(names.day === undefined ? null : optionalText(fields, names.day));
	const lastActiveAt = readTime(text);
	if (text !== null && lastActiveAt === null) {
		throw new AnswerShapeError(`${place}.${names.timestamp}`);
	}
	return {
		product: optionalText(fields, 'key') ?? '',
		resource: optionalText(fields, 'id') ?? '',
		lastActiveAt,
	};
}
