import { generateKeyPairSync } from 'node:crypto';

import { createCredential, type CredentialReference } from '../../scripts/runtime/credentials';
import type { Fields } from '../../scripts/runtime/executions';
import type { Trial } from '../../scripts/runtime/trial';
import type { Workflow } from '../../scripts/runtime/workflowFiles';
import { callOf, connected, withNodes, withoutNodes } from './wiring';

/** The examples by what they stand for. */
export const EXAMPLE = {
	slack: { id: 'clmExampleSlack1' },
	teams: { id: 'clmExampleTeams1' },
	serviceNow: { id: 'clmExampleSnow01' },
	sheet: { id: 'clmExampleSheet1' },
} as const;

/** What the services are asked with. */
export const SECRETS = {
	slack: 'xoxb-simulated',
	serviceNow: 'snow-password',
	google: 'ya29.simulated',
};

/** Sync Profile with the sheet in the place that its sticky note names. */
export function wiredSync(workflow: Workflow): Workflow {
	const nodes = [callOf('Exclusion Rules', EXAMPLE.sheet, { executeOnce: true })];
	return connectedBy(withNodes(withoutNodes(workflow, ['Exclusion Rules']), nodes), [
		['Pull Activity', 'Exclusion Rules', 0],
		['Exclusion Rules', 'Evaluate Exclusions', 1],
	]);
}

/** Send Message with another service in the place that the sticky note of its example names. */
export function sendingBy(workflow: Workflow, example: { id: string }): Workflow {
	const nodes = [callOf('Send Mail', example, { onError: 'continueRegularOutput' })];
	return connectedBy(withNodes(withoutNodes(workflow, ['Send Mail']), nodes), [
		['Can It Be Sent?', 'Send Mail', 0],
		['Send Mail', 'Answer', 0],
	]);
}

function connectedBy(
	workflow: Workflow,
	lines: readonly (readonly [from: string, to: string, input: number])[],
): Workflow {
	return lines.reduce((built, [from, to, input]) => connected(built, from, to, input), workflow);
}

type ServiceCredentials = Readonly<Record<string, CredentialReference>>;

/** By the credential type that a node of an example asks for. */
export async function serviceCredentials({ session }: Trial): Promise<ServiceCredentials> {
	const { privateKey } = generateKeyPairSync('rsa', {
		modulusLength: 2_048,
		publicKeyEncoding: { type: 'spki', format: 'pem' },
		privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
	});
	const data: Readonly<Record<string, Fields>> = {
		slackApi: { accessToken: SECRETS.slack },
		serviceNowBasicApi: {
			user: 'n8n',
			password: SECRETS.serviceNow,
			subdomain: 'harbour',
		},
		googleApi: { email: 'n8n@harbour.example', privateKey },
	};
	const made: Record<string, CredentialReference> = {};
	for (const [type, fields] of Object.entries(data)) {
		made[type] = await createCredential(session, { name: type, type, data: fields });
	}
	return made;
}

/** Which of these credentials each node of an example takes. */
const SERVICE_CREDENTIAL_OF_TYPE: Readonly<Record<string, string>> = {
	'n8n-nodes-base.httpRequest': 'slackApi',
	'n8n-nodes-base.slack': 'slackApi',
	'n8n-nodes-base.serviceNow': 'serviceNowBasicApi',
	'n8n-nodes-base.googleSheets': 'googleApi',
};

/** The example with these credentials picked, as a person would in the editor. */
export function withServices(workflow: Workflow, credentials: ServiceCredentials): Workflow {
	const nodes = workflow.nodes.map((one) => {
		const type = SERVICE_CREDENTIAL_OF_TYPE[one.type];
		const takesNone = ['genericCredentialType', undefined].includes(
			one.parameters.authentication as string | undefined,
		);
		const isPlainRequest = one.type === 'n8n-nodes-base.httpRequest' && takesNone;
		const picked = type === undefined || isPlainRequest ? undefined : credentials[type];
		if (type === undefined || picked === undefined) return one;
		const asService = type === 'googleApi' ? { authentication: 'serviceAccount' } : {};
		return {
			...one,
			parameters: { ...one.parameters, ...asService },
			credentials: { [type]: picked },
		};
	});
	return { ...workflow, nodes };
}
