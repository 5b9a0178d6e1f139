/**
 * A case for every reason and every doubt, judged by the code itself: so the sentences in the
 * documentation are those that people read.
 */
import { ACTIVITY_DOUBTS, activityDoubt } from '../../licensing/exclusions/activityTrust';
import { evaluate, failedEvaluation, type Evaluation } from '../../licensing/exclusions/evaluate';
import { readRules } from '../../licensing/exclusions/rule';
import type { EvaluationSettings, REASONS, ReasonCode } from '../../licensing/exclusions/reasons';
import { RuleIndex } from '../../licensing/exclusions/ruleIndex';
import { readPerson } from '../../licensing/person';
import type { Subscription } from '../../licensing/subscription';
import type { Row } from '../../licensing/tableValues';

/** The day on which every sample is judged. */
export const SAMPLE_DAY = '2026-11-20T06:00:00.000Z';

const NOW = Date.parse(SAMPLE_DAY);
const PROFILE = 'example.atlassian.net';

const SETTINGS: EvaluationSettings = {
	inactivityThresholdDays: 60,
	newUserGraceDays: 30,
	neverActive: 'candidate',
	maxActivityAgeHours: 48,
};

const IDLE: Subscription = {
	profile: PROFILE,
	cloudId: '1324a887-45db-1bf4-1e99-ef0ff456d421',
	accountId: '557058:sample',
	displayName: 'Sam Sample',
	email: 'sam@example.com',
	accountType: 'atlassian',
	subscriptionIdentifier: 'confluence-users-example',
	groupIds: ['g-1'],
	groupNames: ['confluence-users-example'],
	managedExternally: false,
	isAdmin: false,
	isConnectedAccount: false,
	firstSeenAt: '2026-01-10T06:00:00.000Z',
	lastSeenAt: SAMPLE_DAY,
	snapshotAt: SAMPLE_DAY,
	change: 'unchanged',
	lastActivityAt: '2026-08-01T09:30:00.000Z',
	lastActivityType: 'edit',
	lastActivitySource: 'search',
	activityStatus: 'known',
	activityCheckedAt: '2026-11-20T05:00:00.000Z',
	activityCheckedFrom: '2026-07-01T05:00:00.000Z',
	viewsChecked: true,
	manager: null,
	department: null,
	costCenter: null,
	productAccess: null,
};

const NEVER: Partial<Subscription> = {
	lastActivityAt: null,
	lastActivityType: null,
	lastActivitySource: null,
	activityStatus: 'none',
};

interface Sample {
	subscription?: Partial<Subscription>;
	settings?: Partial<EvaluationSettings>;
	keepUntil?: string;
	rules?: Row[];
}

const REASON_SAMPLES: Record<keyof typeof REASONS, Sample> = {
	excludedByRule: {
		rules: [
			{
				ruleType: 'user',
				field: 'emailDomain',
				match: 'equals',
				value: 'example.com',
				reason: 'Kept until the move is over',
			},
		],
	},
	protectedAdmin: { subscription: { isAdmin: true } },
	protectedSelf: { subscription: { isConnectedAccount: true } },
	managedExternally: { subscription: { managedExternally: true } },
	activityUnknown: { subscription: { activityStatus: 'unknown' } },
	emailUnknown: {
		subscription: { email: null },
		rules: [
			{ ruleType: 'user', field: 'email', match: 'wildcard', value: '*@bots.example.com' },
		],
	},
	groupsUnknown: {
		subscription: { groupNames: [] },
		rules: [{ ruleType: 'user', field: 'groupName', match: 'equals', value: 'confluence-vip' }],
	},
	departmentUnknown: {
		rules: [{ ruleType: 'user', field: 'department', match: 'equals', value: 'Legal' }],
	},
	coolingDown: { keepUntil: '2027-01-15T06:00:00.000Z' },
	active: { subscription: { lastActivityAt: '2026-11-10T09:30:00.000Z' } },
	newUser: { subscription: { ...NEVER, firstSeenAt: '2026-11-05T06:00:00.000Z' } },
	neverActiveRetained: { subscription: NEVER, settings: { neverActive: 'retain' } },
	inactive: {},
	neverActive: { subscription: { ...NEVER, viewsChecked: false } },
};

const DOUBT_SAMPLES: Record<keyof typeof ACTIVITY_DOUBTS, Partial<Subscription>> = {
	statusUnknown: { activityStatus: 'unknown' },
	neverChecked: { activityCheckedAt: null },
	stale: { activityCheckedAt: '2026-11-15T05:00:00.000Z' },
	checkedInFuture: { activityCheckedAt: '2099-01-01T00:00:00.000Z' },
	knownWithoutDate: { lastActivityAt: null },
	lookTooShort: { ...NEVER, activityCheckedFrom: '2026-10-20T05:00:00.000Z' },
	gapBeforeLook: { activityCheckedFrom: '2026-10-20T05:00:00.000Z' },
	datedByListOnly: { lastActivitySource: 'changes' },
};

/** @throws Error when the sample leads to another reason than the one it stands for */
export function reasonSample(code: keyof typeof REASONS): Evaluation {
	const { subscription, settings, keepUntil, rules = [] } = REASON_SAMPLES[code];
	const index = new RuleIndex(readRules(rules, 'in the input "Rules"'), PROFILE, NOW);
	const { evaluation } = evaluate(readPerson({ ...IDLE, ...subscription, keepUntil }).person, {
		index,
		settings: { ...SETTINGS, ...settings },
		now: NOW,
	});
	return expected(evaluation, code);
}

/** The evaluation of an item that could not be evaluated. */
export function failureSample(): Evaluation {
	return failedEvaluation('Item 3: the field "accountId" is missing or empty', NOW);
}

/** @throws Error when the sample raises another doubt than the one it stands for */
export function doubtSample(name: keyof typeof ACTIVITY_DOUBTS): string {
	const facts = {
		person: readPerson({ ...IDLE, ...DOUBT_SAMPLES[name] }).person,
		settings: SETTINGS,
		now: NOW,
	};
	const sentence = ACTIVITY_DOUBTS[name].sentence(facts);
	if (activityDoubt(facts) === sentence) return sentence;
	throw new Error(`scripts/docs/samples.ts has no case that raises the doubt "${name}"`);
}

function expected(evaluation: Evaluation, code: ReasonCode): Evaluation {
	if (evaluation.reasonCode === code) return evaluation;
	throw new Error(
		`scripts/docs/samples.ts has no case for "${code}": its case is "${evaluation.reasonCode}"`,
	);
}
