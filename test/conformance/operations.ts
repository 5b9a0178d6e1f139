import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

/** A JSON document whose shape nobody promised: every step into it may lead nowhere. */
export type Json = Readonly<Record<string, unknown>>;

/** A place in an OpenAPI document: one method of one path. */
export interface Operation {
	/** Keys from the top of the document. */
	pointer: readonly string[];
	/** The path as the document writes it. */
	path: string;
	fields: Json;
}

/** A parameter as an operation describes it. */
export interface Parameter {
	name: string;
	in: string;
	required: boolean;
	isList: boolean;
	pointer: readonly string[];
}

/** The operations of one OpenAPI document, with ajv as the judge of its schemas. */
export class Operations {
	private readonly ajv = addFormats(
		new Ajv({ strict: false, validateSchema: false, coerceTypes: true }),
	);
	private readonly compiled = new Map<string, ValidateFunction>();
	private readonly found = new Map<string, Operation | null>();

	/** @param name what a violation calls the document */
	constructor(
		readonly name: string,
		private readonly document: Json,
	) {
		for (const format of ['int32', 'int64']) this.ajv.addFormat(format, true);
		this.ajv.addSchema({ ...document, $id: name }, name);
	}

	/** The operation of a method and a path; variable parts may be called anything. */
	find(method: string, path: string): Operation | null {
		const called = `${method} ${path}`;
		let found = this.found.get(called);
		if (found === undefined) this.found.set(called, (found = this.look(method, path)));
		return found;
	}

	private look(method: string, path: string): Operation | null {
		const bare = (text: string): string => text.replace(/\{[^}]*\}/g, '{}');
		const paths = fieldsAt(this.document, ['paths']);
		const known = Object.keys(paths ?? {}).find((one) => bare(one) === bare(path));
		if (known === undefined) return null;
		const pointer = ['paths', known, method.toLowerCase()];
		const fields = fieldsAt(this.document, pointer);
		return fields === null ? null : { pointer, path: known, fields };
	}

	/** The parameters that an operation describes by name and place. */
	parametersOf({ pointer, fields }: Operation): Parameter[] {
		const listed = Array.isArray(fields.parameters) ? (fields.parameters as unknown[]) : [];
		return listed.flatMap((_, at) => {
			const place = [...pointer, 'parameters', String(at)];
			const described = fieldsAt(this.document, place);
			if (typeof described?.name !== 'string' || typeof described.in !== 'string') return [];
			const schema = fieldsAt(this.document, [...place, 'schema']);
			return [
				{
					name: described.name,
					in: described.in,
					required: described.required === true,
					isList: schema?.type === 'array',
					pointer: [...place, 'schema'],
				},
			];
		});
	}

	/** The place of a JSON schema below an operation, null where it describes none. */
	schemaBelow({ pointer }: Operation, below: readonly string[]): readonly string[] | null {
		const place = [...pointer, ...below, 'content', 'application/json', 'schema'];
		return fieldsAt(this.document, place) === null ? null : place;
	}

	/** Names of the fields that an object schema describes, null for an open one. */
	fieldNames(pointer: readonly string[]): string[] | null {
		const schema = fieldsAt(this.document, pointer);
		const reference = schema?.$ref;
		if (typeof reference === 'string') return this.fieldNames(reference.slice(2).split('/'));
		const properties = schema?.properties;
		return typeof properties === 'object' && properties !== null
			? Object.keys(properties)
			: null;
	}

	/** What ajv finds wrong with a value; texts may stand for numbers and booleans. */
	problems(pointer: readonly string[], value: unknown): string[] {
		const escaped = pointer.map((part) =>
			encodeURIComponent(part.replace(/~/g, '~0').replace(/\//g, '~1')),
		);
		const $ref = `${this.name}#/${escaped.join('/')}`;
		let validate = this.compiled.get($ref);
		if (validate === undefined) {
			validate = this.ajv.compile({
				type: 'object',
				properties: { value: { $ref } },
			});
			this.compiled.set($ref, validate);
		}
		return validate({ value }) ? [] : (validate.errors ?? []).map(sentence);
	}
}

function sentence({ instancePath, message = 'is wrong' }: ErrorObject): string {
	const place = instancePath.slice('/value'.length);
	return place === '' ? message : `${place} ${message}`;
}

/** An object within a document, null where there is none. */
export function fieldsAt(document: unknown, pointer: readonly string[]): Json | null {
	let here: unknown = document;
	for (const part of pointer) {
		if (typeof here !== 'object' || here === null) return null;
		here = (here as Json)[part];
	}
	return typeof here === 'object' && here !== null ? (here as Json) : null;
}
