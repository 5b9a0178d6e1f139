import type { PersonRow } from '../person';
import { keyOf } from '../subscription';
import { readTime } from '../times';
import { countByOf, type Entitlement } from './entitlements';
import { seenAt } from './idleSeats';
import { nameKey, type ModelIndex, type SoftwareModel } from './models';
import {
	countSeat,
	countTakenBack,
	emptyTally,
	factsOf,
	type SeatFacts,
	type Tally,
} from './tally';
import { fateOf, type SeatFate, type SeatReceipt } from './takenBack';

/** One profile with its settings and its seats. */
export interface ProfileSeats {
	profile: string;
	models: ModelIndex;
	entitlements: readonly Entitlement[];
	staleAfterDays: number;
	/** One for each subscription. */
	seats: readonly PersonRow[];
}

/** An identifier that no software model names. */
export interface UnrecognizedIdentifier {
	profile: string;
	identifier: string;
	/** How many subscriptions have it, those excluded from cost included. */
	subscriptions: number;
}

/** The counts of one profile for one model. */
export interface ModelTally {
	model: SoftwareModel;
	tally: Tally;
	/** The seats that cost, one by one; null where the model is not paid for by person. */
	seats: SeatFacts[] | null;
}

/** One profile's part of a pool. */
export interface PoolMember extends ModelTally {
	profile: string;
}

/** The counts of one profile for one identifier that has no model. */
export interface IdentifierTally {
	identifier: string;
	tally: Tally;
}

export interface ProfileCount {
	/** By the key of the model's name. */
	tallies: Map<string, ModelTally>;
	/** By the key of the identifier, of those without a model. */
	identifierTallies: Map<string, IdentifierTally>;
	unrecognized: UnrecognizedIdentifier[];
	/** The keys of subscriptions that the snapshot shows, and that were taken back since. */
	reclaimedSince: string[];
	/** Receipts of seats taken back that belong to no model that is known. */
	receiptsWithoutModel: number;
}

/**
 * Counts the seats of a profile by software model.
 *
 * @param receipts the newest receipt of each person of this profile, by subscription key
 */
export function countSeats(
	source: ProfileSeats,
	receipts: ReadonlyMap<string, SeatReceipt>,
): ProfileCount {
	const count = new Counting(source, firstTakenBack(receipts.values()));
	const fates = new Map<string, SeatFate>();
	const backAt = new Map<string, number>();
	for (const [key, receipt] of receipts) {
		const fate = fateOf(receipt);
		if (fate !== null) fates.set(key, fate);
	}
	for (const seat of source.seats) {
		const key = keyOf(seat);
		const receipt = receipts.get(key);
		const fate = receipt && fates.get(key);
		const isBack = receipt !== undefined && fate === 'reclaimed' && cameBack(seat, receipt);
		if (isBack) {
			fates.set(key, 'restored');
			const again = grantedAgain(seat, receipt);
			if (again !== null) backAt.set(key, again);
		}
		// Nobody paid for such a seat, so taking it back saved nothing.
		if (seat.excludedFromCost) fates.delete(key);
		count.addSeat(seat, {
			reclaimedSince: fate === 'reclaimed' && !isBack,
			hadReceipt: receipt !== undefined,
		});
	}
	for (const [key, receipt] of receipts) {
		const restoredAt = receipt.state === 'restored' ? receipt.performedAt : null;
		count.addFate(receipt, fates.get(key), backAt.get(key) ?? restoredAt);
	}
	return count.result();
}

/** Seen again after the receipt: somebody gave the seat back by another way. */
function cameBack(person: PersonRow, { performedAt }: SeatReceipt): boolean {
	return performedAt === null || (seenAt(person) ?? 0) > performedAt;
}

/** When a seat that came back was first seen anew; null when its row does not say. */
function grantedAgain({ firstSeenAt }: PersonRow, { performedAt }: SeatReceipt): number | null {
	const first = readTime(firstSeenAt);
	return first !== null && performedAt !== null && first > performedAt ? first : null;
}

/** When the first of the seats was taken back; infinite when none was. */
function firstTakenBack(receipts: Iterable<SeatReceipt>): number {
	let first = Number.POSITIVE_INFINITY;
	for (const { reclaimedAt } of receipts) first = Math.min(first, reclaimedAt ?? first);
	return first;
}

