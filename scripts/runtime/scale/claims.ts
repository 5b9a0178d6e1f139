import { isDeepStrictEqual } from 'node:util';

import type { Rotation } from './expiringTokens';
import type { Killing } from './killedWorker';
import type { KnownRows } from './knownRows';
import type { Round } from './syncEach';

/** A sentence that must be true of what was seen. */
export interface Claim {
	sentence: string;
	isTrue: boolean;
}

function allSucceeded({ executions }: Round): boolean {
	return executions.length > 0 && executions.every(({ status }) => status === 'success');
}

/** What must hold for a round that nothing disturbs. */
export function claimsOfRound(round: Round, known: KnownRows, alone: KnownRows): Claim[] {
	return [
		{
			sentence: `all ${round.executions.length} profiles were synchronised`,
			isTrue: allSucceeded(round),
		},
		{
			sentence: `the ${known.subscriptions.length} subscriptions and ${known.candidates.length} candidates are those of one machine`,
			isTrue: known.subscriptions.length > 0 && isDeepStrictEqual(known, alone),
		},
	];
}

/** What must hold when tokens expire under parallel runs. */
export function claimsOfRotation(rotation: Rotation): Claim[] {
	const { round, afterwards, renewed, contested, refused, expired } = rotation;
	return [
		{
			sentence: `access tokens expired ${expired} times under way, were renewed ${renewed} times, and every run succeeded`,
			isTrue: expired > 0 && renewed > 0 && allSucceeded(round),
		},
		{
			sentence: `${contested} of the renewals used a refresh token that another had used`,
			isTrue: contested === 0,
		},
		{
			sentence: `the credential works when used refresh tokens are dead; ${refused} renewals were refused`,
			isTrue: refused === 0 && allSucceeded(afterwards),
		},
	];
}

/** What must hold when a worker is killed, and after the sync that follows. */
export function claimsOfKilling({ lost, round, before, after }: Killing, next: Round): Claim[] {
	const failed = round.executions.filter(({ status }) => status !== 'success');
	const inForce = [...before].filter(([profile, rows]) =>
		isDeepStrictEqual(after.get(profile), rows),
	);
	return [
		{
			sentence: `of the runs, only the ${lost.length} that the killed worker had begun failed`,
			isTrue: lost.length > 0 && isDeepStrictEqual(idsOf(failed), [...lost].sort()),
		},
		{
			sentence: `the last snapshots of ${inForce.length} profiles stayed in force, whole`,
			isTrue: inForce.length === lost.length,
		},
		{ sentence: 'the next sync succeeded for every profile', isTrue: allSucceeded(next) },
	];
}

function idsOf(executions: Round['executions']): string[] {
	return executions.map(({ id }) => id).sort();
}
