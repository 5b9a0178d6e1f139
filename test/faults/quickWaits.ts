/** Runs before each test file about faults: nodes wait in no time, and less for calls that get no answer. */
import { createRequire } from 'node:module';

import type { AxiosStatic } from 'axios';
import type * as Workflow from 'n8n-workflow';

import { shortened, sleepAtOnce } from './waits';

jest.doMock('n8n-workflow', (): typeof Workflow => ({
	...jest.requireActual<typeof Workflow>('n8n-workflow'),
	sleep: sleepAtOnce,
}));

// The engine's own HTTP client, of which other versions may lie beside it.
const requireFromEngine = createRequire(require.resolve('n8n-core'));
const axios = requireFromEngine('axios') as AxiosStatic;
axios.interceptors.request.use((config) => ({
	...config,
	timeout: shortened(config.timeout ?? 0),
}));
