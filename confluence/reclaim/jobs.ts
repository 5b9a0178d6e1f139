import type { ConfluenceClient } from '../http/client';
import type { Course } from './handleEach';
import type { RecheckMeans } from './recheck';
import type { ReclaimSite } from './site';

/** What all people of a reclaim share. */
export interface ReclaimRun {
	client: ConfluenceClient;
	site: ReclaimSite;
	recheck: RecheckMeans;
	/** Reads everything and changes nothing. */
	dryRun: boolean;
	/** The moment of the run in ISO 8601. */
	now: string;
	course: Course;
}
