/**
 * n8n stores what an execution did as one JSON list in which every text, object and list is an
 * entry of its own and all others name it by its place, as text. This reads such a list; objects
 * that were one object are one object again.
 */
export function readFlatted(text: string): unknown {
	const entries: unknown = JSON.parse(text);
	if (!Array.isArray(entries)) return entries;
	const list: unknown[] = entries;
	const built = new Map<number, unknown>();
	const resolve = (value: unknown): unknown =>
		typeof value === 'string' ? build(Number(value)) : value;
	const build = (index: number): unknown => {
		if (built.has(index)) return built.get(index);
		const entry = list[index];
		if (Array.isArray(entry)) {
			const target: unknown[] = [];
			built.set(index, target);
			for (const value of entry) target.push(resolve(value));
			return target;
		}
		if (typeof entry === 'object' && entry !== null) {
			const target: Record<string, unknown> = {};
			built.set(index, target);
			for (const [key, value] of Object.entries(entry)) target[key] = resolve(value);
			return target;
		}
		built.set(index, entry);
		return entry;
	};
	return build(0);
}
