import { isRow } from '../../licensing/tableValues';
import type { WorkflowNode } from './workflow';

/** What the credentials are called that the workflows of this package use. */
export const CREDENTIAL_LABELS: Readonly<Record<string, string>> = {
	confluenceLicensesOAuth2Api: 'Confluence Cloud Licenses OAuth2 API',
	atlassianOrganizationApi: 'Atlassian Organization API',
	smtp: 'SMTP',
	httpBasicAuth: 'Basic Auth',
	n8nApi: 'n8n API',
};

/** Types of nodes that ask for one credential always. */
const REQUIRED_BY: Readonly<Record<string, string>> = {
	'n8n-nodes-confluence-licenses.getCloudId': 'confluenceLicensesOAuth2Api',
	'n8n-nodes-confluence-licenses.downloadSubscriptions': 'confluenceLicensesOAuth2Api',
	'n8n-nodes-confluence-licenses.pullActivity': 'confluenceLicensesOAuth2Api',
	'n8n-nodes-confluence-licenses.reclaimLicense': 'confluenceLicensesOAuth2Api',
	'n8n-nodes-base.emailSend': 'smtp',
	'n8n-nodes-base.n8n': 'n8nApi',
};

/** Types of nodes that use a credential where there is one. */
const USED_BY: Readonly<Record<string, string>> = {
	'n8n-nodes-confluence-licenses.pullActivity': 'atlassianOrganizationApi',
	'n8n-nodes-confluence-licenses.reclaimLicense': 'atlassianOrganizationApi',
};

/** The type of credential that a node cannot do without, by its type or its parameters. */
export function requiredCredential(
	node: Pick<WorkflowNode, 'type' | 'parameters'>,
): string | undefined {
	const { type, parameters } = node;
	if (parameters.authentication === 'basicAuth') return 'httpBasicAuth';
	if (typeof parameters.genericAuthType === 'string') return parameters.genericAuthType;
	if (typeof parameters.nodeCredentialType === 'string') return parameters.nodeCredentialType;
	return REQUIRED_BY[type];
}

/** All types of credentials that a node can take: those it needs, and those it uses if there are any. */
export function credentialTypesOf(node: WorkflowNode): { required: string[]; optional: string[] } {
	const used = USED_BY[node.type];
	const optional = used === undefined ? [] : [used];
	const needed = requiredCredential(node);
	const named = isRow(node.credentials) ? Object.keys(node.credentials) : [];
	const required = new Set(needed === undefined ? named : [needed, ...named]);
	return { required: [...required].filter((type) => !optional.includes(type)), optional };
}
