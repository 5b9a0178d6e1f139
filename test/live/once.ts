import { NotPossible, reasonOf } from './verdict';

/**
 * Loads at the first call. A failure is told once as it is, to whoever asked first; every later try
 * that needs the same is left untried, and says why.
 */
export function once<Value>(what: string, load: () => Promise<Value>): () => Promise<Value> {
	let loaded: Promise<Value> | undefined;
	return async () => {
		if (loaded === undefined) {
			loaded = load();
			return await loaded;
		}
		try {
			return await loaded;
		} catch (error) {
			if (error instanceof NotPossible) throw error;
			throw new NotPossible(`it needs ${what}, and ${reasonOf(error)}`);
		}
	};
}
