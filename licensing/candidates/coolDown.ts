import { DAY_MS } from '../times';

/** Until when a person is not proposed again; milliseconds since the epoch. */
export function coolDownEnd(now: number, coolDownDays: number): number {
	return now + coolDownDays * DAY_MS;
}
