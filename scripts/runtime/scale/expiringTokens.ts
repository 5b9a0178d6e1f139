import type { Simulator } from '../../../test/simulator';
import type { ScaleTrial } from './scaleTrial';
import { syncEach, type Round } from './syncEach';

/** After so many calls all access tokens expire at once, under whichever runs are on their way. */
const CALLS_BETWEEN = 60;
/** And so often. */
const EXPIRIES = 4;

/** A renewal takes so long that both workers are on their way with the same refresh token. */
const SLOW_RENEWAL_MS = 700;

/** A used refresh token works ten more minutes; this is later. */
const PAST_THE_LEEWAY_MS = 11 * 60_000;

export interface Rotation {
	/** The round in which tokens expired. */
	round: Round;
	/** The round after it, when no used refresh token works any more. */
	afterwards: Round;
	/** How often tokens were renewed in both. */
	renewed: number;
	/** Renewals with a refresh token that another renewal had used already. */
	contested: number;
	/** Refresh tokens that the simulator refused. */
	refused: number;
	/** How often all access tokens expired in the first round. */
	expired: number;
}

/**
 * Synchronises all profiles while access tokens expire, and once more when the refresh tokens that
 * were used meanwhile are dead: then only a credential that kept the newest one still works.
 */
export async function syncWhileTokensExpire(scale: ScaleTrial): Promise<Rotation> {
	const { simulator } = scale.trial;
	let renewed = 0;
	let refused = 0;
	const used = new Set<string>();
	const stopCounting = simulator.exchanges.on(({ endpoint, request, answer }) => {
		if (endpoint !== 'token') return;
		if (answer?.status === 200) renewed += 1;
		else refused += 1;
		used.add(new URLSearchParams(request.body).get('refresh_token') ?? '');
	});
	try {
		const expiry = expireAgainAndAgain(simulator);
		simulator.addFault({
			match: { path: '/oauth/token$' },
			kind: 'delay',
			delayMs: SLOW_RENEWAL_MS,
		});
		const round = await syncEach(scale);
		expiry.stop();
		simulator.clearFaults();
		simulator.clock.advance(PAST_THE_LEEWAY_MS);
		simulator.expireAccessTokens();
		const afterwards = await syncEach(scale);
		const contested = renewed - used.size;
		return { round, afterwards, renewed, contested, refused, expired: expiry.times() };
	} finally {
		stopCounting();
		simulator.clearFaults();
	}
}

/**
 * Lets all access tokens expire again and again, but not before every call that was refused for it
 * came back and was answered: a real token lives for an hour, and not for less than its renewal.
 */
function expireAgainAndAgain(simulator: Simulator): { stop: () => void; times: () => number } {
	const refusedCalls = new Set<string>();
	let answered = 0;
	let times = 0;
	const stop = simulator.exchanges.on(({ endpoint, request, answer }) => {
		if (endpoint === 'token' || answer === null) return;
		const call = `${request.path}?${request.query.toString()}`;
		if (answer.status === 401) {
			refusedCalls.add(call);
			return;
		}
		refusedCalls.delete(call);
		answered += 1;
		if (times === EXPIRIES || refusedCalls.size > 0 || answered < CALLS_BETWEEN) return;
		times += 1;
		answered = 0;
		simulator.expireAccessTokens();
	});
	return { stop, times: () => times };
}
