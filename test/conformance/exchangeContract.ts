import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Contract } from '../simulator/contract';
import type { Exchange } from '../simulator';
import { readOpenApi } from '../simulator/openApiDocuments';
import { Operations, type Json, type Operation } from './operations';

const SITE = '/ex/confluence/{cloudId}';
const V2 = '/wiki/api/v2';
const ADMIN = '/admin';

/** Not published by Atlassian as one document; checked where a copy lies beside the others. */
const ADMIN_DOCUMENT = 'admin-organization.partial.json';

/** Statuses that the documents do not name and that callers have met, or must expect (M, I). */
const BEYOND_DOCUMENTS: Readonly<Record<string, readonly number[]>> = {
	// 200 and 204 in place of 201, and a site without a free seat (M).
	'POST /wiki/rest/api/group/userByGroupId': [200, 204, 409],
	// A person who is gone (I).
	'GET /wiki/rest/api/user/memberof': [404],
};

/** How many requests and answers were held against a document. */
export interface Validated {
	requests: number;
	answers: number;
}

/**
 * Holds exchanges against Atlassian's OpenAPI documents: what was asked (path, method, parameters,
 * body) and what the simulator answered. The judge of every schema is ajv.
 */
export class ExchangeContract {
	readonly validated: Validated = { requests: 0, answers: 0 };
	private readonly answers: Contract;
	private readonly v1: Operations;
	private readonly v2: Operations;
	private readonly admin: Operations | null;

	constructor(folder: string) {
		this.answers = new Contract(folder);
		this.v1 = new Operations('v1', readOpenApi(folder, 'confluence-v1.json'));
		this.v2 = new Operations('v2', readOpenApi(folder, 'confluence-v2.json'));
		const admin = join(folder, ADMIN_DOCUMENT);
		this.admin = existsSync(admin)
			? new Operations('admin', JSON.parse(readFileSync(admin, 'utf8')) as Json)
			: null;
	}

	/** What is wrong with an exchange; empty for one that keeps to its document, or has none. */
	violations(exchange: Exchange): string[] {
		const place = this.placeOf(exchange);
		if (place === null) return [];
		const { operations, path } = place;
		const called = `${exchange.request.method} ${path}`;
		const operation = operations.find(exchange.request.method, path);
		if (operation === null) return [`${called} is not in the document ${operations.name}`];
		const problems = [
			...parameterProblems(operations, operation, exchange),
			...bodyProblems(operations, operation, exchange),
		].map((problem) => `${called}: ${problem}`);
		this.validated.requests++;
		return [...problems, ...this.answerProblems(exchange, operations, operation)];
	}

	/** The scopes that a document names for an operation, in any of its alternatives. */
	scopesOf(method: string, path: string): string[] | null {
		const isV2 = path.startsWith(V2);
		const operations = isV2 ? this.v2 : this.v1;
		const operation = operations.find(method, isV2 ? path.slice(V2.length) : path);
		if (operation === null) return null;
		return [
			...JSON.stringify(operation.fields).matchAll(/"((?:read|write|search):[^"]+)"/g),
		].map(([, scope = '']) => scope);
	}

	private placeOf({ template }: Exchange): { operations: Operations; path: string } | null {
		if (template.startsWith(SITE)) {
			const path = template.slice(SITE.length);
			return path.startsWith(V2)
				? { operations: this.v2, path: path.slice(V2.length) }
				: { operations: this.v1, path };
		}
		if (!template.startsWith(ADMIN) || this.admin === null) return null;
		const path = template.slice(ADMIN.length);
		// The list of organizations and directories is in no document that is at hand.
		return /\/orgs(\/\{orgId\})?(\/directories)?$/.test(path)
			? null
			: { operations: this.admin, path };
	}

	private answerProblems(
		exchange: Exchange,
		operations: Operations,
		operation: Operation,
	): string[] {
		if (exchange.answer === null) return [];
		const { status, body } = exchange.answer;
		if (operations !== this.admin) {
			const called = `${exchange.request.method} ${operation.path}`;
			if (BEYOND_DOCUMENTS[called]?.includes(status) === true) return [];
			const before = this.answers.validated;
			const problems = this.answers.violations(exchange);
			this.validated.answers += this.answers.validated - before;
			return problems;
		}
		const schema = operations.schemaBelow(operation, ['responses', String(status)]);
		if (schema === null) return [];
		this.validated.answers++;
		return operations
			.problems(schema, body)
			.map((problem) => `${operation.path} ${status}: ${problem}`);
	}
}

function parameterProblems(
	operations: Operations,
	operation: Operation,
	{ request }: Exchange,
): string[] {
	const parameters = operations.parametersOf(operation);
	const problems: string[] = [];
	const known = new Set(parameters.filter((one) => one.in === 'query').map(({ name }) => name));
	for (const name of new Set(request.query.keys())) {
		if (!known.has(name)) problems.push(`there is no parameter "${name}"`);
	}
	const inPath = pathValues(operation.path, request.path);
	for (const parameter of parameters) {
		const { name } = parameter;
		const given =
			parameter.in === 'query'
				? request.query.getAll(name)
				: parameter.in === 'path'
					? (inPath.get(name) ?? [])
					: null;
		if (given === null) continue;
		if (given.length === 0) {
			if (parameter.required) problems.push(`the parameter "${name}" is missing`);
			continue;
		}
		if (!parameter.isList && given.length > 1) problems.push(`"${name}" comes more than once`);
		// Confluence separates the entries of a list by commas.
		const value = parameter.isList ? given.flatMap((text) => text.split(',')) : given[0];
		for (const problem of operations.problems(parameter.pointer, value)) {
			problems.push(`the parameter "${name}" ${problem}`);
		}
	}
	return problems;
}

/** The values of a path's variable parts: the document's path is the end of the one asked for. */
function pathValues(template: string, path: string): Map<string, string[]> {
	const wanted = template.split('/').reverse();
	const given = path.split('/').reverse();
	const values = new Map<string, string[]>();
	for (const [at, part] of wanted.entries()) {
		if (part.startsWith('{')) {
			values.set(part.slice(1, -1), [decodeURIComponent(given[at] ?? '')]);
		}
	}
	return values;
}

function bodyProblems(
	operations: Operations,
	operation: Operation,
	{ request }: Exchange,
): string[] {
	const schema = operations.schemaBelow(operation, ['requestBody']);
	if (schema === null) return request.body === '' ? [] : ['a body is sent that nobody reads'];
	if (request.body === '') return ['the body is missing'];
	const type = request.headers['content-type'] ?? 'missing';
	if (!type.startsWith('application/json')) return [`the content type of the body is ${type}`];
	const body = JSON.parse(request.body) as unknown;
	const known = operations.fieldNames(schema);
	const unknown = Object.keys(body as Json).filter((name) => known?.includes(name) === false);
	return [
		...unknown.map((name) => `the body has a field "${name}" that nobody reads`),
		...operations.problems(schema, body).map((problem) => `the body ${problem}`),
	];
}
