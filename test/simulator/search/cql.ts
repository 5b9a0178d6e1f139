/**
 * The part of the Confluence Query Language that clients of this simulator use (D):
 * comparisons joined by `and`, `or`, `not` and parentheses, and `order by`.
 */
export type Operator = '=' | '!=' | '>' | '>=' | '<' | '<=' | 'in' | 'not in';

export type Condition =
	| { kind: 'and' | 'or'; parts: Condition[] }
	| { kind: 'not'; part: Condition }
	| { kind: 'compare'; field: string; operator: Operator; values: string[] };

export interface Order {
	field: 'created' | 'lastmodified';
	descending: boolean;
}

export interface Query {
	condition: Condition;
	order: Order[];
}

/** The query is none: the real API answers 400 (S). */
export class CqlError extends Error {}

interface Token {
	kind: 'word' | 'text' | 'symbol';
	text: string;
}

const TOKEN = /\s+|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(!=|>=|<=|[=<>(),])|([^\s"'()=<>!,]+)/gy;

/** @throws CqlError */
export function parseCql(cql: string): Query {
	const tokens = tokensOf(cql);
	let at = 0;

	const peek = (): Token | undefined => tokens[at];
	const isWord = (word: string): boolean => {
		const token = peek();
		return token?.kind === 'word' && token.text.toLowerCase() === word;
	};
	const isSymbol = (symbol: string): boolean => {
		const token = peek();
		return token?.kind === 'symbol' && token.text === symbol;
	};
	const take = (what: string): Token => {
		const token = tokens[at++];
		if (token === undefined) throw new CqlError(`Expected ${what} but the query ended.`);
		return token;
	};
	const takeSymbol = (symbol: string): void => {
		const token = take(symbol);
		if (token.kind !== 'symbol' || token.text !== symbol) {
			throw new CqlError(`Expected ${symbol} but found "${token.text}".`);
		}
	};

	const parseValue = (): string => {
		const token = take('a value');
		if (token.kind === 'symbol') throw new CqlError(`Unexpected "${token.text}".`);
		if (token.kind === 'word' && isSymbol('(')) return parseCall(token.text);
		return token.text;
	};
	/** Functions stay text, such as `now(-4w)`, and are read where a moment is wanted. */
	const parseCall = (name: string): string => {
		takeSymbol('(');
		const argument = isSymbol(')') ? '' : take('an argument').text;
		takeSymbol(')');
		return `${name}(${argument})`;
	};
	const parseList = (): string[] => {
		takeSymbol('(');
		const values = [parseValue()];
		while (isSymbol(',')) {
			at++;
			values.push(parseValue());
		}
		takeSymbol(')');
		return values;
	};
	const parseComparison = (): Condition => {
		const field = take('a field');
		if (field.kind !== 'word') throw new CqlError(`Unexpected "${field.text}".`);
		const name = field.text.toLowerCase();
		const operator = take('an operator');
		const word = operator.text.toLowerCase();
		if (operator.kind === 'word' && word === 'in') {
			return { kind: 'compare', field: name, operator: 'in', values: parseList() };
		}
		if (operator.kind === 'word' && word === 'not' && isWord('in')) {
			at++;
			return { kind: 'compare', field: name, operator: 'not in', values: parseList() };
		}
		if (operator.kind !== 'symbol' || !isComparison(operator.text)) {
			throw new CqlError(`"${operator.text}" is no operator.`);
		}
		return { kind: 'compare', field: name, operator: operator.text, values: [parseValue()] };
	};
	const parseUnary = (): Condition => {
		if (isWord('not')) {
			at++;
			return { kind: 'not', part: parseUnary() };
		}
		if (!isSymbol('(')) return parseComparison();
		at++;
		const inner = parseOr();
		takeSymbol(')');
		return inner;
	};
	const parseAnd = (): Condition => joined('and', parseUnary);
	const parseOr = (): Condition => joined('or', parseAnd);
	const joined = (kind: 'and' | 'or', parsePart: () => Condition): Condition => {
		const first = parsePart();
		if (!isWord(kind)) return first;
		const parts = [first];
		while (isWord(kind)) {
			at++;
			parts.push(parsePart());
		}
		return { kind, parts };
	};
	const parseOrder = (): Order[] => {
		if (!isWord('order')) return [];
		at++;
		if (!isWord('by')) throw new CqlError('Expected "by" after "order".');
		const order: Order[] = [];
		do {
			at++;
			const field = take('a field to order by').text.toLowerCase();
			if (field !== 'created' && field !== 'lastmodified') {
				throw new CqlError(`Ordering by "${field}" is not supported.`);
			}
			const descending = isWord('desc');
			if (descending || isWord('asc')) at++;
			order.push({ field, descending });
		} while (isSymbol(','));
		return order;
	};

	const condition = parseOr();
	const order = parseOrder();
	const rest = peek();
	if (rest !== undefined) throw new CqlError(`Unexpected "${rest.text}".`);
	return { condition, order };
}

function tokensOf(cql: string): Token[] {
	const tokens: Token[] = [];
	TOKEN.lastIndex = 0;
	while (TOKEN.lastIndex < cql.length) {
		const start = TOKEN.lastIndex;
		const match = TOKEN.exec(cql);
		if (match === null) throw new CqlError(`Unexpected "${cql.slice(start, start + 20)}".`);
		const text = match[1] ?? match[2];
		if (text !== undefined) {
			tokens.push({ kind: 'text', text: text.replace(/\\(.)/gs, '$1') });
		} else if (match[3] !== undefined) {
			tokens.push({ kind: 'symbol', text: match[3] });
		} else if (match[4] !== undefined) {
			tokens.push({ kind: 'word', text: match[4] });
		}
	}
	return tokens;
}

function isComparison(text: string): text is Exclude<Operator, 'in' | 'not in'> {
	return ['=', '!=', '>', '>=', '<', '<='].includes(text);
}
