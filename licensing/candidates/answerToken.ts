import { createHash, randomBytes, timingSafeEqual } from 'crypto';

/** 128 bits: nobody guesses a token within the life of a candidate. */
const TOKEN_BYTES = 16;

/** A new token for the link in a notice: 128 random bits as 32 hexadecimal digits. */
export function newAnswerToken(): string {
	return randomBytes(TOKEN_BYTES).toString('hex');
}

/**
 * Whether a token from a link is the candidate's. Takes the same time for every wrong token, so
 * that the time tells nothing; a candidate without a token has no right answer.
 */
export function isSameToken(given: string | null, stored: string): boolean {
	if (given === null || given === '' || stored === '') return false;
	return timingSafeEqual(digest(given), digest(stored));
}

/** Both sides get one length, which the comparison needs. */
function digest(token: string) {
	return createHash('sha256').update(token).digest();
}
