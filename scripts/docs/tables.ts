import {
	type Endpoint,
	ENDPOINTS,
	ORGANIZATION_ENDPOINTS,
	POINTS_PER_HOUR,
	pointsOf,
} from '../../confluence/endpoints';
import { REMEDIES } from '../../nodes/shared/remedies';
import { pointsToRead } from '../../confluence/snapshot/siteMembers';
import {
	DATA_POLICIES_SCOPE,
	OFFLINE_ACCESS,
	PAGE_VERSIONS_SCOPE,
	PROCESSES,
} from '../../confluence/scopes';
import { ACTIVITY_DOUBTS } from '../../licensing/exclusions/activityTrust';
import { entryNames } from '../../licensing/tableValues';
import { REASON_ORDER } from '../../licensing/exclusions/reasons';
import { OUTCOMES, OUTCOME_CODES, outcomeReason } from '../../licensing/reclaim/outcomes';
import { answersTable, eventKindsTable, statesTable, transitionsTable } from './candidateTables';
import { FieldTables } from './fieldTables';
import { code, codeList, table } from './markdown';
import type { PackageTypes } from './packageTypes';
import { parameterTables } from './parameters';
import type { Fill } from './regions';
import { doubtSample, failureSample, reasonSample } from './samples';
import { stateDiagram } from './stateDiagram';

/**
 * Fills the tables of the documentation.
 *
 * @param types what the package's nodes and credentials say of themselves
 */
export function tablesFrom({ nodes, credentials }: PackageTypes): Fill {
	const fields = new FieldTables();
	const makers: Record<string, (subject: string) => string> = {
		parameters: (name) => parameterTables(known(nodes.get(name), name).properties),
		credential: (name) => parameterTables(known(credentials.get(name), name).properties),
		fields: (name) => fields.tableOf(name),
		reasons,
		doubts,
		states: statesTable,
		diagram: stateDiagram,
		transitions: transitionsTable,
		eventKinds: eventKindsTable,
		answers: answersTable,
		outcomes,
		failures,
		processes,
		endpoints: () => endpoints(ENDPOINTS),
		organization: () => endpoints(ORGANIZATION_ENDPOINTS),
		memberCosts,
	};
	return (name) => {
		const [kind = '', subject = ''] = name.split(' ');
		return known(makers[kind], name)(subject);
	};
}

function known<Thing>(thing: Thing | undefined, name: string): Thing {
	if (thing === undefined) throw new Error(`There is no table "${name}"`);
	return thing;
}

function reasons(): string {
	const evaluations = [...REASON_ORDER.map(reasonSample), failureSample()];
	const rows = evaluations.map(({ decision, reasonCode, reason }, place) => [
		reasonCode === 'evaluationFailed' ? '' : String(place + 1),
		code(reasonCode),
		code(decision),
		reason,
	]);
	return table(['Order', 'Reason code', 'Decision', 'A sentence that it gives'], rows);
}

function doubts(): string {
	const rows = entryNames(ACTIVITY_DOUBTS).map((name) => [
		code(name),
		`The seat is kept because ${doubtSample(name)}.`,
	]);
	return table(['Doubt', 'A sentence that it gives'], rows);
}

function outcomes(): string {
	const rows = OUTCOME_CODES.map((name) => [
		code(OUTCOMES[name].outcome),
		code(outcomeReason(name) ?? ''),
		OUTCOMES[name].sentence,
		OUTCOMES[name].nextState ?? 'stays',
	]);
	return table(['Outcome', 'Reason', 'What it says', "The candidate's next state"], rows);
}

function failures(): string {
	const rows = entryNames(REMEDIES).map((kind) => [code(kind), REMEDIES[kind]]);
	return table(['Kind', 'What to do'], rows);
}

function processes(): string {
	const rows = entryNames(PROCESSES).map((name) => [
		PROCESSES[name].displayName,
		code(name),
		codeList(PROCESSES[name].scopes),
		PROCESSES[name].connectedPerson,
	]);
	return table(
		['Process', 'Name', 'Scopes', 'The connected person must be'],
		[
			...rows,
			['always', '', code(OFFLINE_ACCESS), ''],
			['optional: who edited a shared page last', '', code(PAGE_VERSIONS_SCOPE), ''],
			['optional: whether content is blocked', '', code(DATA_POLICIES_SCOPE), ''],
		],
	);
}

function endpoints(all: Readonly<Record<string, Endpoint>>): string {
	const rows = Object.values(all).map((endpoint) => [
		endpoint.label,
		code(`${endpoint.method} ${endpoint.path}`),
		codeList(endpoint.scopes),
		pointsWords(endpoint),
	]);
	return table(['What', 'Request', 'Scopes', 'Points'], rows);
}

/** Group sizes that people can find their own site between. */
const GROUP_SIZES = [200, 1_000, 10_000, 50_000, 100_000, 300_000];

function memberCosts(): string {
	const rows = GROUP_SIZES.map((size) => {
		const points = pointsToRead([size]);
		const hours = Math.ceil(points / POINTS_PER_HOUR);
		return [inThousands(size), inThousands(points), String(hours)];
	});
	return table(['People in the group', 'Points', "Hours' quotas needed"], rows);
}

function inThousands(count: number): string {
	return count.toLocaleString('en-GB');
}

function pointsWords(endpoint: Endpoint): string {
	const { pointsPerObject } = endpoint;
	const request = pointsOf(endpoint, 0);
	return pointsPerObject === 0 ? String(request) : `${request} + ${pointsPerObject} for each`;
}
