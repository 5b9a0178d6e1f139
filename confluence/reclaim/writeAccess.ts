import type { ConfluenceError } from '../errors';

/**
 * Which groups the connected account may change, as the writes of a run show. A 403 may concern one
 * group or the account, and neither names nor admin lists tell which for certain. So the group that
 * refuses first is put aside, and another one decides: if that takes a change, only the first is at
 * fault; if it refuses too, or there is none, the account is. No group is asked again after it
 * refused, which bounds the refusals of a run by the number of its groups.
 */
export class WriteAccess {
	private readonly accepted = new Set<string>();
	private readonly refusals = new Map<string, ConfluenceError>();

	/** A change of the group was carried out. */
	accept(groupId: string): void {
		this.accepted.add(groupId);
	}

	/** Notes a refusal; false when it concerns the account, and every further write is in vain. */
	refuse(groupId: string, refusal: ConfluenceError): boolean {
		if (refusal.kind !== 'groupNotManaged') {
			const another = this.doubtful();
			const isOfAccount =
				this.accepted.has(groupId) || (another !== null && another[0] !== groupId);
			if (isOfAccount) return false;
		}
		this.refusals.set(groupId, refusal);
		return true;
	}

	/** Why a group is written to no more; null while nothing speaks against it. */
	refusalOf(groupId: string): ConfluenceError | null {
		return this.refusals.get(groupId) ?? null;
	}

	/** Whether the refusal of a group may still turn out to concern the account. */
	isDoubtful(groupId: string): boolean {
		return this.doubtful()?.[0] === groupId;
	}

	/** The refusal that nothing has settled; null when all are clear. */
	openRefusal(): ConfluenceError | null {
		return this.doubtful()?.[1] ?? null;
	}

	private doubtful(): [string, ConfluenceError] | null {
		if (this.accepted.size > 0) return null;
		return [...this.refusals].find(([, { kind }]) => kind !== 'groupNotManaged') ?? null;
	}
}
