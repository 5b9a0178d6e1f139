import { spawnSync } from 'node:child_process';

import { NODE_24, PROJECT } from '../../scripts/runtime/places';

/** How a layer ends that is run with jest's arguments. */
function run(...args: string[]): { status: number | null; lines: string[] } {
	const script = ['scripts/test.mjs', 'simulator', '--', ...args];
	const { status, stdout } = spawnSync(NODE_24, script, { cwd: PROJECT, encoding: 'utf8' });
	return { status, lines: stdout.trim().split('\n') };
}

describe('a layer of which no test ran', () => {
	it.each([
		['a name that no test has', ['test/simulator/contract', '-t', 'no such test']],
		['a path that no file has', ['test/simulator/nosuchfile']],
	])('fails for %s, and says so', (_, args) => {
		const { status, lines } = run(...args);
		expect(status).toBe(1);
		expect(lines).toContain(`No test ran: none matched "${args.join(' ')}".`);
		expect(lines.at(-1)).toBe('0 passed, 1 failed');
	});
});
