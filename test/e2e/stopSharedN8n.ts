import './startSharedN8n';

/** Stops them after the last. */
export default async function stopSharedN8n(): Promise<void> {
	await globalThis.stopSharedN8n?.();
}
