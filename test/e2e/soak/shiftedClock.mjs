/**
 * Loaded into n8n before anything else (`NODE_OPTIONS=--import`): its clock is the machine's plus
 * the milliseconds in a file, which a test rewrites to let days pass. Only `Date` is shifted;
 * timers go on as they are.
 */
import { readFileSync } from 'node:fs';

const FILE = process.env.SHIFTED_CLOCK_FILE;
/** A file that changed is seen after so many milliseconds at the latest. */
const READ_EVERY_MS = 2;

if (FILE !== undefined) {
	const RealDate = Date;
	const realNow = RealDate.now.bind(RealDate);
	let readAt = -Infinity;
	let shift = 0;
	const now = () => {
		const moment = performance.now();
		if (moment - readAt > READ_EVERY_MS) {
			shift = Number(readFileSync(FILE, 'utf8'));
			readAt = moment;
		}
		return realNow() + shift;
	};
	RealDate.now = now;
	const ShiftedDate = new Proxy(RealDate, {
		construct: (target, given, made) =>
			Reflect.construct(target, given.length === 0 ? [now()] : given, made),
		apply: () => new RealDate(now()).toString(),
	});
	RealDate.prototype.constructor = ShiftedDate;
	globalThis.Date = ShiftedDate;
}
