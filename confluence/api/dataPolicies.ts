import { ENDPOINTS } from '../endpoints';
import { AnswerShapeError, objectAt } from '../http/answers';
import type { ConfluenceClient } from '../http/client';

/** True when some content of the site is kept from this app by a data security policy (S). */
export async function isContentBlocked(client: ConfluenceClient): Promise<boolean> {
	return await client.call(ENDPOINTS.dataPolicies, {
		read: (body) => {
			const { anyContentBlocked } = objectAt(body, 'data policies');
			if (typeof anyContentBlocked !== 'boolean') {
				throw new AnswerShapeError('data policies.anyContentBlocked');
			}
			return anyContentBlocked;
		},
		objects: () => 1,
	});
}
