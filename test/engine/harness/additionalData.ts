import { ExecutionLifecycleHooks } from 'n8n-core';
import type { IWorkflowExecuteAdditionalData, WorkflowExecuteMode } from 'n8n-workflow';

import { CredentialsOfRun, type TestCredential } from './credentials';
import { logLine } from './logs';

const BASE_URL = 'http://n8n.test';

/** What n8n puts around a run: credentials, hooks, addresses and the way to the editor. */
export function additionalData(
	workflowId: string,
	mode: WorkflowExecuteMode,
	credentials: readonly TestCredential[],
): IWorkflowExecuteAdditionalData {
	const executionId = `execution-of-${workflowId}`;
	const hooks = new ExecutionLifecycleHooks(mode, executionId, {
		id: workflowId,
		name: workflowId,
		active: false,
		isArchived: false,
		nodes: [],
		connections: {},
		activeVersionId: null,
		createdAt: new Date(0),
		updatedAt: new Date(0),
	});
	const data: Partial<IWorkflowExecuteAdditionalData> & { hooks: ExecutionLifecycleHooks } = {
		credentialsHelper: new CredentialsOfRun(credentials),
		hooks,
		executionId,
		workflowId,
		currentNodeExecutionIndex: 0,
		restApiUrl: `${BASE_URL}/rest`,
		instanceBaseUrl: BASE_URL,
		formWaitingBaseUrl: `${BASE_URL}/form-waiting`,
		webhookBaseUrl: `${BASE_URL}/webhook`,
		webhookWaitingBaseUrl: `${BASE_URL}/webhook-waiting`,
		webhookTestBaseUrl: `${BASE_URL}/webhook-test`,
		variables: {},
		setExecutionStatus: () => {},
		logAiEvent: () => {},
		sendDataToUI: (_type, sent) => {
			const { messages } = sent as { messages?: unknown[] };
			logLine({ level: 'editor', message: (messages ?? [sent]).map(String).join(' ') });
		},
	};
	// What is left out belongs to sub-workflows, agents and task runners, which no node here uses.
	return data as IWorkflowExecuteAdditionalData;
}
