import type { Locator, Page } from 'playwright-core';

/** What a person does by hand, counted while a test does it in the browser. */
export class HandCount {
	clicks = 0;
	/** Entries chosen from a list, and files. */
	picks = 0;
	/** Values typed into a field. */
	typed: string[] = [];

	async click(target: Locator): Promise<void> {
		this.clicks += 1;
		await target.click();
	}

	/** A click that opens another page. */
	async clickForPopup(page: Page, target: Locator): Promise<Page> {
		const [popup] = await Promise.all([page.waitForEvent('popup'), this.click(target)]);
		return popup;
	}

	/** Opens a list and chooses an entry of it. */
	async pick(list: Locator, entry: Locator): Promise<void> {
		this.picks += 1;
		await list.click();
		await entry.click();
	}

	async chooseFile(input: Locator, path: string): Promise<void> {
		this.picks += 1;
		await input.setInputFiles(path);
	}

	async type(field: Locator, name: string, value: string): Promise<void> {
		this.typed.push(name);
		await field.fill(value);
	}

	/** One line that says it all. */
	sentence(): string {
		return `${this.clicks} clicks, ${this.picks} picks, ${this.typed.length} typed values (${this.typed.join(', ')})`;
	}
}
