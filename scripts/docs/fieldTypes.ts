import { join } from 'node:path';

import ts from 'typescript';

import { ROOT } from './packageTypes';

/** A type of more words than this is told as text: the words have a page of their own. */
const WORDS_SHOWN = 6;

const FORMAT =
	ts.TypeFormatFlags.NoTruncation |
	ts.TypeFormatFlags.InTypeAlias |
	ts.TypeFormatFlags.UseSingleQuotesForStringLiteralType;

/** Tells how the fields of exported interfaces are typed in the sources. */
export class FieldTypes {
	private readonly program: ts.Program;
	private readonly checker: ts.TypeChecker;

	/** @param files paths inside the project, such as `licensing/subscription.ts` */
	constructor(files: readonly string[]) {
		const options: ts.CompilerOptions = {
			strict: true,
			target: ts.ScriptTarget.ES2022,
			moduleResolution: ts.ModuleResolutionKind.Node10,
			module: ts.ModuleKind.CommonJS,
			types: [],
			noEmit: true,
		};
		this.program = ts.createProgram(
			files.map((file) => join(ROOT, file)),
			options,
		);
		this.checker = this.program.getTypeChecker();
	}

	/** The type of a field as the sources write it, such as `string | null`. */
	typeOf(file: string, interfaceName: string, field: string): string {
		const { checker } = this;
		const source = this.program.getSourceFile(join(ROOT, file));
		const module = source && checker.getSymbolAtLocation(source);
		const symbol = checker
			.getExportsOfModule(known(module, file))
			.find(({ name }) => name === interfaceName);
		const type = checker.getDeclaredTypeOfSymbol(known(symbol, `${file} ${interfaceName}`));
		const property = known(type.getProperty(field), `${interfaceName}.${field}`);
		return this.textOf(checker.getTypeOfSymbol(property));
	}

	private textOf(type: ts.Type): string {
		const { checker } = this;
		if (!type.isUnion()) {
			const text = checker.typeToString(type, undefined, FORMAT);
			return text.startsWith('{') ? 'object' : text;
		}
		const isBoolean = (type.flags & ts.TypeFlags.Boolean) !== 0;
		if (isBoolean) return 'boolean';
		const texts = type.types.filter((member) => member.isStringLiteral());
		const isNullable = type.types.some((member) => (member.flags & ts.TypeFlags.Null) !== 0);
		if (texts.length > WORDS_SHOWN) return isNullable ? 'string | null' : 'string';
		const parts = type.types
			.filter((member) => (member.flags & ts.TypeFlags.Null) === 0)
			.map((member) => checker.typeToString(member, undefined, FORMAT))
			// In an order that does not depend on what the compiler met first.
			.sort();
		return [...parts, ...(isNullable ? ['null'] : [])].join(' | ');
	}
}

function known<Thing>(thing: Thing | undefined, name: string): Thing {
	if (thing === undefined) throw new Error(`The sources have no "${name}" any more`);
	return thing;
}
