import type { Browser, Locator, Page } from 'playwright-core';

import { connectByHttp } from '../../scripts/runtime/consentByHttp';
import {
	createCredential,
	OAUTH_CREDENTIAL,
	simulatorConnection,
	type CredentialReference,
} from '../../scripts/runtime/credentials';
import { openForm } from '../../scripts/runtime/formPage';
import type { Trial } from '../../scripts/runtime/trial';
import { waitFor } from '../../scripts/runtime/waitFor';
import { readWorkflowFile, type WorkflowNode } from '../../scripts/runtime/workflowFiles';
import {
	publishWorkflow,
	readWorkflow,
	saveWorkflow,
	unpublishWorkflow,
} from '../../scripts/runtime/workflows';

/** The workflow, as it ships. */
export const FIND_UNUSED_FILE = 'find-unused-licenses.json';

/** Its nodes that ask Confluence. */
export const CONFLUENCE_NODES = ['Find the Site', 'Download Subscriptions', 'Pull Activity'];

const LABELS = {
	site: /^Site/,
	inactivityThresholdDays: /^Days without activity/,
	price: /^Price of one seat/,
	currency: /^Currency/,
} as const;
type FieldName = keyof typeof LABELS;

/** What the form asks for; a field that is not named keeps what the form suggests. */
export type Answers = Partial<Record<FieldName, string>>;

/** A field of the form by its label. */
export function fieldOf(page: Page, name: FieldName): Locator {
	return page.getByLabel(LABELS[name]);
}

/** Find Unused Licenses once it is published: what the browser says for which answers. */
export class FirstReport {
	private readonly address: string;

	constructor(
		private readonly trial: Trial,
		private readonly browser: Browser,
		private readonly workflowId: string,
	) {
		this.address = `${trial.n8n.url}/form/find-unused-licenses`;
	}

	/** Fills in the form, presses its button and answers what the last page says. */
	async answer(answers: Answers, expected: string): Promise<string> {
		const page = await openForm(this.browser, this.address);
		for (const name of Object.keys(answers) as FieldName[]) {
			await fieldOf(page, name).fill(answers[name] ?? '');
		}
		await page.locator('#submit-btn').click();
		await page.getByText(expected).first().waitFor();
		const said = (await page.locator('body').innerText()).replaceAll('\u00a0', ' ');
		await page.context().close();
		return said;
	}

	/** Publishes the workflow; n8n shows its form a moment later. */
	async publish(): Promise<void> {
		await publishWorkflow(this.trial.session, this.workflowId);
		await this.formIs({ there: true });
	}

	/** Until its form is gone a workflow that was changed answers as it was before. */
	private async unpublish(): Promise<void> {
		await unpublishWorkflow(this.trial.session, this.workflowId);
		await this.formIs({ there: false });
	}

	private async formIs({ there }: { there: boolean }): Promise<void> {
		await waitFor(`the form to be ${there ? 'there' : 'gone'}`, { forMs: 60_000 }, async () => {
			const { ok } = await fetch(this.address);
			return ok === there || undefined;
		});
	}

	/** Puts a credential with other switches into it, connected. */
	async reconnect(changes: Record<string, unknown>): Promise<void> {
		const credential = await this.newCredential(changes);
		await connectByHttp(this.trial.session, credential.id);
		await this.pick(credential);
	}

	/** Makes a credential that nobody has connected yet. */
	async newCredential(changes: Record<string, unknown>): Promise<CredentialReference> {
		const { url, client } = this.trial.simulator;
		const app = { url, clientId: client.id, clientSecret: client.secret };
		return await createCredential(this.trial.session, {
			name: `Another ${JSON.stringify(changes)}`,
			type: OAUTH_CREDENTIAL,
			data: { ...simulatorConnection(app), ...changes },
		});
	}

	async pick(credential: CredentialReference): Promise<void> {
		await this.change((node) =>
			CONFLUENCE_NODES.includes(node.name)
				? { ...node, credentials: { [OAUTH_CREDENTIAL]: { ...credential } } }
				: node,
		);
	}

	/** Saves it with the settings of its file, which an import by the editor drops, and publishes it. */
	async change(changed: (node: WorkflowNode) => WorkflowNode): Promise<void> {
		const { session } = this.trial;
		const workflow = await readWorkflow(session, this.workflowId);
		const { settings } = readWorkflowFile(FIND_UNUSED_FILE);
		const nodes = workflow.nodes.map(changed);
		await this.unpublish();
		await saveWorkflow(session, { ...workflow, nodes, settings });
		await this.publish();
	}
}
