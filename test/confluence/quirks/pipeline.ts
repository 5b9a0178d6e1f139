import { whyContentMayBeBlocked } from '../../../confluence/activity/blockedContent';
import { readActivity } from '../../../confluence/activity/readActivity';
import { type ConfluenceClient } from '../../../confluence/http/client';
import type { Organization } from '../../../confluence/organization/readViews';
import { reclaimProfile } from '../../../confluence/reclaim/reclaimProfile';
import { openReclaimSite } from '../../../confluence/reclaim/site';
import { downloadSnapshot } from '../../../confluence/snapshot/downloadSnapshot';
import { mergeLook, type CheckedActivity } from '../../../licensing/activity/merge';
import { evaluate, type Evaluation } from '../../../licensing/exclusions/evaluate';
import { readPerson } from '../../../licensing/person';
import { RuleIndex } from '../../../licensing/exclusions/ruleIndex';
import { readAnswers } from '../../../licensing/reclaim/answers';
import { readReclaimItem } from '../../../licensing/reclaim/reclaimItem';
import { readPreviousSnapshot } from '../../../licensing/snapshot/previousSnapshot';
import type { Subscription } from '../../../licensing/subscription';
import { firstSite, type Simulator } from '../../simulator';
import { connectedClient } from '../connectedClient';

/**
 * All calls of the product that the mixed quirks go through, as its nodes make them: whoever
 * changes one of these functions changes this file and no other of the test.
 */
export const PROFILE = 'harbour';
export const THRESHOLD_DAYS = 60;
export const REFRESH_AFTER_DAYS = 14;

export type Signal = 'edits' | 'views' | 'both';

/** What the scopes of a credential with all processes are, without the optional ones. */
const SCOPES = [
	'offline_access',
	'read:confluence-groups',
	'read:confluence-user',
	'search:confluence',
	'write:confluence-groups',
];

/** How a company is looked at. */
export interface Means {
	signal: Signal;
	lookbackDays: number;
	resolveSharedEdits: boolean;
	/** Optional scopes that were granted. */
	scopes: ReadonlySet<string>;
}

export interface Connection extends Means {
	simulator: Simulator;
	site: ConfluenceClient;
	organization: Organization | null;
	/** All scopes of the site's token. */
	granted: string[];
}

/** A subscription with what is known of its activity, and what was decided. */
export type JudgedRow = Subscription & CheckedActivity & Evaluation;

/** Connects the nodes' two credentials; waits cost no time and move the simulator's clock. */
export function connect(simulator: Simulator, means: Means): Connection {
	const granted = [...SCOPES, ...means.scopes];
	const { id, apiKey } = simulator.organization;
	return {
		...means,
		simulator,
		site: connectedClient(simulator, { scopes: granted }),
		organization:
			means.signal === 'edits'
				? null
				: { client: connectedClient(simulator, { token: apiKey }), organizationId: id },
		granted,
	};
}

/** Confluence Download Subscriptions, with the last rows as the previous snapshot. */
export async function download(
	{ simulator, site }: Connection,
	previous: readonly Subscription[],
): Promise<Subscription[]> {
	const { cloudId } = firstSite(simulator.world);
	const others = simulator.world.sites.slice(1).map(({ name }) => name.toLowerCase());
	const { subscriptions } = await downloadSnapshot(site, {
		profile: PROFILE,
		cloudId,
		accessGroups: [],
		siteNames: { own: simulator.settings.renamedTo ?? PROFILE, others },
		previous: readPreviousSnapshot(
			previous.map((row, index) => [index, { ...row }] as const),
			PROFILE,
		),
		includeGuests: false,
		includeAppAccounts: false,
		maxShrinkPercent: 100,
		snapshotAt: new Date(simulator.clock.now()).toISOString(),
	});
	return subscriptions;
}

export type LookedAt = Subscription & CheckedActivity;

/** Confluence Pull Activity. */
export async function pullActivity(
	connection: Connection,
	subscriptions: readonly Subscription[],
): Promise<LookedAt[]> {
	const { simulator, signal, site, organization } = connection;
	const { lookbackDays, resolveSharedEdits } = connection;
	const now = simulator.clock.now();
	const settings = {
		now,
		lookbackDays,
		refreshAfterDays: REFRESH_AFTER_DAYS,
		pointsBudget: 20_000,
		resolveSharedEdits,
		whyContentMayBeBlocked: async () =>
			await whyContentMayBeBlocked(site, site.settings.cloudId),
	};
	const { looks } = await readActivity(
		{ site: signal === 'views' ? null : site, organization, cloudId: site.settings.cloudId },
		subscriptions.map((record) => ({ accountId: record.accountId, record })),
		settings,
	);
	return subscriptions.map((subscription) => {
		const look = looks.get(subscription.accountId);
		if (look === undefined) throw new Error(`Nothing was said about ${subscription.accountId}`);
		return { ...subscription, ...mergeLook(subscription, look, { from: look.from, now }) };
	});
}

/** Confluence Evaluate Exclusions, without rules and without grace for new people. */
export function evaluateAll({ simulator }: Connection, rows: readonly LookedAt[]): JudgedRow[] {
	const now = simulator.clock.now();
	const index = new RuleIndex([], PROFILE, now);
	const settings = {
		inactivityThresholdDays: THRESHOLD_DAYS,
		newUserGraceDays: 0,
		neverActive: 'candidate' as const,
		maxActivityAgeHours: 48,
	};
	return rows.map((row) => ({
		...row,
		...evaluate(readPerson({ ...row }).person, { index, settings, now }).evaluation,
	}));
}

/** Confluence Reclaim License, live; answers who lost the seat. */
export async function reclaim(
	{ simulator, site, organization, signal }: Connection,
	rows: readonly JudgedRow[],
	maxPerRun: number,
): Promise<string[]> {
	const now = simulator.clock.now();
	const reclaimSite = await openReclaimSite(site, site.settings.cloudId, []);
	const { byItem } = await reclaimProfile(
		{
			client: site,
			site: reclaimSite,
			recheck: {
				whyNot: null,
				// A profile that looks at views only is asked again about views only.
				canSearch: reclaimSite.canSearch && signal !== 'views',
				canReadVersions: reclaimSite.canReadVersions,
				organization,
				cloudId: reclaimSite.cloudId,
				now,
			},
			needsPlan: false,
			dryRun: false,
			now: new Date(now).toISOString(),
			progress: { wrote: false, isStopped: () => false, report: () => undefined },
		},
		{
			items: rows.map((row, index) => readReclaimItem({ ...row }, index).item),
			unfinished: new Map(),
			settledAt: new Map(),
			unreadableReceipts: new Map(),
			answers: readAnswers([]).answers,
			maxPerRun,
			acknowledgeEditsOnly: signal === 'edits',
		},
	);
	return rows.flatMap(({ accountId }, index) =>
		byItem.get(index)?.code === 'reclaimed' ? [accountId] : [],
	);
}