class Counting {
	private readonly tallies = new Map<string, ModelTally>();
	private readonly unrecognized = new Map<string, UnrecognizedIdentifier>();
	private readonly identifierTallies = new Map<string, IdentifierTally>();
	/** The tally of each identifier met so far: many seats, few identifiers. */
	private readonly byIdentifier = new Map<string, ModelTally | null>();
	/** Models for which each seat is kept, to be counted by person. */
	private readonly countedByPerson = new Set<string>();
	private readonly reclaimedSince: string[] = [];
	private receiptsWithoutModel = 0;

	/** @param firstTakenBack when the first seat of the profile was taken back, in milliseconds */
	constructor(
		private readonly source: ProfileSeats,
		private readonly firstTakenBack: number,
	) {
		for (const entitlement of source.entitlements) {
			const { edition } = source.models.named(entitlement.model);
			if (countByOf(entitlement, edition) !== 'person') continue;
			this.countedByPerson.add(nameKey(entitlement.model));
		}
	}

	addSeat(
		person: PersonRow,
		{ reclaimedSince, hadReceipt }: { reclaimedSince: boolean; hadReceipt: boolean },
	): void {
		const identifier = person.subscriptionIdentifier.trim();
		const of = this.tallyOf(identifier);
		if (of === null) this.addUnrecognized(identifier);
		const { tally, seats } = of ?? { ...this.tallyOfIdentifier(identifier), seats: null };
		if (person.excludedFromCost) {
			tally.excluded += 1;
			return;
		}
		const { staleAfterDays } = this.source;
		const facts = factsOf(person, { staleAfterDays, reclaimedSince });
		if (reclaimedSince) this.reclaimedSince.push(keyOf(person));
		countSeat(tally, facts);
		seats?.push(facts);
		if (hadReceipt || !Number.isFinite(this.firstTakenBack)) return;
		const joined = readTime(person.firstSeenAt);
		if (joined !== null && joined > this.firstTakenBack) tally.joinedAt.push(joined);
	}

	addFate(receipt: SeatReceipt, fate: SeatFate | undefined, backAt: number | null): void {
		if (fate === undefined) return;
		const tally = this.tallyOfAny(receipt.identifiers) ?? this.onlyTally();
		if (tally !== null) countTakenBack(tally.tally, { receipt, fate, backAt });
		else if (fate === 'reclaimed') this.receiptsWithoutModel += 1;
	}

	result(): ProfileCount {
		return {
			tallies: this.tallies,
			identifierTallies: this.identifierTallies,
			unrecognized: [...this.unrecognized.values()],
			reclaimedSince: this.reclaimedSince,
			receiptsWithoutModel: this.receiptsWithoutModel,
		};
	}

	private tallyOfAny(identifiers: readonly string[]): ModelTally | null {
		for (const identifier of identifiers) {
			const tally = this.tallyOf(identifier);
			if (tally !== null) return tally;
		}
		return null;
	}

	private onlyTally(): ModelTally | null {
		const [first, ...others] = this.tallies.values();
		return first !== undefined && others.length === 0 ? first : null;
	}

	private tallyOf(identifier: string): ModelTally | null {
		const known = this.byIdentifier.get(identifier);
		if (known !== undefined) return known;
		const model = this.source.models.find(this.source.profile, identifier);
		const tally = model === null ? null : this.tallyOfModel(model);
		this.byIdentifier.set(identifier, tally);
		return tally;
	}

	private tallyOfModel(model: SoftwareModel): ModelTally {
		const key = nameKey(model.model);
		const known = this.tallies.get(key) ?? {
			model,
			tally: emptyTally(),
			seats: this.countedByPerson.has(key) ? [] : null,
		};
		this.tallies.set(key, known);
		return known;
	}

	private tallyOfIdentifier(identifier: string): IdentifierTally {
		const key = nameKey(identifier);
		const known = this.identifierTallies.get(key) ?? { identifier, tally: emptyTally() };
		this.identifierTallies.set(key, known);
		return known;
	}

	private addUnrecognized(identifier: string): void {
		const { profile } = this.source;
		const known = this.unrecognized.get(nameKey(identifier)) ?? {
			profile,
			identifier,
			subscriptions: 0,
		};
		known.subscriptions += 1;
		this.unrecognized.set(nameKey(identifier), known);
	}
}
