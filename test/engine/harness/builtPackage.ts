import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { PackageDirectoryLoader } from 'n8n-core';
import {
	NodeHelpers,
	type ICredentialType,
	type INodeType,
	type INodeTypes,
	type IVersionedNodeType,
} from 'n8n-workflow';

import { EmitItems } from './emitItems';

const ROOT = join(__dirname, '..', '..', '..');

export const PACKAGE_NAME = (
	JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { name: string }
).name;

/** The package as n8n loads it, except that a node is read only when it is asked for. */
class BuiltPackage extends PackageDirectoryLoader {
	/** @param name the file's name in front of `.node.js`, the class */
	node(name: string): INodeType | IVersionedNodeType {
		const className = name.charAt(0).toUpperCase() + name.slice(1);
		const known = this.nodeTypes[name];
		if (known) return known.type;
		const file = `dist/nodes/${className}/${className}.node.js`;
		if (!existsSync(join(ROOT, file))) {
			throw new Error(`${file} is not there. Run "npm run build:code" first.`);
		}
		this.loadNodeFromFile(file, this.packageJson.version);
		return this.getNode(name).type;
	}

	credential(name: string): ICredentialType {
		const known = this.credentialTypes[name];
		if (known) return known.type;
		const className = name.charAt(0).toUpperCase() + name.slice(1);
		this.loadCredentialFromFile(`dist/credentials/${className}.credentials.js`);
		return this.getCredential(name).type;
	}
}

const builtPackage = new BuiltPackage(ROOT);

/** A credential type of the built package. */
export function credentialType(name: string): ICredentialType {
	return builtPackage.credential(name);
}

/** The whole name of a node type; a name without a package is one of ours. */
export function fullType(type: string): string {
	return type.includes('.') ? type : `${PACKAGE_NAME}.${type}`;
}

/**
 * A node type by its whole name: ours from `dist`, and the one that emits given items.
 *
 * @throws Error when the type is neither
 */
export function nodeType(type: string, version?: number): INodeType {
	return NodeHelpers.getVersionedNodeType(loaded(type), version);
}

export const nodeTypes: INodeTypes = {
	getByName: loaded,
	getByNameAndVersion: nodeType,
	getKnownTypes: () => ({}),
};

function loaded(type: string): INodeType | IVersionedNodeType {
	if (type === EmitItems.type) return new EmitItems();
	const [packageName, name] = type.split('.');
	if (packageName !== PACKAGE_NAME || name === undefined) {
		throw new Error(`The engine tests know no node type "${type}".`);
	}
	return builtPackage.node(name);
}
