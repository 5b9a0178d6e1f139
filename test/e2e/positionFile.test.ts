import { parse } from 'csv-parse/sync';

import { POSITION_FIELDS } from '../../licensing/position/positionItem';
import { addRows } from '../../scripts/runtime/dataTables';
import { outputOf, type Fields } from '../../scripts/runtime/executions';
import { PAGES_LOGIN, type Trial } from '../../scripts/runtime/trial';
import { publishWorkflow } from '../../scripts/runtime/workflows';
import { PATIENCE_MS, run, trialInUse } from './inN8n';

jest.setTimeout(PATIENCE_MS);

const REPORT = { id: 'clmReport0000001', trigger: 'Every Monday at 8' };
const FILE_NAME = 'confluence-license-position.csv';

/** Names of software models that a CSV file or a spreadsheet may stumble over. */
const HARD_NAMES = [
	'=HYPERLINK("http://example.com","Müller, ""Ltd""")\nsecond line',
	'+1 seat',
	'@here',
	'-Basic',
	'Standard, "monthly"',
];

const PROFILE = 'harbour-lane.atlassian.net';

/** The position as a spreadsheet opens it: from the page, and from the weekly mail. */
describe('the position as a CSV file', () => {
	let trial: Trial;

	beforeAll(async () => {
		trial = await trialInUse({ seats: 10, seed: 7 });
		const now = new Date().toISOString();
		await addRows(trial.session, 'clm_profiles', [{ profile: PROFILE, status: 'published' }]);
		await addRows(
			trial.session,
			'clm_software_models',
			HARD_NAMES.map((model, at) => ({ identifier: `group-${at}`, model })),
		);
		await addRows(
			trial.session,
			'clm_entitlements',
			HARD_NAMES.map((model) => ({
				model,
				purchased: 3,
				unitPrice: 12_345_678_901.55,
				currency: 'EUR',
				billingCycle: 'monthly',
			})),
		);
		await addRows(
			trial.session,
			'clm_subscriptions',
			HARD_NAMES.map((_, at) => ({
				profile: PROFILE,
				cloudId: trial.simulator.world.sites[0]?.cloudId,
				accountId: `person-${at}`,
				displayName: `Person ${at}`,
				subscriptionIdentifier: `group-${at}`,
				firstSeenAt: now,
				snapshotAt: now,
				activityStatus: 'unknown',
			})),
		);
		await publishWorkflow(trial.session, 'clmJobFailed0001');
		await publishWorkflow(trial.session, REPORT.id);
	});

	afterAll(async () => {
		await trial?.stop();
	});

	const fileOf = async (headers: Record<string, string>) =>
		await fetch(`${trial.n8n.url}/webhook/license-position.csv`, { headers });

	/** The items of the node License Position of a run by hand, which also sends the mail. */
	const positions = async () => {
		const execution = await run(trial, REPORT);
		expect(execution.error).toBeNull();
		return outputOf(execution, 'License Position');
	};

	it('asks for a password', async () => {
		expect((await fileOf({})).status).toBe(401);
	});

	it('has a column for each figure and a row for each position, whatever the names hold', async () => {
		const login = Buffer.from(`${PAGES_LOGIN.user}:${PAGES_LOGIN.password}`).toString('base64');
		const answer = await fileOf({ authorization: `Basic ${login}` });
		expect(answer.status).toBe(200);
		expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
		expect(answer.headers.get('content-disposition')).toContain(`filename="${FILE_NAME}"`);
		checkFile(Buffer.from(await answer.arrayBuffer()), await positions());
	});

	it('comes with the weekly mail, beside the report', async () => {
		const items = await positions();
		const letter = trial.mailbox.letters.at(-1);
		expect(letter?.subject).toBe('Confluence licenses this week');
		const attached = attachments(letter?.text ?? '');
		expect([...attached.keys()].sort()).toEqual([
			'confluence-license-charge-back.csv',
			FILE_NAME,
			'confluence-license-report.html',
		]);
		checkFile(attached.get(FILE_NAME) ?? Buffer.alloc(0), items);
		expect(attached.get('confluence-license-report.html')?.toString('utf8')).toContain('<svg');
	});
});

/** Holds a file against the items that it was made of. */
function checkFile(file: Buffer, items: readonly Fields[]): void {
	const [header = [], ...rows] = parse(file, { bom: true });
	expect(header).toEqual(Object.keys(flat(items[0] ?? {})));
	expect(new Set(header.map((name) => name.split('.')[0]))).toEqual(new Set(POSITION_FIELDS));
	const withoutTime = (row: string[]) => row.slice(0, -1);
	const expected = items.map((item) => Object.values(flat(item)).map(inFile));
	expect(rows.map(withoutTime)).toEqual(expected.map(withoutTime));
	const models = rows.map((row) => row[header.indexOf('model')]);
	for (const name of HARD_NAMES) {
		expect(models).toContain(/^[=+@-]/.test(name) ? `'${name}` : name);
	}
	const ownedCost = rows.map((row) => row[header.indexOf('ownedCost')]);
	expect(ownedCost.filter((cost) => cost === '37037036704.65')).toHaveLength(HARD_NAMES.length);
	expect(rows.flat().filter((cell) => /^[=+@\t\r]/.test(cell))).toEqual([]);
}

/** Fields whose entries differ from row to row: one column each. */
const JSON_COLUMNS = new Set([
	'freedByDate',
	'returnsByReason',
	'mailsDue',
	'mailsSent',
	'appSavings',
]);

/** An item with the fields of its objects as columns of their own. */
function flat(item: Fields): Fields {
	return Object.fromEntries(
		POSITION_FIELDS.map((name) => [name, item[name]] as const).flatMap(([name, value]) =>
			JSON_COLUMNS.has(name)
				? [[name, value && JSON.stringify(value)]]
				: typeof value === 'object' && value !== null
					? Object.entries(value).map(([inner, one]) => [`${name}.${inner}`, one])
					: [[name, value]],
		),
	) as Fields;
}

/** A value as a cell: a text that looks like a formula has an apostrophe in front. */
function inFile(value: unknown): string {
	if (typeof value === 'string' && /^[=+@-]/.test(value)) return `'${value}`;
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** The files of a letter by their names. */
function attachments(letter: string): Map<string, Buffer> {
	const boundary = /^--(\S+)\r\n/.exec(letter)?.[1] ?? '';
	const parts = letter.split(`--${boundary}`);
	const files = new Map<string, Buffer>();
	for (const part of parts) {
		const [head = '', body = ''] = part.split('\r\n\r\n');
		const name = /Content-Disposition: attachment;\s+filename="?([^"\r\n]+)"?/i.exec(head)?.[1];
		if (name === undefined) continue;
		expect(head).toMatch(/Content-Transfer-Encoding: base64/i);
		files.set(name, Buffer.from(body, 'base64'));
	}
	return files;
}
