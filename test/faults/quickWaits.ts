/** Runs before each test file about faults: nodes wait in no time, and time out a hundred times faster. */
import { createRequire } from 'node:module';

import type { AxiosStatic } from 'axios';
import type * as Workflow from 'n8n-workflow';

import { sleepAtOnce } from './waits';

const FASTER = 100;

jest.doMock('n8n-workflow', (): typeof Workflow => ({
	...jest.requireActual<typeof Workflow>('n8n-workflow'),
	sleep: sleepAtOnce,
}));

// The engine's own HTTP client, of which other versions may lie beside it.
const requireFromEngine = createRequire(require.resolve('n8n-core'));
const axios = requireFromEngine('axios') as AxiosStatic;
axios.interceptors.request.use((config) => ({
	...config,
	timeout: (config.timeout ?? 0) / FASTER,
}));
