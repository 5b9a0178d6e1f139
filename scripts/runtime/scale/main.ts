/** The part of `npm run scale` that needs everything installed and built; see scripts/scale.mjs. */
import { join } from 'node:path';

import { startSimulator } from '../../../test/simulator';
import type { End } from '../ends';
import { OWNER } from '../owner';
import { RUNTIME } from '../places';
import { playUntilStopped } from '../playUntilStopped';
import { during, say } from '../saying';
import { claimsOfKilling, claimsOfRotation, claimsOfRound, type Claim } from './claims';
import { evenCompany } from './company';
import { syncWhileTokensExpire } from './expiringTokens';
import { figureLines, figuresOf, type Figures } from './figures';
import { killWhileSyncing } from './killedWorker';
import { knownRows } from './knownRows';
import { syncOnOneMachine, type OneMachine } from './oneMachine';
import { readScaleOptions } from './options';
import { startScale, type ScaleTrial } from './scaleTrial';
import { forgetSyncs, syncEach } from './syncEach';

const FOLDER = join(RUNTIME, 'scale');

/** @throws Error at the first claim that does not hold */
function hold(claims: readonly Claim[]): void {
	for (const { sentence, isTrue } of claims) {
		if (!isTrue) throw new Error(`This should be true and is not: ${sentence}.`);
		say(`  ${sentence}`);
	}
}

/** One round with every process warm, from empty tables; the same as on one machine. */
async function measure(scale: ScaleTrial, title: string, alone: OneMachine): Promise<Figures> {
	await forgetSyncs(scale);
	await during(`A first round with ${title}, not counted`, () => syncEach(scale));
	await forgetSyncs(scale);
	const round = await during(`Sync Profile of each profile with ${title}`, () => syncEach(scale));
	hold(claimsOfRound(round, await knownRows(scale.trial.session), alone.known));
	return figuresOf(title, round);
}

async function play(scale: ScaleTrial, alone: OneMachine): Promise<Figures[]> {
	const first = await scale.addWorker();
	const one = await measure(scale, 'one worker', alone);
	await scale.addWorker();
	const two = await measure(scale, 'two workers', alone);
	await forgetSyncs(scale);
	hold(
		claimsOfRotation(
			await during('Tokens expire while the workers run', () => syncWhileTokensExpire(scale)),
		),
	);
	const killing = await during('A worker is killed while it runs', () =>
		killWhileSyncing(scale, first),
	);
	await scale.addWorker();
	const next = await during('The next sync', () => syncEach(scale));
	hold(claimsOfKilling(killing, next));
	return [alone.figures, one, two];
}

function addresses({ trial: { n8n, simulator } }: ScaleTrial): string {
	return [
		'',
		`Editor:     ${n8n.url}/home/workflows`,
		`  login:    ${OWNER.email}   ${OWNER.password}`,
		`Simulator:  ${simulator.url}/`,
		'',
		'Stop with Ctrl+C.',
	].join('\n');
}

async function scaleOut(ends: End[]): Promise<string | undefined> {
	const { once, seats, latency, concurrency, port } = readScaleOptions(process.argv.slice(2));
	say(`Eight profiles with ${seats} seats each, ${latency} ms an answer`);
	const simulator = await startSimulator({
		population: evenCompany(seats, Date.now()),
		latencyMs: latency,
	});
	ends.push(() => simulator.stop());
	const alone = await syncOnOneMachine(FOLDER, simulator, say);
	const scale = await startScale({ folder: FOLDER, simulator, concurrency, port, onStep: say });
	ends.push(() => scale.stop());
	say(`${scale.services}; ${concurrency} runs at a time in each worker`);
	const figures = await play(scale, alone);
	console.log(['', ...figureLines(figures)].join('\n'));
	return once ? undefined : addresses(scale);
}

void playUntilStopped('Scaling out', scaleOut);
