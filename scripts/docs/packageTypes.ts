import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { ICredentialType, INodeType, INodeTypeDescription } from 'n8n-workflow';

export const ROOT = join(__dirname, '..', '..');

/** What the nodes and credentials of the package say of themselves, by name. */
export interface PackageTypes {
	nodes: Map<string, INodeTypeDescription>;
	credentials: Map<string, ICredentialType>;
}

/** Loads everything that package.json lists, in its order, from the sources. */
export async function packageTypes(): Promise<PackageTypes> {
	const types: PackageTypes = { nodes: new Map(), credentials: new Map() };
	const { n8n } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
		n8n: { nodes: string[]; credentials: string[] };
	};
	for (const path of n8n.nodes) {
		const { description } = (await instanceOf(path)) as INodeType;
		types.nodes.set(description.name, description);
	}
	for (const path of n8n.credentials) {
		const credential = (await instanceOf(path)) as ICredentialType;
		types.credentials.set(credential.name, credential);
	}
	return types;
}

/** An instance of the class behind a built file, such as `dist/nodes/A/A.node.js`. */
async function instanceOf(builtPath: string): Promise<object> {
	const [, source, className] = /^dist\/((?:.*\/)?(\w+)\.\w+)\.js$/.exec(builtPath) ?? [];
	if (source === undefined || className === undefined) {
		throw new Error(`package.json lists "${builtPath}", which is no built file`);
	}
	// With its ending: without one, some loaders take the .node.json beside it.
	const loaded = (await import(join(ROOT, `${source}.ts`))) as Record<string, unknown>;
	const Class = loaded[className];
	if (typeof Class !== 'function')
		throw new Error(`${source}.ts exports no class "${className}"`);
	return new (Class as new () => object)();
}
