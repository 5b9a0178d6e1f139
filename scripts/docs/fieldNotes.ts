/**
 * What each field of an item means, for people who write workflows. The names and types of the
 * fields come from the sources; a field without a note, or a note without a field, does not compile.
 */
import type { Candidate } from '../../licensing/candidates/candidate';
import type { CandidateEvent } from '../../licensing/candidates/events';
import type { Evaluation } from '../../licensing/exclusions/evaluate';
import type { JobResult } from '../../licensing/jobResult';
import { HISTOGRAM_BARS, WHAT_IF_DAYS } from '../../licensing/position/idleSeats';
import type { PositionGroup } from '../../licensing/position/groupFigures';
import type { Position } from '../../licensing/position/positionItem';
import type { ResultFields } from '../../licensing/reclaim/personResult';
import type { Receipt } from '../../licensing/reclaim/receipts';
import type { Subscription } from '../../licensing/subscription';
import type { AccessGroup } from '../../licensing/snapshot/accessGroups';
import type { ProposedGroup } from '../../licensing/snapshot/proposeGroups';
import type { SiteDescription, TriedProcess } from '../../nodes/GetCloudId/describeSites';
import { codeList } from './markdown';

export const SUBSCRIPTION_NOTES = {
	profile: 'The profile: one site with its access groups.',
	cloudId: 'The site.',
	accountId: 'The Atlassian account. With `profile` it is the key of a subscription.',
	displayName: 'The name shown in Confluence.',
	email: 'Often hidden by Atlassian; then the last known one is carried over.',
	accountType: 'As Atlassian says it: `atlassian` for people, `app` for apps.',
	subscriptionIdentifier:
		'What was bought: the name of the first of the access groups, in the order chosen, that the person is in.',
	groupIds: 'All access groups of the profile that the person is in.',
	groupNames: 'Their names, in the same order.',
	managedExternally: 'True when an identity provider fills any of these groups.',
	isAdmin: 'True for members of any group that gives admin or site-admin rights.',
	isConnectedAccount: 'True for the account that the credential is connected as.',
	firstSeenAt: 'When a snapshot first listed the person; carried over.',
	lastSeenAt: 'When a snapshot last listed the person.',
	snapshotAt: 'The snapshot to which the row belongs.',
	change: 'Compared with the previous snapshot.',
	lastActivityAt: 'The last activity that is known. Never moves backwards.',
	lastActivityType:
		'What it was: `create`, `edit`, `view`, or `sharedEdit` for a latest possible date.',
	lastActivitySource:
		'Where the date comes from: `search`, `versions` or `organization`; `changes` in rows of version 0.1.0.',
	activityStatus: '`none` only after a complete look that found nothing.',
	activityCheckedAt: 'When activity was last looked at successfully.',
	activityCheckedFrom: 'The earliest moment covered without a gap.',
	viewsChecked: 'True when views were read for this person in the last look.',
	manager: 'From the list of people, when the person was last evaluated.',
	department: 'From the list of people.',
	costCenter: 'From the list of people.',
	productAccess:
		'Other products of the person on the site, as the organization told when it was asked for views; empty where that is not known.',
} as const satisfies Record<keyof Subscription, string>;

export const EVALUATION_NOTES = {
	decision: 'What was decided; it is also the output.',
	reasonCode: 'A code of the [table of reasons](../reference/reasons.md).',
	reason: 'The reason as a sentence that can be forwarded.',
	inactiveDays: 'Whole 24-hour spans since the last activity; 0 for a date in the future.',
	excludedFromCost: 'True when a rule keeps the seat out of cost.',
	protectedFromReclamation: 'True when the decision is `excluded`.',
	exclusionRule: 'The rule that counts, in words with its place.',
	exclusionReason: 'The reason that the rule gives.',
	evaluatedAt: 'When it was decided.',
} as const satisfies Record<keyof Evaluation, string>;

