import type { FailureKind } from '../../confluence/errors';
import { REMEDIES } from '../../nodes/shared/remedies';
import {
	createCredential,
	OAUTH_CREDENTIAL,
	simulatorConnection,
	type CredentialReference,
} from '../../scripts/runtime/credentials';
import { connectByHttp } from '../../scripts/runtime/consentByHttp';
import type { Fields } from '../../scripts/runtime/executions';
import { freePorts } from '../../scripts/runtime/freePorts';
import { profileOf } from '../../scripts/runtime/profiles';
import type { Trial } from '../../scripts/runtime/trial';
import type { Fault } from '../simulator';
import type { NodeUnderTest } from './inN8n';

/** A failure as a person can run into it. */
export interface FailureCase {
	/** What a person did or met. */
	title: string;
	/** What the panel says happened. */
	message: RegExp;
	/** What it says to do. */
	remedy: string;
	node: (trial: Trial) => Promise<NodeUnderTest> | NodeUnderTest;
	/** The items of each input; one start item when not given. */
	inputs?: (trial: Trial) => Fields[][];
	/** What goes wrong at Atlassian. */
	faults?: readonly Fault[];
	/** What happens to the credentials first. */
	before?: (trial: Trial) => void;
}

/** Kinds that do not end a node by themselves in the editor, with the place where they are read. */
export const READ_ELSEWHERE = {
	notSiteAdmin: 'the outcome of the person that was to be removed',
	licenceLimit: 'the outcome of the person that was to be restored',
	groupNotManaged: 'the outcome of the person that is in such a group',
	conflict: 'the outcome of the person that was to be restored',
	notFound: 'the outcome of the person that is gone',
	badRequest: 'nowhere, unless Atlassian changes its API',
	server: 'as network; each is repeated for half a minute first',
	organizationKey: 'the job result; the people stay unknown',
	organizationScope: 'the job result; the people stay unknown',
	organizationRefused: 'the job result; the people stay unknown',
	pointsBudget: 'the field activityError of everybody who was not reached',
	versionsScope: 'as scopeMissing',
	waitTooShort: 'as rateLimited, before anybody is read',
	stopped: 'nowhere: whoever stopped the run knows it',
} as const satisfies Partial<Record<FailureKind, string>>;

type Shown = Exclude<FailureKind, keyof typeof READ_ELSEWHERE>;

const type = (name: string) => `n8n-nodes-confluence-licenses.${name}`;

const cloudIdOf = ({ simulator }: Trial) => ({
	__rl: true,
	mode: 'id',
	value: simulator.world.sites[0]?.cloudId,
});

const download = (trial: Trial, more: Fields = {}): NodeUnderTest => ({
	type: type('downloadSubscriptions'),
	parameters: { cloudId: cloudIdOf(trial), accessGroups: [], options: {}, ...more },
});

async function credential(
	{ session, simulator }: Trial,
	name: string,
	more: Fields = {},
): Promise<CredentialReference> {
	const { url, client } = simulator;
	const app = { url, clientId: client.id, clientSecret: client.secret };
	return await createCredential(session, {
		name,
		type: OAUTH_CREDENTIAL,
		data: { ...simulatorConnection(app), ...more },
	});
}

