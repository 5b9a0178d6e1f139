/**
 * `npm run mutants` shows that the tests notice what would hurt: in a copy of the project it breaks
 * one line after the other on which somebody's seat, a receipt or a secret depends, and runs a test
 * of `npm test` before and after. It ends with an error when a test stays green, or when a line is not found any more.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { elapsed, projectPath, ProgramFailed, run, say, whenStarted } from './progress.mjs';
import { ensureNode24 } from './setupNode24.mjs';
import { ensureProject } from './setupProject.mjs';

/** What each fault breaks, the line as it is and as it is broken, and a test that notices. */
const FAULTS = [
	{
		breaks: 'a protection that cannot be read protects',
		file: 'licensing/person.ts',
		line: 'readBoolean(value) ?? !isEmptyValue(value)',
		broken: 'readBoolean(value) ?? false',
		test: 'test/licensing/person.test.ts',
	},
	{
		breaks: 'unknown activity keeps the seat',
		file: 'licensing/exclusions/activityTrust.ts',
		line: "applies: ({ person }) => person.activityStatus === 'unknown',",
		broken: 'applies: () => false,',
		test: 'test/licensing/exclusions/evaluate.test.ts',
	},
	{
		breaks: 'an answer that contradicts itself proves nothing',
		file: 'licensing/activity/answer.ts',
		line: "if (!isSound) return { kind: 'open' };",
		broken: '',
		test: 'test/licensing/activity/answer.test.ts',
	},
	{
		breaks: 'a page shorter than asked for is not the end of a group',
		file: 'confluence/paging.ts',
		line: 'if (!hasNext && !isFull && !holdsLess)',
		broken: 'if (!isFull)',
		test: 'test/confluence/paging.test.ts',
	},
	{
		breaks: 'a snapshot that lost many people is refused',
		file: 'licensing/snapshot/previousSnapshot.ts',
		line: 'if (percent <= maxShrinkPercent) return null;',
		broken: 'return null;',
		test: 'test/licensing/snapshot/retirement.test.ts',
	},
	{
		breaks: 'a keep counts while the seat awaits revocation',
		file: 'licensing/candidates/states.ts',
		line: "\t'Awaiting Revocation',\n\t'Ready',",
		broken: "\t'Ready',",
		test: 'test/licensing/candidates/recordAnswer.test.ts',
	},
	{
		breaks: 'nobody is removed from a group that an identity provider fills',
		file: 'licensing/reclaim/removalPlan.ts',
		line: '!rules.external.has(groupId) &&',
		broken: '',
		test: 'test/licensing/reclaim/removalPlan.test.ts',
	},
	{
		breaks: 'activity since the decision keeps the seat',
		file: 'confluence/reclaim/recheck.ts',
		line: 'evidence !== null && evidence.at > since',
		broken: 'evidence !== null && evidence.at < since',
		test: 'test/confluence/reclaim/keepingSeats.test.ts',
	},
	{
		breaks: 'only what the groups show counts as removed',
		file: 'confluence/reclaim/removeSeat.ts',
		line: 'look?.asWanted === true && failure === null',
		broken: 'failure === null',
		test: 'test/confluence/reclaim/removing.test.ts',
	},
	{
		breaks: 'what a run that died had removed is in the receipt',
		file: 'licensing/reclaim/removalPlan.ts',
		line: 'gone: without(plannedEarlier, idsOf(current)),',
		broken: 'gone: [],',
		test: 'test/confluence/reclaim/unfinishedReceipts.test.ts',
	},
	{
		breaks: 'whoever answered to keep the seat keeps it',
		file: 'licensing/reclaim/selection.ts',
		line: "if (answer === 'keep') return 'keptByAnswer';",
		broken: '',
		test: 'test/licensing/reclaim/selection.test.ts',
	},
	{
		breaks: 'nobody is removed without a plan where plans are given',
		file: 'confluence/reclaim/reclaimPerson.ts',
		line: 'if (job.needsPlan && unplanned.length > 0) {',
		broken: 'if (job.needsPlan && unplanned.length > 100) {',
		test: 'test/confluence/reclaim/earlierRuns.test.ts',
	},
	{
		breaks: 'a removal whose answer was lost is not sent twice',
		file: 'confluence/http/failures.ts',
		line: 'repeatable: !uncertain,',
		broken: 'repeatable: true,',
		test: 'test/confluence/http/client.test.ts',
	},
	{
		breaks: 'the scope to change groups is asked for only when it was switched on',
		file: 'confluence/scopes.ts',
		line: "scopes: ['search:confluence'],",
		broken: "scopes: ['search:confluence', 'write:confluence-groups'],",
		test: 'test/credentials/confluenceLicensesOAuth2Api.test.ts',
	},
	{
		breaks: 'only the boolean false makes a run live',
		file: 'nodes/ReclaimLicense/reclaimSettings.ts',
		line: 'dryRun: dryRun !== false,',
		broken: 'dryRun: dryRun === true,',
		test: 'test/engine/reclaimLicense.test.ts',
	},
	{
		breaks: 'a token is never sent on to another address',
		file: 'nodes/shared/transport.ts',
		line: 'disableFollowRedirect: true,',
		broken: 'disableFollowRedirect: false,',
		test: 'test/faults/matrix.test.ts',
		only: 'redirect to another host',
	},
];

