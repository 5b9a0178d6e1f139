import './oneN8n';

/** Stops it after the last. */
export default async function stopOneN8n(): Promise<void> {
	await globalThis.stopSharedN8n?.();
}
