const startedAt = Date.now();

/** A word is said about work that takes longer than this, and again each time. */
const SIGN_OF_LIFE_MS = 10_000;

/** Says something to the person who waits, with the seconds since the start. */
export function say(line: string): void {
	const seconds = ((Date.now() - startedAt) / 1_000).toFixed(0).padStart(4);
	console.log(`${seconds} s  ${line}`);
}

/** Names what begins, and gives a sign of life every ten seconds while it is under way. */
export async function during<Answer>(title: string, work: () => Promise<Answer>): Promise<Answer> {
	say(`${title} ...`);
	const timer = setInterval(() => say(`  ${title} is still under way`), SIGN_OF_LIFE_MS);
	try {
		return await work();
	} finally {
		clearInterval(timer);
	}
}