export const CANDIDATE_NOTES = {
	candidateId: '`profile:accountId:n`; the key of the table.',
	profile: 'As in the subscription.',
	cloudId: 'As in the subscription.',
	accountId: 'As in the subscription.',
	displayName: 'As in the subscription.',
	email: 'As in the subscription.',
	manager: 'As in the subscription.',
	department: 'As in the subscription.',
	state: 'A state of the [table of states](../reference/candidate-states.md).',
	decision: 'What the evaluation decided.',
	reasonCode: 'Its code.',
	reason: 'Its sentence.',
	justification: "The person's own words, from the answer.",
	viewsChecked: 'As in the subscription.',
	inactiveDays: 'As in the evaluation.',
	activityStatus: 'As in the subscription.',
	lastActivityAt: 'As in the subscription.',
	activityCheckedAt: 'As in the subscription.',
	activityCheckedFrom: 'As in the subscription.',
	firstSeenAt: 'As in the subscription.',
	groupIds: 'The access groups that the decision is about.',
	potentialSavings: 'What the seat would save, where the workflow filled it in.',
	openedAt: 'When it was opened.',
	changedAt: 'When it last changed.',
	closedAt: 'When it was closed.',
	notifiedAt: 'When the first notice was confirmed. Silence is counted from here.',
	remindersSent: 'Reminders that were confirmed.',
	dueAt: 'Until when an answer is awaited; set by the confirmed notice.',
	answer: 'The last answer that counted.',
	answeredBy: 'Who gave it.',
	keepUntil: 'Until when nobody proposes this person again.',
	answerToken: '128 random bits for the link. Treat it as a secret of the person.',
	receiptId: 'The receipt of the removal.',
	history:
		'Every change, with `time`, `event`, `from`, `to` and `cause`, the `eventId` of the event that it came from, and what it `set`.',
} as const satisfies Record<keyof Candidate, string>;

export const EVENT_NOTES = {
	eventId: 'Names the event. What is told twice under one id is one event.',
	profile: 'As in the candidate.',
	candidateId: 'Whom it is about.',
	event: 'One of the [events](../reference/candidate-states.md#events).',
	at: 'When it happened.',
	by: 'Who said it; empty for what a workflow did.',
	comment:
		'The words that came with it, at most 1,000 characters; or why a notice could not be sent.',
	receiptId: 'The receipt that it is about.',
	until: 'What was promised: the due date of a notice, or until when the seat is kept.',
} as const satisfies Record<keyof CandidateEvent, string>;

export const RESULT_NOTES = {
	outcome: 'What became of the person.',
	outcomeReason: 'Why; see the [table of outcomes](../reference/reclaim-outcomes.md).',
	outcomeMessage: 'The same as a sentence.',
	removedGroups: 'What was removed for certain.',
	restoredGroups: 'What a restore gave back, or found to be there already.',
	remainingAccess: 'What still gives the person a seat.',
	verified: "True when the person's groups were read afterwards and show the change.",
	receiptId: 'The receipt; empty when there is nothing to keep.',
	receiptState: 'How far the receipt has come.',
	plannedGroups: 'Everything that the run was going to remove.',
	performedAt: 'The moment of the run.',
	reclaimedAt: 'When the seat was taken back; kept when it is given back.',
	nextState: 'The state that follows for the candidate; empty: it stays.',
} as const satisfies Record<keyof ResultFields, string>;

export const RECEIPT_NOTES = {
	receiptId: '`profile:accountId:moment`; the key of the table.',
	profile: 'The profile.',
	cloudId: 'The site.',
	accountId: 'The person.',
	displayName: 'The name, for people who look at the table.',
	email: 'For the message that says how to get the seat back.',
	plannedGroups: 'Everything that the reclaim was going to remove.',
	removedGroups: 'What is removed for certain.',
	remainingAccess: 'What still gave a seat afterwards.',
	receiptState:
		'Only planned, finished, begun, handed over to the identity provider, or given back.',
	performedAt: 'When this state came about.',
	reclaimedAt: 'When the seat was taken back; kept when it is given back.',
	reasonCode: 'Why the person was a candidate.',
	inactiveDays: 'How many days without activity the person had then.',
	savingShare:
		'What the removal saves in one billing cycle, once it is final. License Position says it on *Shares*; a restore takes back exactly this.',
	savingCurrency: 'The currency of the share.',
	savingCycle: 'The billing cycle that the share is for.',
	savingFrom: 'The day from which it counts.',
} as const satisfies Record<keyof Receipt, string>;

