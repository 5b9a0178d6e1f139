const { default: Sequencer } = require('@jest/test-sequencer');

/** Files that take longest, which jest cannot know on its first run: by their names, far too late. */
const LONGEST = [
	'engine/hugeCompany',
	'confluence/quirks/mixedQuirks',
	'faults/matrix',
	'confluence/randomFaults/dailySync',
	'confluence/snapshot/downloadSnapshot',
	'e2e/soak',
	'e2e/killed',
	'e2e/publishProfile',
	'e2e/failuresShown',
];

/** Starts what takes longest first, so that no core waits for the other's last file. */
module.exports = class LongestFirst extends Sequencer {
	sort(tests) {
		const place = ({ path }) => {
			const at = LONGEST.findIndex((name) => path.endsWith(`/test/${name}.test.ts`));
			return at < 0 ? LONGEST.length : at;
		};
		return super.sort(tests).sort((one, other) => place(one) - place(other));
	}
};
