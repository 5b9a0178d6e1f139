import type { INodeTypeDescription } from 'n8n-workflow';

import { ENDPOINTS, pointsOf, POINTS_PER_HOUR, type Endpoint } from '../../confluence/endpoints';
import { FAILURES } from '../../confluence/errors';
import { ORGANIZATION_ENDPOINTS } from '../../confluence/organization/endpoints';
import { pointsToRead } from '../../confluence/snapshot/siteMembers';
import { OFFLINE_ACCESS, PAGE_VERSIONS_SCOPE, PROCESSES } from '../../confluence/scopes';
import { ANSWERS, CANDIDATE_FIELDS, readCandidate } from '../../licensing/candidates/candidate';
import { NEEDS_TOKEN, recordAnswer } from '../../licensing/candidates/recordAnswer';
import {
	EVENT_NAMES,
	OPEN_STATES,
	STATES,
	STATE_NAMES,
	TRANSITIONS,
	type State,
} from '../../licensing/candidates/states';
import { ACTIVITY_DOUBTS } from '../../licensing/exclusions/activityTrust';
import { EVALUATION_FIELDS } from '../../licensing/exclusions/evaluate';
import { namesOf } from '../../licensing/exclusions/namesOf';
import { REASON_ORDER } from '../../licensing/exclusions/reasons';
import { JOB_RESULT_FIELDS } from '../../licensing/jobResult';
import { POSITION_FIELDS } from '../../licensing/position/position';
import { OUTCOMES, OUTCOME_CODES, outcomeReason } from '../../licensing/reclaim/outcomes';
import { RECEIPT_FIELDS } from '../../licensing/reclaim/receipts';
import { SUBSCRIPTION_FIELDS } from '../../licensing/subscription';
import * as notes from './fieldNotes';
import { FieldTypes } from './fieldTypes';
import { code, codeList, sentence, table } from './markdown';
import { parameterTables } from './parameters';
import type { Fill } from './regions';
import { doubtSample, failureSample, reasonSample } from './samples';
import { stateDiagram } from './stateDiagram';

/** Where the fields of an item stand in the sources. */
interface FieldSource {
	file: string;
	type: string;
	fields: readonly string[];
	notes: Readonly<Record<string, string>>;
}

const FIELD_SOURCES = {
	subscription: {
		file: 'licensing/subscription.ts',
		type: 'Subscription',
		fields: SUBSCRIPTION_FIELDS,
		notes: notes.SUBSCRIPTION_NOTES,
	},
	evaluation: {
		file: 'licensing/exclusions/evaluate.ts',
		type: 'Evaluation',
		fields: EVALUATION_FIELDS,
		notes: notes.EVALUATION_NOTES,
	},
	candidate: {
		file: 'licensing/candidates/candidate.ts',
		type: 'Candidate',
		fields: CANDIDATE_FIELDS,
		notes: notes.CANDIDATE_NOTES,
	},
	result: {
		file: 'licensing/reclaim/personResult.ts',
		type: 'ResultFields',
		fields: Object.keys(notes.RESULT_NOTES),
		notes: notes.RESULT_NOTES,
	},
	receipt: {
		file: 'licensing/reclaim/receipts.ts',
		type: 'Receipt',
		fields: RECEIPT_FIELDS,
		notes: notes.RECEIPT_NOTES,
	},
	jobResult: {
		file: 'licensing/jobResult.ts',
		type: 'JobResult',
		fields: JOB_RESULT_FIELDS,
		notes: notes.JOB_RESULT_NOTES,
	},
	position: {
		file: 'licensing/position/position.ts',
		type: 'Position',
		fields: POSITION_FIELDS,
		notes: notes.POSITION_NOTES,
	},
} as const satisfies Record<string, FieldSource>;

/** Items that belong to one node alone. */
const OWN_FIELDS = {
	site: notes.SITE_NOTES,
	validation: notes.VALIDATION_NOTES,
	accessGroup: notes.ACCESS_GROUP_NOTES,
} as const satisfies Record<string, Record<string, string>>;

/**
 * Fills the tables of the documentation.
 *
 * @param nodes the descriptions of the nodes by name
 */