const COPY = projectPath('.runtime', 'mutants');

await whenStarted(import.meta.url, async () => {
	await ensureProject();
	const { binary, env } = await ensureNode24();
	copyProject();
	const test = async ({ test: file, only }) => {
		if (needsBuild(file)) {
			await run('build', binary, ['scripts/build.mjs', '--keep'], { cwd: COPY, env });
		}
		const chosen = only === undefined ? [] : ['-t', only];
		const args = ['node_modules/jest/bin/jest.js', ...chosen, '--runTestsByPath', file];
		await run('jest', binary, args, { cwd: COPY, env });
	};
	const unnoticed = [];
	for (const fault of FAULTS) {
		const startedAt = Date.now();
		await test(fault);
		const isNoticed = await withFault(fault, async () => await fails(() => test(fault)));
		say(`${isNoticed ? 'noticed' : 'UNNOTICED'}  ${fault.breaks} (${elapsed(startedAt)})`);
		if (!isNoticed) unnoticed.push(fault.breaks);
	}
	rmSync(COPY, { recursive: true, force: true });
	if (unnoticed.length > 0) throw new Error(`Nobody noticed: ${unnoticed.join('; ')}`);
	say(`\n${FAULTS.length} faults, all noticed`);
});

/** These layers run the nodes as they are built. */
function needsBuild(file) {
	return /^test\/(engine|faults)\//.test(file);
}

/** The files of the project as they are now, whether committed or not; the packages are shared. */
function copyProject() {
	rmSync(COPY, { recursive: true, force: true });
	const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
		cwd: projectPath(),
		encoding: 'utf8',
	});
	for (const file of listed.split('\0').filter(Boolean)) {
		cpSync(projectPath(file), join(COPY, file));
	}
	symlinkSync(projectPath('node_modules'), join(COPY, 'node_modules'), 'junction');
}

async function withFault({ file, line, broken }, work) {
	const path = join(COPY, file);
	const source = readFileSync(path, 'utf8');
	if (source.split(line).length !== 2) {
		throw new Error(`${file} must hold this line once, or the list of faults is old: ${line}`);
	}
	writeFileSync(
		path,
		source.replace(line, () => broken),
	);
	try {
		return await work();
	} finally {
		writeFileSync(path, source);
	}
}

/** True when the work ends with failed tests. */
async function fails(work) {
	try {
		await work();
		return false;
	} catch (error) {
		if (error instanceof ProgramFailed && /^Tests: .*\d+ failed/m.test(error.output))
			return true;
		throw error;
	}
}
