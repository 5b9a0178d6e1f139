import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

import type { Exchange } from './exchange';
import { readOpenApi, type OpenApiDocument } from './openApiDocuments';

const SITE = '/ex/confluence/{cloudId}';
const V2 = '/wiki/api/v2';

/** Checks exchanges against Atlassian's OpenAPI documents; schemas are open, as live answers are. */
export class Contract {
	private readonly ajv = addFormats(new Ajv({ strict: false, validateSchema: false }));
	private readonly documents: Record<OpenApiDocument, Record<string, unknown>>;
	private readonly compiled = new Map<string, ValidateFunction>();
	/** How many answers were checked against a schema. */
	validated = 0;

	constructor(folder: string) {
		for (const format of ['int32', 'int64']) this.ajv.addFormat(format, true);
		this.documents = {
			'confluence-v1.json': readOpenApi(folder, 'confluence-v1.json'),
			'confluence-v2.json': readOpenApi(folder, 'confluence-v2.json'),
		};
		for (const [name, document] of Object.entries(this.documents)) {
			this.ajv.addSchema({ ...document, $id: name }, name);
		}
	}

	/** What is wrong with an exchange; empty when it keeps to the document or is no site's. */
	violations({ template, request, answer, offContract }: Exchange): string[] {
		if (!template.startsWith(SITE) || answer === null || offContract === true) return [];
		const path = template.slice(SITE.length);
		const name = path.startsWith(V2) ? 'confluence-v2.json' : 'confluence-v1.json';
		const address = this.addressIn(name, path.startsWith(V2) ? path.slice(V2.length) : path);
		const method = request.method.toLowerCase();
		const place = `${request.method} ${path}`;
		if (address === null) return [`${place} is not in ${name}`];
		// The gateway answers 401 and 429, and 404 for an unknown site, in front of what is described.
		if (answer.status === 401 || answer.status === 429) return [];
		const responses = at(this.documents[name], ['paths', address, method, 'responses']);
		const response = at(responses, [String(answer.status)]);
		if (response === undefined) return [`${place} does not know the status ${answer.status}`];
		const schema = at(response, ['content', 'application/json', 'schema']);
		if (schema === undefined) return [];
		this.validated++;
		const validate = this.validatorFor(name, [
			'paths',
			address,
			method,
			'responses',
			String(answer.status),
			'content',
			'application/json',
			'schema',
		]);
		if (validate(answer.body)) return [];
		return (validate.errors ?? []).map(
			({ instancePath, message = '' }) =>
				`${place} ${answer.status}: ${instancePath} ${message}`,
		);
	}

	private validatorFor(name: string, pointer: readonly string[]): ValidateFunction {
		const escaped = pointer.map((part) =>
			encodeURIComponent(part.replace(/~/g, '~0').replace(/\//g, '~1')),
		);
		const $ref = `${name}#/${escaped.join('/')}`;
		let validate = this.compiled.get($ref);
		if (validate === undefined) {
			validate = this.ajv.compile({ $ref });
			this.compiled.set($ref, validate);
		}
		return validate;
	}

	/** The path of the document, whatever it calls its variable parts. */
	private addressIn(name: OpenApiDocument, path: string): string | null {
		const paths = at(this.documents[name], ['paths']);
		const bare = (text: string): string => text.replace(/\{[^}]*\}/g, '{}');
		return Object.keys(paths ?? {}).find((one) => bare(one) === bare(path)) ?? null;
	}
}

function at(value: unknown, path: readonly string[]): object | undefined {
	let here: unknown = value;
	for (const part of path) {
		if (typeof here !== 'object' || here === null) return undefined;
		here = (here as Record<string, unknown>)[part];
	}
	return typeof here === 'object' && here !== null ? here : undefined;
}
