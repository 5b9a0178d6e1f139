import type { PersonOutcome } from '../../licensing/reclaim/personResult';
import type { UnfinishedReceipt } from '../../licensing/reclaim/unfinishedReceipts';
import type { ConfluenceError } from '../errors';
import type { ConfluenceClient } from '../http/client';
import type { RunProgress } from './handleEach';
import type { RecheckMeans } from './recheck';
import type { ReclaimSite } from './site';
import type { Group } from '../api/groups';

/** What both operations work with. */
interface SeatJob {
	client: ConfluenceClient;
	site: ReclaimSite;
	/** Reads everything and changes nothing. */
	dryRun: boolean;
	progress: RunProgress;
}

/** What all people of a reclaim share. */
export interface ReclaimJob extends SeatJob {
	recheck: RecheckMeans;
	/** Whether a live removal needs a receipt that planned it: where receipts are given at all. */
	needsPlan: boolean;
	/** The moment of the run in ISO 8601. */
	now: string;
}

/** What all receipts of a restore share. */
export interface RestoreJob extends SeatJob {
	/** Ids of the access groups that were chosen for the profile. */
	accessGroups: readonly string[];
	/** Groups looked up in this run; null for one that does not exist. */
	knownGroups: Map<string, Group | null>;
}

/** What became of the people of one profile. */
export interface ProfileOutcome {
	/** By the index of the item. */
	byItem: Map<number, PersonOutcome>;
	/** Receipts of earlier runs about people who are not in the input. */
	settled: Array<{ unfinished: UnfinishedReceipt; outcome: PersonOutcome }>;
	/** Why the run ended early; null when it did not. */
	stoppedBy: ConfluenceError | null;
}