/** One case for each kind that ends a node. */
const CASES: Readonly<Record<Shown, Omit<FailureCase, 'remedy'>>> = {
	notConnected: {
		title: 'a credential that was never connected',
		message: /credential was never connected/,
		node: async (trial) => ({
			...download(trial),
			credentials: { [OAUTH_CREDENTIAL]: await credential(trial, 'Not connected') },
		}),
	},
	siteNotFound: {
		title: 'a Cloud ID of another company',
		message: /does not cover the site "1324a887-45db-1bf4-1e99-ef0ff456d421"/,
		node: (trial) =>
			download(trial, {
				cloudId: { __rl: true, mode: 'id', value: '1324a887-45db-1bf4-1e99-ef0ff456d421' },
			}),
	},
	scopeMissing: {
		title: 'a credential without the right to change groups',
		message: /write:confluence-groups/,
		node: async (trial) => {
			const readOnly = await credential(trial, 'Read only', { reclaimLicense: false });
			await connectByHttp(trial.session, readOnly.id);
			return {
				type: type('reclaimLicense'),
				parameters: { cloudId: cloudIdOf(trial), dryRun: false, options: {} },
				credentials: { [OAUTH_CREDENTIAL]: readOnly },
			};
		},
		inputs: ({ simulator }) => [
			[
				{
					...profileOf(simulator, 0, {}),
					accountId: 'somebody',
					decision: 'candidate',
					groupIds: ['a-group'],
				},
			],
		],
	},
	forbidden: {
		title: 'somebody who may not use Confluence',
		message: /Atlassian refused .*\(403\)/,
		node: download,
		faults: [{ match: { path: '/group' }, every: 1, kind: 'status', status: 403 }],
	},
	groupUnknown: {
		title: 'an access group that does not exist',
		message: /no-such-group/,
		node: (trial) => download(trial, { accessGroups: ['no-such-group'] }),
	},
	rateLimited: {
		title: 'a rate limit for longer than the run may wait',
		message: /rate limit .* try again after/,
		node: (trial) => download(trial, { options: { waitForQuotaMinutes: 1 } }),
		faults: [
			{
				match: { path: '/group' },
				every: 1,
				kind: 'status',
				status: 429,
				headers: { 'Retry-After': '7200' },
			},
		],
	},
	network: {
		title: 'a site that cannot be reached',
		message: /the connection was refused/,
		node: async (trial) => {
			const [port] = await freePorts(1);
			const unreachable = await credential(trial, 'Unreachable');
			await connectByHttp(trial.session, unreachable.id);
			const { url, client } = trial.simulator;
			const app = { url, clientId: client.id, clientSecret: client.secret };
			await trial.session.ask('PATCH', `/credentials/${unreachable.id}`, {
				name: 'Unreachable',
				type: OAUTH_CREDENTIAL,
				data: {
					...simulatorConnection(app),
					customApiUrl: `http://127.0.0.1:${port}`,
				},
			});
			return { ...download(trial), credentials: { [OAUTH_CREDENTIAL]: unreachable } };
		},
	},
	badAnswer: {
		title: 'an answer that is not what Atlassian documents',
		message: /The answer to the request for the group list was not as documented/,
		node: download,
		faults: [{ match: { path: '/group' }, every: 1, kind: 'wrongShape' }],
	},
	redirected: {
		title: 'an address that sends requests on',
		message: /redirected the request .* to another address/,
		node: download,
		faults: [
			{
				match: { path: '/group' },
				every: 1,
				kind: 'redirect',
				location: 'http://127.0.0.1:9/',
			},
		],
	},
	incomplete: {
		title: 'a group whose pages come empty',
		message: /could not be read to its end, twice/,
		node: download,
		faults: [{ match: { path: 'membersByGroupId' }, every: 1, kind: 'emptyPage' }],
	},
	shrinkGuard: {
		title: 'a download in which many people are missing',
		message: /200 .*(gone|missing|retired)/,
		node: download,
		inputs: ({ simulator }) => [
			[{}],
			Array.from({ length: 200 }, (_, at) => ({
				...profileOf(simulator, 0, {}),
				accountId: `former-${at}`,
				displayName: `Former ${at}`,
				firstSeenAt: '2026-01-01T00:00:00.000Z',
				lastSeenAt: '2026-01-02T00:00:00.000Z',
				snapshotAt: '2026-01-02T00:00:00.000Z',
			})),
		],
	},
	parameter: {
		title: 'an expression for the site that finds nothing',
		message: /No site is chosen/,
		node: (trial) =>
			download(trial, { cloudId: { __rl: true, mode: 'id', value: '={{ $json.cloudId }}' } }),
		inputs: () => [[{ profile: 'docs' }]],
	},
	reconnect: {
		title: 'a credential whose access was revoked',
		message: /refused to renew the access/,
		node: download,
		before: ({ simulator }) => {
			simulator.expireAccessTokens();
			simulator.killRefreshTokens();
		},
	},
};

/** All cases; a rule that cannot be read has words of its own. */
export const FAILURE_CASES: readonly FailureCase[] = [
	{
		title: 'a rule with a field that does not exist',
		message: /shoeSize/,
		remedy: 'Correct the rule, or remove it. Rules are never skipped, because they may protect someone.',
		node: () => ({
			type: type('evaluateExclusions'),
			parameters: { options: {} },
			credentials: {},
		}),
		inputs: ({ simulator }) => [
			[{ ...profileOf(simulator, 0, {}), accountId: 'somebody' }],
			[{ ruleType: 'user', field: 'shoeSize', match: 'equals', value: '42' }],
		],
	},
	...(Object.keys(CASES) as Shown[]).map((kind) => ({ ...CASES[kind], remedy: REMEDIES[kind] })),
];
