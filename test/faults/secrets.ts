/**
 * Where secrets appear in a value: everything that can be reached from it is looked at, also what
 * printing leaves out (causes of errors, hidden properties, maps, buffers).
 */
export function placesOf(secrets: readonly string[], value: unknown): string[] {
	const wanted = secrets.filter((secret) => secret !== '');
	if (wanted.length === 0) throw new Error('There is no secret to look for.');
	const seen = new Set<object>();
	const places: string[] = [];
	const queue: { value: unknown; place: string }[] = [{ value, place: '' }];
	const lookAt = (text: string, place: string): void => {
		for (const secret of wanted) {
			if (text.includes(secret) || text.includes(encodeURIComponent(secret))) {
				places.push(place);
			}
		}
	};
	for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
		const { value: here, place } = next;
		if (typeof here === 'string') lookAt(here, place);
		if (typeof here !== 'object' || here === null || seen.has(here)) continue;
		seen.add(here);
		if (ArrayBuffer.isView(here)) {
			lookAt(Buffer.from(here.buffer, here.byteOffset, here.byteLength).toString(), place);
			continue;
		}
		if (here instanceof Map || here instanceof Set) {
			queue.push({ value: [...here], place: `${place}{}` });
		}
		for (const name of Reflect.ownKeys(here)) {
			lookAt(String(name), `${place} (name)`);
			queue.push({ value: propertyOf(here, name), place: `${place}.${String(name)}` });
		}
	}
	return places;
}

/** A property that throws when it is read holds nothing that could leak. */
function propertyOf(holder: object, name: string | symbol): unknown {
	try {
		return Reflect.get(holder, name) as unknown;
	} catch {
		return undefined;
	}
}
