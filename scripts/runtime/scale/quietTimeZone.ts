const NOON = 12;

/**
 * A time zone in which it is about noon, so that no schedule of the workflows, which run at night
 * and in the morning, comes between the runs that are counted.
 */
export function quietTimeZone(now = new Date()): string {
	const hoursBehind = now.getUTCHours() - NOON;
	// The signs of these zones are the other way round: Etc/GMT+5 is five hours behind.
	return hoursBehind === 0 ? 'Etc/GMT' : `Etc/GMT${hoursBehind > 0 ? '+' : ''}${hoursBehind}`;
}
