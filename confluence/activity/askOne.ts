import type { Wanted } from '../../licensing/activity/changeReading';
import type { Evidence } from '../../licensing/activity/evidence';
import type { ConfluenceClient } from '../http/client';
import { OneLook } from './oneLook';
import type { SharedEdits } from './sharedEdits';

/**
 * Looks at one person until they are settled: the exact moment of their last own change, an upper
 * bound of type `sharedEdit`, or null when they changed nothing since `from`.
 *
 * @param sharedEdits null: upper bounds are not resolved
 * @throws ConfluenceError
 */
export async function askOne(
	client: ConfluenceClient,
	person: Wanted,
	sharedEdits: SharedEdits | null,
): Promise<Evidence | null> {
	const look = new OneLook(client, person, sharedEdits);
	if (!(await look.begin())) await look.readOn();
	return look.conclude();
}
