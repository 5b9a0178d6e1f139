import { randomBytes } from 'node:crypto';

import type { Settings } from './settings';

/** What a person allowed an app. */
export interface Grant {
	accountId: string;
	scopes: readonly string[];
	cloudIds: readonly string[];
}

export interface TokenPair {
	accessToken: string;
	/** '' without the scope offline_access. */
	refreshToken: string;
	/** Seconds. */
	expiresIn: number;
	scopes: readonly string[];
}

interface Family {
	grant: Grant;
	alive: boolean;
}

interface RefreshToken {
	family: Family;
	issuedAt: number;
	usedAt: number | null;
}

const MINUTE_MS = 60_000;
/** A used refresh token still works this long (D). */
const LEEWAY_MS = 10 * MINUTE_MS;
/** A refresh token that nobody uses dies after this time (D). */
const UNUSED_MS = 90 * 24 * 60 * MINUTE_MS;
const CODE_LIFETIME_MS = 5 * MINUTE_MS;

/** The refresh token is none, used too long ago, or dead. */
export class DeadToken extends Error {}

/** Codes, access tokens and refresh tokens, and what each allows. */
export class Grants {
	private codes = new Map<string, { grant: Grant; redirectUri: string; issuedAt: number }>();
	private access = new Map<string, { family: Family; expiresAt: number }>();
	private refresh = new Map<string, RefreshToken>();
	/** How often tokens were renewed. */
	refreshes = 0;

	constructor(
		private readonly settings: Settings,
		private readonly now: () => number,
	) {}

	issueCode(grant: Grant, redirectUri: string): string {
		const code = secret();
		this.codes.set(code, { grant, redirectUri, issuedAt: this.now() });
		return code;
	}

	/** @throws DeadToken when the code is unknown, used, too old, or of another address */
	exchange(code: string, redirectUri: string): TokenPair {
		const known = this.codes.get(code);
		this.codes.delete(code);
		if (known === undefined || known.issuedAt + CODE_LIFETIME_MS < this.now()) {
			throw new DeadToken('Invalid authorization code');
		}
		if (known.redirectUri !== redirectUri) throw new DeadToken('Wrong redirect_uri');
		return this.issue({ grant: known.grant, alive: true });
	}

	/** Tokens without a consent, for tests that do not care for it. */
	issueFor(grant: Grant): TokenPair {
		return this.issue({ grant, alive: true });
	}

	/** @throws DeadToken */
	renew(refreshToken: string): TokenPair {
		const known = this.refresh.get(refreshToken);
		const now = this.now();
		const stale =
			known === undefined ||
			!known.family.alive ||
			known.issuedAt + UNUSED_MS < now ||
			(known.usedAt !== null && known.usedAt + LEEWAY_MS < now);
		if (stale) throw new DeadToken('Unknown or invalid refresh token.');
		known.usedAt ??= now;
		this.refreshes++;
		return this.issue(known.family);
	}

	/** What an access token allows; undefined when it is unknown or expired. */
	grantOf(accessToken: string): Grant | undefined {
		const known = this.access.get(accessToken);
		if (known === undefined || known.expiresAt <= this.now()) return undefined;
		return known.family.grant;
	}

	/** Every access token that is out expires at once; refresh tokens live on. */
	expireAccessTokens(): void {
		this.access.clear();
	}

	/** Every refresh token dies, as after 90 days or when the person withdraws the consent. */
	killRefreshTokens(): void {
		for (const { family } of this.refresh.values()) family.alive = false;
	}

	private issue(family: Family): TokenPair {
		const { scopes } = family.grant;
		const expiresIn = this.settings.accessTokenSeconds;
		const accessToken = secret();
		this.access.set(accessToken, { family, expiresAt: this.now() + expiresIn * 1_000 });
		const refreshToken = scopes.includes('offline_access') ? secret() : '';
		if (refreshToken !== '') {
			this.refresh.set(refreshToken, { family, issuedAt: this.now(), usedAt: null });
		}
		return { accessToken, refreshToken, expiresIn, scopes };
	}
}

function secret(): string {
	return `sim-${randomBytes(24).toString('base64url')}`;
}
