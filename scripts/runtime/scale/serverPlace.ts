import { spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where a server of our own keeps what it has, and as whom it runs. */
export interface ServerPlace {
	folder: string;
	/** Set where this process runs as root, because PostgreSQL refuses to. */
	account: Account | undefined;
	remove(): void;
}

interface Account {
	uid: number;
	gid: number;
}

/** Accounts without rights of their own; the first that this machine has is taken. */
const ACCOUNTS = ['postgres', 'nobody'];

/**
 * A fresh folder for a server that lives as long as this run. It lies in the system's folder for
 * such things, because the account of the server may not be allowed into the project's.
 */
export function makeServerPlace(name: string): ServerPlace {
	const folder = mkdtempSync(join(tmpdir(), `${name}-`));
	const account = process.getuid?.() === 0 ? accountWithoutRights() : undefined;
	if (account !== undefined) chownSync(folder, account.uid, account.gid);
	return { folder, account, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function accountWithoutRights(): Account {
	const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
	for (const wanted of ACCOUNTS) {
		const line = lines.find((one) => one.startsWith(`${wanted}:`));
		const [, , uid, gid] = line?.split(':') ?? [];
		if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
	}
	throw new Error(
		`PostgreSQL does not run as root, and this machine has none of the accounts ${ACCOUNTS.join(', ')}. Run this as another person than root.`,
	);
}

/**
 * Runs a program to its end in the place of a server.
 *
 * @throws Error with what it said when it fails
 */
export function runInPlace(
	{ folder, account }: ServerPlace,
	program: string,
	args: string[],
): void {
	const done = spawnSync(program, args, { cwd: folder, encoding: 'utf8', ...account });
	if (done.error !== undefined) {
		throw new Error(
			`"${program}" could not be started (${done.error.message}). "npm run scale" and "npm run test:scale" bring it, or say how to get it.`,
		);
	}
	if (done.status === 0) return;
	throw new Error(`"${program}" ended with code ${done.status}: ${done.stderr.trim()}`);
}
