import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { INodeType, INodeTypeDescription } from 'n8n-workflow';

export const ROOT = join(__dirname, '..', '..');

/** The descriptions of the package's nodes by name, in the order of package.json. */
export async function nodeDescriptions(): Promise<Map<string, INodeTypeDescription>> {
	const descriptions = new Map<string, INodeTypeDescription>();
	for (const className of classNames()) {
		// With its ending: without one, some loaders take the .node.json beside it.
		const path = join(ROOT, 'nodes', className, `${className}.node.ts`);
		const loaded = (await import(path)) as Record<string, unknown>;
		const { description } = instanceOf(loaded[className], className);
		descriptions.set(description.name, description);
	}
	return descriptions;
}

function classNames(): string[] {
	const packageFile = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
		n8n: { nodes: string[] };
	};
	return packageFile.n8n.nodes.map((path) => {
		const name = /\/(\w+)\.node\.js$/.exec(path)?.[1];
		if (name === undefined)
			throw new Error(`package.json lists "${path}", which names no node`);
		return name;
	});
}

function instanceOf(NodeClass: unknown, className: string): INodeType {
	if (typeof NodeClass !== 'function') {
		throw new Error(`nodes/${className} exports no class "${className}"`);
	}
	return new (NodeClass as new () => INodeType)();
}
