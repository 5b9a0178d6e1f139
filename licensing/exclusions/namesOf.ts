/** The names of a typed table's entries, in its order. */
export function namesOf<Name extends string>(table: Record<Name, unknown>): Name[] {
	return Object.keys(table).filter((name): name is Name => Object.hasOwn(table, name));
}