export function tablesFrom(nodes: ReadonlyMap<string, INodeTypeDescription>): Fill {
	const types = new FieldTypes(Object.values(FIELD_SOURCES).map(({ file }) => file));
	const makers: Record<string, (subject: string) => string> = {
		parameters: (name) => parameterTables(known(nodes.get(name), name).properties),
		fields: (name) => fieldTable(name, types),
		reasons,
		doubts,
		states,
		diagram: stateDiagram,
		transitions,
		answers,
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

function fieldTable(name: string, types: FieldTypes): string {
	const sources: Record<string, FieldSource> = FIELD_SOURCES;
	const source = sources[name];
	if (source === undefined) return ownFieldTable(name);
	const rows = source.fields.map((field) => [
		code(field),
		code(types.typeOf(source.file, source.type, field)),
		source.notes[field] ?? '',
	]);
	return table(['Field', 'Type', 'What it holds'], rows);
}

function ownFieldTable(name: string): string {
	const all: Record<string, Record<string, string>> = OWN_FIELDS;
	const rows = Object.entries(known(all[name], `fields ${name}`));
	return table(
		['Field', 'What it holds'],
		rows.map(([field, note]) => [code(field), note]),
	);
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
	const rows = namesOf(ACTIVITY_DOUBTS).map((name) => [
		code(name),
		`The seat is kept because ${doubtSample(name)}.`,
	]);
	return table(['Doubt', 'A sentence that it gives'], rows);
}

function states(): string {
	const rows = STATE_NAMES.map((state) => [
		`**${state}**`,
		STATES[state].open ? 'open' : 'closed',
		STATES[state].sentence,
	]);
	return table(['State', '', 'What it means'], rows);
}

function transitions(): string {
	const rows = EVENT_NAMES.map((event) => {
		const { from, to, sentence: what } = TRANSITIONS[event];
		return [code(event), fromWords(from), to === null ? 'stays' : to, what];
	});
	return table(['Event', 'From', 'To', 'What happened'], rows);
}

function fromWords(from: readonly State[]): string {
	if (from.length === 0) return 'no open candidate';
	if (from.length === STATE_NAMES.length) return 'any';
	const isOpenOnes = from.length === OPEN_STATES.length && from.every((s) => STATES[s].open);
	if (isOpenOnes) return 'any open';
	return from.every((state) => !STATES[state].open) ? 'any closed' : from.join(', ');
}

/** Where each answer leads, found by giving it. */
function answers(): string {
	const rows = ANSWERS.map((answer) => [
		code(answer),
		NEEDS_TOKEN[answer] ? 'yes' : 'no',
		...OPEN_STATES.map((state) => {
			const { candidate } = readCandidate({
				candidateId: 'p:a:1',
				profile: 'p',
				accountId: 'a',
				state,
				answerToken: 'token',
			});
			const given = { answer, by: null, comment: null, token: 'token' };
			const settings = { now: 0, coolDownDays: 90 };
			const led = (approveKeep: boolean) => {
				const recorded = recordAnswer(candidate, given, { ...settings, approveKeep });
				return recorded.accepted ? recorded.candidate.state : '–';
			};
			const [plain, approved] = [led(false), led(true)];
			return plain === approved ? plain : `${plain}; with *Approve Keep* ${approved}`;
		}),
	]);
	return table(['Answer', 'Token', ...OPEN_STATES], rows);
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
	const rows = namesOf(FAILURES).map((kind) => [code(kind), FAILURES[kind]]);
	return table(['Kind', 'What to do'], rows);
}

function processes(): string {
	const rows = namesOf(PROCESSES).map((name) => [
		PROCESSES[name].displayName,
		code(name),
		codeList(PROCESSES[name].scopes),
		sentence(PROCESSES[name].connectedPerson),
	]);
	return table(
		['Process', 'Name', 'Scopes', 'The connected person must be'],
		[
			...rows,
			['always', '', code(OFFLINE_ACCESS), ''],
			['optional: who edited a shared page last', '', code(PAGE_VERSIONS_SCOPE), ''],
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
