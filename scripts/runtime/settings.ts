import { addRows, changeRows, tableRows } from './dataTables';
import type { N8nSession } from './n8nSession';

/** What a person enters on the form License Settings. */
export const ADDRESSES = {
	sender: 'licenses@harbour.example',
	administrator: 'administrator@harbour.example',
	approver: 'approver@harbour.example',
} as const;

/**
 * Stores the addresses that the workflows use, and the loopback address of a trial's pages as the one
 * that is meant.
 */
export async function enterAddresses(session: N8nSession, pages: string): Promise<void> {
	for (const [name, value] of Object.entries({ ...ADDRESSES, publicAddress: pages })) {
		await changeSetting(session, name, value);
	}
}

/** Stores a setting, in the row that it has. */
export async function changeSetting(
	session: N8nSession,
	name: string,
	value: string,
): Promise<void> {
	const rows = await tableRows(session, 'clm_settings');
	if (rows.some((row) => row.name === name)) {
		await changeRows(session, 'clm_settings', { column: 'name', value: name }, { value });
	} else {
		await addRows(session, 'clm_settings', [{ name, value }]);
	}
}
