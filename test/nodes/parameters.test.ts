import type { INodeProperties, INodeType } from 'n8n-workflow';

import { DownloadSubscriptions } from '../../nodes/DownloadSubscriptions/DownloadSubscriptions.node';
import { EvaluateExclusions } from '../../nodes/EvaluateExclusions/EvaluateExclusions.node';
import { GetCloudId } from '../../nodes/GetCloudId/GetCloudId.node';
import { LicensePosition } from '../../nodes/LicensePosition/LicensePosition.node';
import { LicenseWorkflows } from '../../nodes/LicenseWorkflows/LicenseWorkflows.node';
import { PullActivity } from '../../nodes/PullActivity/PullActivity.node';
import { ReclaimLicense } from '../../nodes/ReclaimLicense/ReclaimLicense.node';
import { ParameterReader } from '../../nodes/shared/options';
import { TrackCandidates } from '../../nodes/TrackCandidates/TrackCandidates.node';
import { NOW, idlePerson, neverActivePerson } from '../licensing/exclusions/samples';
import { fakeExecuteFunctions, runFake } from './fakeExecuteFunctions';

const NODES: readonly INodeType[] = [
	new GetCloudId(),
	new DownloadSubscriptions(),
	new PullActivity(),
	new EvaluateExclusions(),
	new TrackCandidates(),
	new ReclaimLicense(),
	new LicensePosition(),
	new LicenseWorkflows(),
];

/** A parameter of a node, or a field of its collection "Options". */
interface Parameter {
	node: INodeType;
	property: INodeProperties;
	isOption: boolean;
}

const READ_BY_THE_READER = ['number', 'boolean', 'options'];

/** All of them but "Dry Run", of which only the boolean false is live (test/engine/reclaimLicense.test.ts). */
const PARAMETERS: readonly Parameter[] = NODES.flatMap((node) =>
	node.description.properties
		.flatMap((property) => [
			{ node, property, isOption: false },
			...(property.type === 'collection' ? (property.options ?? []) : []).map((option) => ({
				node,
				property: option as INodeProperties,
				isOption: true,
			})),
		])
		.filter(({ property }) => READ_BY_THE_READER.includes(property.type))
		.filter(({ property }) => property.name !== 'dryRun'),
);

const NAMED = PARAMETERS.map(
	(parameter) =>
		[
			`"${parameter.property.displayName}" of ${parameter.node.description.displayName}`,
			parameter,
		] as const,
);

const ITEM = {
	decision: 'candidate',
	reasonCode: 'inactive',
	cloudId: '1324a887-45db-1bf4-1e99-ef0ff456d421',
	notice: 'sent',
	answer: 'keep',
	outcome: 'skipped',
	candidateId: 'c1',
};

/**
 * What a run with one parameter set comes to: its items, or what it says when it fails. A node that
 * asks Confluence has read all its parameters when it asks for its credential, which is not there.
 */
async function comesTo({ node, property, isOption }: Parameter, value: unknown) {
	const options: Record<string, unknown> = { now: new Date(NOW).toISOString() };
	const parameters: Record<string, unknown> = {
		...shownWith(property),
		cloudId: ITEM.cloudId,
		lookbackDays: 3650,
	};
	(isOption ? options : parameters)[property.name] = value;
	const people = [idlePerson(), neverActivePerson()].map((person) => ({ ...person, ...ITEM }));
	try {
		const { rows } = await runFake(node, {
			inputs: [people, []],
			parameters: { ...parameters, options },
		});
		// Tokens are random.
		return rows.map((items) => items.map((row) => ({ ...row, answerToken: '' })));
	} catch (error) {
		return (error as Error).message;
	}
}

/** What the reader that the nodes use makes of a value. */
function readFrom({ node, property, isOption }: Parameter, value: unknown) {
	const { name, type, options = [] } = property;
	const given = { [name]: value };
	const { context } = fakeExecuteFunctions(node, {
		inputs: [[ITEM]],
		parameters: isOption ? { options: given } : given,
	});
	const parameters = new ParameterReader(context, node.description.properties, 0);
	const reader = isOption ? parameters.option : parameters;
	if (type === 'number') return reader.number(name);
	if (type === 'boolean') return reader.boolean(name);
	return reader.word(
		name,
		options.map((option) => ('value' in option ? String(option.value) : '')),
	);
}

/** The default; one that is an expression stands for that of the other operations. */
function defaultOf({ node, property }: Parameter): unknown {
	const isExpression = typeof property.default === 'string' && property.default.startsWith('=');
	if (!isExpression) return property.default;
	return node.description.properties.find(({ name }) => name === property.name)?.default;
}

/** The parameters with which the editor shows a property, such as the operation. */
function shownWith({ displayOptions }: INodeProperties): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(displayOptions?.show ?? {}).map(([name, values]) => [
			name.replace('/', ''),
			values?.[0],
		]),
	);
}

/** Values that a property does not allow. */
function outOfLimits({ type, typeOptions = {} }: INodeProperties): unknown[] {
	if (type === 'boolean') return ['maybe', 2];
	if (type === 'options') return ['something else', 7];
	const { minValue, maxValue, numberPrecision = 0 } = typeOptions;
	return [
		'many',
		...(minValue === undefined ? [] : [minValue - 1, String(minValue - 1)]),
		...(maxValue === undefined ? [] : [maxValue + 1]),
		...(numberPrecision === 0 ? [(minValue ?? 0) + 0.5] : []),
	];
}

test('the table holds every node with its parameters and options', () => {
	expect(PARAMETERS.length).toBeGreaterThan(40);
	expect(new Set(PARAMETERS.map(({ node }) => node)).size).toBe(NODES.length);
});

describe.each(NAMED)('%s', (_, parameter) => {
	const { property } = parameter;

	it('means its default where it is empty', async () => {
		const preset = defaultOf(parameter);
		const byDefault = await comesTo(parameter, preset);
		for (const empty of ['', ' ', null, undefined]) {
			expect(readFrom(parameter, empty)).toBe(preset);
			expect(await comesTo(parameter, empty)).toEqual(byDefault);
		}
	});

	it('is refused with its name where it is out of its limits', async () => {
		const label = property.displayName.toLowerCase();
		for (const value of outOfLimits(property)) {
			const said = await comesTo(parameter, value);
			expect(typeof said === 'string' ? said.toLowerCase() : said).toContain(`"${label}"`);
			expect(said).toContain('must be');
		}
	});

	it('takes what its property offers', async () => {
		const { minValue, maxValue } = property.typeOptions ?? {};
		const offered = [minValue, maxValue, minValue === undefined ? undefined : String(minValue)];
		const words = (property.options ?? []).map((option) => 'value' in option && option.value);
		const values =
			property.type === 'boolean' ? [true, 'true', 1, false, '0'] : [...words, ...offered];
		for (const value of values) {
			expect(JSON.stringify(await comesTo(parameter, value))).not.toContain(
				`${property.displayName}\\" must be`,
			);
		}
	});
});

test('parameters that share a name share their label and limits', () => {
	for (const { description } of NODES) {
		for (const { name, displayName, typeOptions } of description.properties) {
			const first = description.properties.find((property) => property.name === name);
			expect({ displayName, typeOptions }).toEqual({
				displayName: first?.displayName,
				typeOptions: first?.typeOptions,
			});
		}
	}
});
