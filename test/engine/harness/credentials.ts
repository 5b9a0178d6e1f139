import {
	ICredentialsHelper,
	NodeHelpers,
	Workflow,
	type ICredentialDataDecryptedObject,
	type ICredentials,
	type IHttpRequestOptions,
	type INode,
	type INodeCredentialsDetails,
	type INodeProperties,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import type { Simulator } from '../../simulator';
import { credentialType, nodeTypes } from './builtPackage';
import { EmitItems } from './emitItems';

/** A credential that somebody filled in and connected. n8n writes renewed tokens into `data`. */
export interface TestCredential {
	type: string;
	id: string;
	data: ICredentialDataDecryptedObject;
}

/** What a connected OAuth2 credential holds, and where its simulator listens. */
export interface OAuth2CredentialFacts {
	/** Address of the simulator, which plays the consent page and the API. */
	url: string;
	accessToken: string;
	refreshToken?: string;
	clientId?: string;
	clientSecret?: string;
	additionalScopes?: string;
	/** Further fields of the token answer, such as `expires_in` or `scope`. */
	token?: ICredentialDataDecryptedObject;
}

let credentialsMade = 0;

/** A connected credential for a simulator. Hand the same one to several runs to keep its tokens. */
export function oauth2Credential(facts: OAuth2CredentialFacts): TestCredential {
	return {
		type: 'confluenceLicensesOAuth2Api',
		id: `credential-${++credentialsMade}`,
		data: {
			environment: 'custom',
			customAuthUrl: facts.url,
			customApiUrl: facts.url,
			reclaimLicense: true,
			additionalScopes: facts.additionalScopes ?? '',
			clientId: facts.clientId ?? 'client-id',
			clientSecret: facts.clientSecret ?? 'client-secret',
			oauthTokenData: {
				access_token: facts.accessToken,
				...(facts.refreshToken === undefined ? {} : { refresh_token: facts.refreshToken }),
				token_type: 'Bearer',
				...facts.token,
			},
		},
	};
}

/** The API key of an organization that a simulator plays. */
export function organizationCredential(facts: {
	url: string;
	organizationId: string;
	apiKey: string;
}): TestCredential {
	return {
		type: 'atlassianOrganizationApi',
		id: `credential-${++credentialsMade}`,
		data: {
			environment: 'custom',
			customApiUrl: facts.url,
			organizationId: facts.organizationId,
			apiKey: facts.apiKey,
		},
	};
}

/** A connected credential for a simulator, with fresh tokens. */
export function siteCredential(
	simulator: Simulator,
	{ scopes, ...more }: Partial<OAuth2CredentialFacts> & { scopes?: string[] } = {},
): TestCredential {
	const { id: clientId, secret: clientSecret } = simulator.client;
	const tokens = simulator.issueToken({ scopes });
	return oauth2Credential({ url: simulator.url, ...tokens, clientId, clientSecret, ...more });
}

/** The API key of the organization that a simulator plays. */
export function apiKeyCredential(
	{ url, organization }: Simulator,
	apiKey = organization.apiKey,
): TestCredential {
	return organizationCredential({ url, organizationId: organization.id, apiKey });
}

const NODE: INode = {
	id: 'credential',
	name: 'Credential',
	type: EmitItems.type,
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/** Keeps the credentials of a run, as n8n's credential service does for its own. */
export class CredentialsOfRun extends ICredentialsHelper {
	private readonly byId = new Map<string, TestCredential>();

	constructor(credentials: readonly TestCredential[]) {
		super();
		for (const credential of credentials) this.byId.set(credential.id, credential);
	}

	getParentTypes(type: string): string[] {
		return credentialType(type).extends ?? [];
	}

	getCredentialsProperties(type: string): INodeProperties[] {
		return credentialType(type).properties;
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	/** Defaults are added and hidden fields evaluated, unless the raw fields are asked for. */
	async getDecrypted(
		_additionalData: IWorkflowExecuteAdditionalData,
		details: INodeCredentialsDetails,
		type: string,
		_mode: unknown,
		_executeData?: unknown,
		raw?: boolean,
	): Promise<ICredentialDataDecryptedObject> {
		const { data } = this.credential(details);
		if (raw === true) return structuredClone(data);
		const filledIn = { ...data, ...parametersOf(this.getCredentialsProperties(type), data) };
		return evaluated(filledIn, { $self: filledIn });
	}

	/** Adds what the credential type says to a request that is not OAuth2. */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		type: string,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = credentialType(type);
		if (typeof authenticate === 'function') return await authenticate(credentials, request);
		if (authenticate === undefined) return request;
		const headers = evaluated({ ...authenticate.properties.headers } as never, {
			$credentials: credentials,
		});
		return { ...request, headers: { ...request.headers, ...(headers as object) } };
	}

	async preAuthentication(): Promise<undefined> {}

	async runPreAuthentication(): Promise<undefined> {}

	async getCredentials(): Promise<ICredentials> {
		throw new Error('The engine tests hold credentials in the clear; nothing asks for others.');
	}

	async updateCredentials(
		details: INodeCredentialsDetails,
		_type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		this.credential(details).data = structuredClone(data);
	}

	async updateCredentialsOauthTokenData(
		details: INodeCredentialsDetails,
		_type: string,
		{ oauthTokenData = {} }: ICredentialDataDecryptedObject,
	): Promise<void> {
		const credential = this.credential(details);
		credential.data = structuredClone({ ...credential.data, oauthTokenData });
	}

	private credential({ id }: INodeCredentialsDetails): TestCredential {
		const credential = this.byId.get(id ?? '');
		if (!credential) throw new Error(`The run was given no credential "${String(id)}".`);
		return credential;
	}
}

function parametersOf(
	properties: INodeProperties[],
	data: ICredentialDataDecryptedObject,
): ICredentialDataDecryptedObject {
	// Both hold plain values; n8n gives them types of different names.
	return NodeHelpers.getNodeParameters(
		properties,
		data as never,
		true,
		false,
		null,
		null,
	) as ICredentialDataDecryptedObject;
}

function evaluated(
	fields: ICredentialDataDecryptedObject,
	{ $self, $credentials }: Record<string, ICredentialDataDecryptedObject>,
): ICredentialDataDecryptedObject {
	const { expression } = new Workflow({
		nodes: [NODE],
		connections: {},
		active: false,
		nodeTypes,
	});
	return expression.getComplexParameterValue(
		NODE,
		fields as never,
		'internal',
		$credentials === undefined ? {} : { $credentials },
		undefined,
		undefined,
		$self as never,
	) as ICredentialDataDecryptedObject;
}