export const JOB_RESULT_NOTES = {
	job: 'The process.',
	profile: 'The profile.',
	cloudId: 'The site.',
	status: 'How the run ended.',
	startedAt: 'When it began.',
	finishedAt: 'When it ended.',
	durationMs: 'Milliseconds between the two.',
	counts: 'What it did, in numbers; the page of each node lists them.',
	requests: 'Requests sent, repeated ones included.',
	points: 'API points that they cost.',
	retries: 'Requests that were repeated.',
	waitedMs: 'Milliseconds spent waiting for a rate limit.',
	errorMessage: 'What went wrong and what to do; empty when the run succeeded.',
} as const satisfies Record<keyof JobResult, string>;

export const POSITION_NOTES = {
	kind: '`position`: one profile and model. `app`: an app that counts with it. `identifier`: a profile and an identifier without a model, part of no total. `total`: all positions of one currency.',
	profile: 'Empty in a total.',
	model: 'The software model; empty in a total and for an identifier without one.',
	subscriptionIdentifier: 'What no software model names; empty for a model.',
	product: 'From the software model.',
	edition: 'From the software model.',
	currency: 'The currency of all amounts; without a price it is empty, and all amounts are too.',
	billingCycle: 'What the amounts are for: a month or a year. A total may mix both.',
	owned: 'Seats bought. Profiles that share an entitlement each have their share.',
	used: 'One for each subscription that is not excluded from cost.',
	excluded: 'Subscriptions that a rule keeps out of cost.',
	available: 'Seats bought and not used.',
	adminSeats: 'Used seats of administrators.',
	overLicensedAmount: 'What the seats bought and not used cost.',
	trueUpCost: 'What the seats used and not bought would cost.',
	unlicensed: 'Seats used and not bought.',
	stale: 'Used seats without activity for `staleAfterDays`, or never active.',
	stalePercent: 'Their share of the used seats, 0 to 100.',
	candidates: 'Seats that can be taken back today.',
	potentialSavings: 'What taking them back saves in one billing cycle.',
	potentialSavingsPerYear: 'The same for a year, comparable across billing cycles.',
	actualSavings: 'What the seats taken back save in one billing cycle, less those given back.',
	savingsGivenBack: 'What given back seats took away from the actual savings.',
	savingsRealisedOn: 'The day on which the savings become real.',
	reclaimed: 'Seats taken back and not given back.',
	restored: 'Seats given back.',
	ownedCost: 'What the seats bought cost in one billing cycle.',
	histogram: `Used seats by days without activity: ${codeList(HISTOGRAM_BARS)}.`,
	whatIf: `What taking back would save at other thresholds: ${codeList(WHAT_IF_DAYS.map(String))} days.`,
	whatIfSeats: 'How many seats that would be.',
	calculatedAt: 'When it was calculated.',
	countBy: 'What is paid for: each subscription, or each person once.',
	countsWith: 'For an app: the model, or `site`, whose number of users prices it.',
	billedQuantity:
		'Seats that the current bill is for: those bought; where none were entered for a monthly plan, the largest count of the period so far.',
	freedSavings:
		'What seats taken back save in bills that still come. Not part of the actual savings.',
	freedByDate: 'The same by the day from which it counts: `countsFrom`, `seats`, `amount`.',
	actualSavingsThisYear: 'What the bills of this calendar year have saved so far.',
	avoidedCost:
		'What joiners would have cost in this period if no seat had been freed for them. Not a saving.',
	appSavings:
		'In a total: what apps save beside all other amounts (`potential`, `freed`, `actual`).',
	returnPercent: 'How many in a hundred of the seats taken back are in use again.',
	returnsByReason:
		'The same by the reason for which they were taken back: `takenBack`, `returned`, `percent`.',
	stillBilled:
		'Candidates whose seat saves nothing yet, because the person stays billed elsewhere.',
	reclaimBy: 'The last day on which a removal still lowers the next bill.',
	renewsOn: 'The day of the next renewal of an annual plan.',
	renewalCost: 'What renewing as it is will cost, with the expected change of the price.',
	recommendedQuantity: 'Seats to order at the next renewal, or to reach by the next bill.',
	recommendedCost: 'What renewing with this number will cost.',
	seatsToLowerTier:
		'How many seats must go to pay for the next lower tier; empty where there is none. Counted over all profiles that share the entitlement.',
	advice: 'What to do about the next renewal, in words.',
	mailsDue:
		'Mails about it that hold now and were not sent yet, at the first profile of a plan: `renewal90`, `renewal60`, `renewal30`, `tierNearlyUsed`.',
	mailsSent: 'The mails that were sent, as earlier positions say; store here what you send.',
	priceSource: 'Where the price comes from, as entered.',
	priceAsOf: 'The day that the price is from, as entered.',
	whatIfReturnPercent:
		'How many in a hundred of the seats taken back at each threshold are in use again.',
} as const satisfies Record<keyof Position, string>;

