import { ensureChromium } from './setupChromium.mjs';
import { ensureN8n } from './setupN8n.mjs';
import { ensureServers } from './setupServers.mjs';

/**
 * What only some commands need, beside the project's packages and Node.js 24: how it is brought,
 * and which commands do nothing without it.
 */
export const PARTS = {
	n8n: {
		title: 'n8n',
		bring: ensureN8n,
		neededFor: [
			...['npm run demo', 'npm run compare', 'npm run scale'],
			...['npm run test:e2e', 'npm run test:scale'],
		],
	},
	chromium: {
		title: 'Chromium',
		bring: ensureChromium,
		neededFor: ['npm run test:report', 'npm run test:e2e'],
	},
	servers: {
		title: 'PostgreSQL and Redis',
		bring: ensureServers,
		neededFor: ['npm run scale', 'npm run test:scale'],
	},
};
