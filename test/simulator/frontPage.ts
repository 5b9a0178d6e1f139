import type { Simulation } from './context';
import { escapeHtml, page } from './html';
import type { Answer } from './http';
import { seatHolders } from './truth';

/** What a person sees who opens the simulator in a browser. */
export function frontPage(
	simulation: Simulation,
	controls: ReadonlyArray<{ method: string; path: string; about: string }>,
): Answer {
	const { world, client, url, organizationApiKey } = simulation;
	return page(
		'Confluence Cloud simulator',
		`<p>This program plays Atlassian for tests and demonstrations. Nothing here is real, so its keys may be shown.</p>
<h2>Connect</h2>
${table([
	['Authorization address', `${url}/authorize`],
	['API address', url],
	['Client id', client.id],
	['Client secret', client.secret],
	['Organization id', world.organization.id],
	['Organization API key', organizationApiKey],
])}
<h2>Sites</h2>
${table(
	world.sites.map(({ cloudId, name, url: address }) => [
		name,
		`${address}, ${cloudId}, ${seatHolders(world, cloudId).size} seats`,
	]),
)}
<h2>Groups</h2>
${table(
	world.groups.map(({ name, managedBy, members }) => [
		name,
		`${members.length} members, managed by ${managedBy}`,
	]),
)}
<h2>Addresses for tests</h2>
${table(controls.map(({ method, path, about }) => [`${method} ${path}`, about]))}`,
	);
}

function table(rows: readonly (readonly [string, string] | string[])[]): string {
	const lines = rows.map(
		([name = '', value = '']) =>
			`<tr><th scope="row">${escapeHtml(name)}</th><td><code>${escapeHtml(value)}</code></td></tr>`,
	);
	return `<table>${lines.join('')}</table>`;
}
