/** The Node.js that n8n needs, brought by the package `node`. */
export interface Node24 {
	/** Path of its program. */
	binary: string;
	version: string;
	/** Folder in which `include/node` lies, for packages that are compiled. */
	headers: string;
	/** This environment with Node.js 24 and the project's programs first in the path. */
	env: NodeJS.ProcessEnv;
}

/** The real n8n in the ignored folder `.runtime/n8n`. */
export interface InstalledN8n {
	folder: string;
	version: string;
	/** The script to start with `node`. */
	program: string;
	/** Path of the Node.js that runs it. */
	node: string;
	env: NodeJS.ProcessEnv;
}

export function ensureProject(): Promise<void>;
export function ensureNode24(): Promise<Node24>;
export function ensureN8n(): Promise<InstalledN8n>;
/** Path of a Chromium's program. */
export function ensureChromium(): Promise<string>;
/** The programs of PostgreSQL and Redis, in the path of this process. */
export function ensureServers(): Promise<void>;
export function ensureAll(): Promise<{ node: Node24; n8n: InstalledN8n; chromium: string }>;
