import { z } from 'zod';

import { N8nRefusal, N8nSession } from './n8nSession';
import { waitFor } from './waitFor';

/** Who owns the n8n of the demo and of the tests. It listens on loopback only. */
export const OWNER = {
	email: 'demo@example.com',
	password: 'Demo-Login-1',
	firstName: 'Demo',
	lastName: 'Owner',
} as const;

const settings = z.object({
	userManagement: z.object({ showSetupOnFirstLoad: z.boolean() }).passthrough(),
});

/** Sets up the owner where there is none yet, and logs in. */
export async function ownerSession(url: string): Promise<N8nSession> {
	const session = new N8nSession(url);
	const { userManagement } = await firstAnswer(session);
	if (userManagement.showSetupOnFirstLoad) {
		await session.ask('POST', '/owner/setup', OWNER);
	} else {
		await session.ask('POST', '/login', {
			emailOrLdapLoginId: OWNER.email,
			password: OWNER.password,
		});
	}
	return session;
}

/** Routes may still be missing for a moment after n8n said that it is ready. */
async function firstAnswer(session: N8nSession) {
	return await waitFor("n8n's first answer", { forMs: 30_000 }, async () => {
		try {
			return settings.parse(await session.ask('GET', '/settings'));
		} catch (error) {
			if (error instanceof N8nRefusal && error.status === 404) return undefined;
			throw error;
		}
	});
}
