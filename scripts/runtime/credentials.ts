import { z } from 'zod';

import type { N8nSession } from './n8nSession';

/** The credential of this package, and what n8n calls its own for people who open a page. */
export const OAUTH_CREDENTIAL = 'confluenceLicensesOAuth2Api';
export const PASSWORD_CREDENTIAL = 'httpBasicAuth';

const created = z.object({ id: z.string(), name: z.string() }).passthrough();

/** A credential as a node of a workflow names it. */
export interface CredentialReference {
	id: string;
	name: string;
}

/** Stores a credential, or its data where there is one of this name, and answers how workflows name it. */
export async function storeCredential(
	session: N8nSession,
	credential: Parameters<typeof createCredential>[1],
): Promise<CredentialReference> {
	const stored = z.array(created).parse(await session.ask('GET', '/credentials'));
	const known = stored.find(({ name }) => name === credential.name);
	if (known === undefined) return await createCredential(session, credential);
	await session.ask('PATCH', `/credentials/${known.id}`, credential);
	return { id: known.id, name: known.name };
}

/** Stores a credential and answers how workflows name it. */
export async function createCredential(
	session: N8nSession,
	credential: { name: string; type: string; data: Record<string, unknown> },
): Promise<CredentialReference> {
	const { id, name } = created.parse(await session.ask('POST', '/credentials', credential));
	return { id, name };
}

/** What a person would fill in to connect to the simulator. */
export function simulatorConnection(app: {
	url: string;
	clientId: string;
	clientSecret: string;
}): Record<string, unknown> {
	return {
		environment: 'custom',
		customAuthUrl: app.url,
		customApiUrl: app.url,
		reclaimLicense: true,
		additionalScopes: 'read:page:confluence',
		clientId: app.clientId,
		clientSecret: app.clientSecret,
	};
}
