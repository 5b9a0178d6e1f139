import type { AddressParts } from './address';
import type { RequestBody } from './transport';

/** One call of an endpoint. */
export interface Call<Answer> extends Pick<AddressParts, 'path' | 'query'> {
	body?: RequestBody;
	/** Reads the parsed JSON of a good answer; throws AnswerShapeError when it is not as documented. */
	read(body: unknown): Answer;
	/** How many objects the answer holds, for the points. */
	objects(answer: Answer): number;
}
