import type { Page } from 'playwright-core';

/**
 * Connects an OAuth2 credential as a person does: opens it in the editor, presses "Connect", allows
 * the app on the consent page that pops up, and waits until the editor says that it is connected.
 */
export async function connectInBrowser(
	page: Page,
	url: string,
	credentialId: string,
): Promise<void> {
	await page.goto(`${url}/home/credentials/${credentialId}`);
	const connect = page.locator('[data-test-id="quick-connect-button"]:visible').first();
	await connect.waitFor();
	const [consent] = await Promise.all([page.waitForEvent('popup'), connect.click()]);
	await consent.locator('#accept').click();
	await page.locator('[data-test-id="oauth-connect-success-banner"]').waitFor();
}