export const POSITION_GROUP_NOTES = {
	group: 'The department, cost center or manager; `unknown` where nobody knows.',
	owned: 'The share of the seats bought, by use.',
	used: 'As in the position, of this group.',
	stale: 'As in the position, of this group.',
	excluded: 'As in the position, of this group.',
	potentialSavings: 'The share of the saving, by the candidates; empty without a price.',
	currency: 'The currency of the position.',
} as const satisfies Record<keyof PositionGroup, string>;

export const SITE_NOTES = {
	cloudId: 'The site; what the other nodes ask for.',
	siteName: 'Its name.',
	siteUrl: 'Its address.',
	scopes: 'The scopes granted there.',
	processes:
		'True or false for each [process](../reference/processes.md): what the scopes allow.',
	missingScopes: 'The scopes that some process lacks.',
	validation: '*Validate* only: one entry for each process, below.',
	settings:
		'*Validate* with *Profile Settings* only: what was given and can be used, as a node reads it; `null` for an empty cell, which is the default.',
	settingsProblems:
		'*Validate* with *Profile Settings* only: a sentence for each setting that no node would take.',
} as const satisfies Record<keyof SiteDescription, string>;

export const VALIDATION_NOTES = {
	process: 'The process that was tried.',
	ok: 'True when it works, or may work.',
	warning: 'True when somebody should look.',
	message: 'What was found.',
	remedy: 'What to do; empty when there is nothing to do.',
} as const satisfies Record<keyof TriedProcess, string>;

export const ACCESS_GROUP_NOTES = {
	groupId: 'What *Access Groups* asks for.',
	name: 'Its name; names can be edited and prove nothing.',
	accessTypes: 'What the site lists it as: `user`, `admin`, `site-admin`.',
	managedExternally: 'True when an identity provider fills it.',
	managedBy:
		'Who may change its members: `ADMINS`, `EXTERNAL` (an identity provider), `TEAM_MEMBERS` or `OPEN` (nobody else); empty where the site does not say.',
	proposed:
		'False for a group that is named after another site of the credential, or by the default name for guests or user access admins.',
	warning: 'Why it is not proposed, or what to know.',
	memberCount: 'How many people are in it.',
} as const satisfies Record<
	keyof AccessGroup | keyof Omit<ProposedGroup, 'group' | 'doubtful'> | 'memberCount',
	string
>;
