import type { ConfluenceClient } from '../../confluence/http/client';
import type { SiteNames } from '../../licensing/snapshot/proposeGroups';
import type { Run } from './runs';

/** A run whose site is known. */
export interface SiteRun extends Run {
	client: ConfluenceClient;
	cloudId: string;
	/** Host name of the site; '' where nobody needed it. */
	siteHost: string;
	siteNames: SiteNames;
	/** Milliseconds since the epoch. */
	now: number;
	tableRows: boolean;
}
