/** Runs the built nodes in n8n's own execution engine. Needs `npm run build:code`. */
import 'reflect-metadata';
// The logger must be in place before anything of n8n asks for one.
import './logs';

export { nodeType } from './builtPackage';
export {
	apiKeyCredential,
	oauth2Credential,
	organizationCredential,
	siteCredential,
	type TestCredential,
} from './credentials';
export type { LogLine } from './logs';
export { runNode } from './runNode';
export { runWorkflow, type Item, type TestNode, type WorkflowRun } from './runWorkflow';
export { loadOptions, searchList } from './searchList';
