import type { Group } from '../api/groups';
import type { ConfluenceClient } from '../http/client';
import type { Course } from './handleEach';
import type { ReclaimSite } from './site';

/** What all receipts of a restore share. */
export interface RestoreRun {
	client: ConfluenceClient;
	site: ReclaimSite;
	/** Ids of the access groups that were chosen for the profile. */
	accessGroups: readonly string[];
	dryRun: boolean;
	course: Course;
	/** Groups looked up in this run; null for one that does not exist. */
	knownGroups: Map<string, Group | null>;
}
