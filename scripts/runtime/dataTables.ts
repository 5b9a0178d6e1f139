import { z } from 'zod';

import type { Fields } from './executions';
import type { N8nSession } from './n8nSession';

const tables = z.object({
	count: z.number(),
	data: z.array(
		z
			.object({
				id: z.string(),
				name: z.string(),
				projectId: z.string(),
				columns: z.array(z.object({ name: z.string(), type: z.string() }).passthrough()),
			})
			.passthrough(),
	),
});

export type DataTable = z.infer<typeof tables>['data'][number];

const rowPage = z.object({ count: z.number(), data: z.array(z.record(z.unknown())) });

const PAGE_ROWS = 250;

/** All Data Tables that the session may see. */
export async function dataTables(session: N8nSession): Promise<DataTable[]> {
	return tables.parse(await session.ask('GET', '/data-tables-global?take=250&skip=0')).data;
}

async function tableNamed(session: N8nSession, name: string): Promise<DataTable> {
	const table = (await dataTables(session)).find((one) => one.name === name);
	if (!table)
		throw new Error(`There is no Data Table "${name}". Run the workflow "Setup" first.`);
	return table;
}

/** All rows of the Data Table of a name, oldest first. */
export async function tableRows(session: N8nSession, name: string): Promise<Fields[]> {
	const { id, projectId } = await tableNamed(session, name);
	const rows: Fields[] = [];
	for (;;) {
		const query = `take=${PAGE_ROWS}&skip=${rows.length}&sortBy=id:asc`;
		const path = `/projects/${projectId}/data-tables/${id}/rows?${query}`;
		const page = rowPage.parse(await session.ask('GET', path));
		for (const row of page.data) rows.push(row);
		if (page.data.length === 0 || rows.length >= page.count) return rows;
	}
}

/** How many rows the Data Table of a name has. */
export async function tableCount(session: N8nSession, name: string): Promise<number> {
	const { id, projectId } = await tableNamed(session, name);
	const path = `/projects/${projectId}/data-tables/${id}/rows?take=1&skip=0`;
	return rowPage.parse(await session.ask('GET', path)).count;
}

/** Adds rows to the Data Table of a name. */
export async function addRows(session: N8nSession, name: string, rows: Fields[]): Promise<void> {
	const { id, projectId } = await tableNamed(session, name);
	await session.ask('POST', `/projects/${projectId}/data-tables/${id}/insert`, {
		data: rows,
		returnType: 'count',
	});
}

/** Deletes all rows of the Data Table of a name. */
export async function clearTable(session: N8nSession, name: string): Promise<void> {
	const { id, projectId } = await tableNamed(session, name);
	const filters = [{ columnName: 'id', condition: 'gt', value: 0 }];
	const filter = encodeURIComponent(JSON.stringify({ type: 'and', filters }));
	await session.ask('DELETE', `/projects/${projectId}/data-tables/${id}/rows?filter=${filter}`);
}

/** Changes the rows in which a column has a value. */
export async function changeRows(
	session: N8nSession,
	name: string,
	where: { column: string; value: string | number },
	fields: Fields,
): Promise<void> {
	const { id, projectId } = await tableNamed(session, name);
	const filters = [{ columnName: where.column, condition: 'eq', value: where.value }];
	await session.ask('PATCH', `/projects/${projectId}/data-tables/${id}/rows`, {
		filter: { type: 'and', filters },
		data: fields,
	});
}
