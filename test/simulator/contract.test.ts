import { callerOf, searchPath } from './caller';
import { Contract } from './contract';
import { startSimulator, type Exchange, type Simulator } from './index';
import { DOCUMENTS_MISSING, openApiFolder } from './openApiDocuments';

const folder = openApiFolder();
if (folder === null) console.warn(DOCUMENTS_MISSING);

(folder === null ? describe.skip : describe)('answers of the simulator and the documents', () => {
	let simulator: Simulator;
	let contract: Contract;
	let seen: Exchange[];

	beforeAll(async () => {
		simulator = await startSimulator({ seats: 300, seed: 2 });
		contract = new Contract(folder ?? '');
	});

	afterAll(() => simulator.stop());

	beforeEach(() => {
		seen = [];
	});

	it('agree for every endpoint, refusals included', async () => {
		const stop = simulator.exchanges.on((exchange) => seen.push(exchange));
		const caller = callerOf(simulator);
		const { world } = simulator;
		const users = world.groups.find(({ name }) => name === 'confluence-users-harbour-lane');
		const groupId = users?.id ?? '';
		const accountId = users?.members.find((id) => id !== world.connectedAccountId) ?? '';
		const page = world.content.find(({ type, visibleTo }) => type === 'page' && !visibleTo);
		const expand = 'content.version,content.history';
		const reads = [
			'/rest/api/group?limit=2',
			'/rest/api/group?accessType=site-admin',
			`/rest/api/group/by-id?id=${groupId}`,
			'/rest/api/group/by-id?id=nowhere',
			`/rest/api/group/${groupId}/membersByGroupId?limit=200&shouldReturnTotalSize=true`,
			`/rest/api/group/${groupId}/membersByGroupId?limit=201`,
			'/rest/api/group/nowhere/membersByGroupId',
			'/rest/api/user/current',
			`/rest/api/user?accountId=${encodeURIComponent(accountId)}`,
			`/rest/api/user/memberof?accountId=${encodeURIComponent(accountId)}`,
			searchPath('order by nothing'),
			searchPath('type in (page, comment, attachment)', { limit: '200', expand }),
			searchPath('type = whiteboard'),
			`/api/v2/pages/${page?.id}/versions`,
			'/api/v2/pages/1/versions',
		];
		for (const path of reads) await caller.get(path);
		const address = `/rest/api/group/userByGroupId?groupId=${groupId}`;
		await caller.delete(`${address}&accountId=${encodeURIComponent(accountId)}`);
		await caller.post(address, { accountId });
		await callerOf(simulator, { accountId }).post(address, { accountId });
		stop();
		expect(seen).toHaveLength(reads.length + 3);
		expect(seen.flatMap((exchange) => contract.violations(exchange))).toEqual([]);
		expect(contract.validated).toBeGreaterThan(8);
	});

	it('are found to differ where they do', () => {
		const exchange: Exchange = {
			endpoint: 'groups',
			template: '/ex/confluence/{cloudId}/wiki/rest/api/group',
			request: {
				method: 'GET',
				path: '',
				query: new URLSearchParams(),
				headers: {},
				body: '',
			},
			answer: { status: 200, headers: {}, body: { results: [{ name: 'nameless' }] } },
			faulty: false,
		};
		expect(contract.violations(exchange).join()).toContain(
			"must have required property 'limit'",
		);
		const teapot = { ...exchange, answer: { status: 418, headers: {}, body: {} } };
		expect(contract.violations(teapot).join()).toContain('does not know the status 418');
	});
});
