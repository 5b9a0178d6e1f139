import {
	NodeHelpers,
	Workflow,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type INode,
	type INodeType,
	type INodeTypes,
} from 'n8n-workflow';

const NODE: INode = {
	id: 'node',
	name: 'Node',
	type: 'node',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

const NODE_TYPE: INodeType = {
	description: {
		displayName: 'Node',
		name: 'node',
		group: [],
		version: 1,
		description: '',
		defaults: {},
		inputs: [],
		outputs: [],
		properties: [],
	},
};

const NODE_TYPES: INodeTypes = {
	getByName: () => NODE_TYPE,
	getByNameAndVersion: () => NODE_TYPE,
	getKnownTypes: () => ({}),
};

/** The expression engine of n8n itself, without a server around it. */
function expressions() {
	return new Workflow({ nodes: [NODE], connections: {}, active: false, nodeTypes: NODE_TYPES })
		.expression;
}

/**
 * What n8n makes of the fields that a person filled in: defaults added, hidden ones evaluated.
 * The same two steps as n8n's own credential service takes.
 */
export function resolvedFields(
	type: ICredentialType,
	filledIn: ICredentialDataDecryptedObject,
): Record<string, unknown> {
	const fields = parametersOf(type, filledIn, true);
	return expressions().getComplexParameterValue(
		NODE,
		fields as never,
		'internal',
		{},
		undefined,
		undefined,
		fields as never,
	) as Record<string, unknown>;
}

/** What the editor stores of a form that was opened and saved: shown fields without defaults. */
export function savedAgain(
	type: ICredentialType,
	stored: ICredentialDataDecryptedObject,
): ICredentialDataDecryptedObject {
	return parametersOf(type, formFields(type, stored), false) as ICredentialDataDecryptedObject;
}

/** Both hold plain values; n8n gives them types of different names. */
function parametersOf({ properties }: ICredentialType, values: object, withDefaults: boolean) {
	return NodeHelpers.getNodeParameters(
		properties,
		values as never,
		withDefaults,
		false,
		null,
		null,
	);
}

/** The names of the fields that the editor shows of what is stored. */
export function shownFields(
	type: ICredentialType,
	stored: ICredentialDataDecryptedObject,
): string[] {
	const fields = formFields(type, stored) as never;
	return type.properties
		.filter(({ type: kind }) => kind !== 'hidden')
		.filter((field) => NodeHelpers.displayParameter(fields, field, null, null))
		.map(({ name }) => name);
}

/** The editor opens a form with the default of each field that is not stored. */
function formFields({ properties }: ICredentialType, stored: ICredentialDataDecryptedObject) {
	const defaults = properties.map(({ name, default: value }) => [name, value] as const);
	return { ...Object.fromEntries(defaults), ...stored };
}

/** An expression of a credential's test request, evaluated as n8n does. */
export function resolvedForTest(
	expression: string | undefined,
	filledIn: ICredentialDataDecryptedObject,
): unknown {
	return expressions().getSimpleParameterValue(NODE, expression, 'internal', {
		$credentials: filledIn,
	});
}
