/** The day of a moment in ISO 8601, such as 2026-01-31. */
export function dayOf(moment: string | null): string {
	return moment === null ? 'an unknown day' : moment.slice(0, 10);
}

/** The moment to the minute, such as 2026-01-31 06:00 UTC. */
export function minuteOf(moment: string | null): string {
	return moment === null ? 'an unknown time' : `${dayOf(moment)} ${moment.slice(11, 16)} UTC`;
}

/** A number of days in words. */
export function days(count: number): string {
	return count === 1 ? '1 day' : `${count} days`;
}
