import { PROFILE_SETTINGS } from '../../nodes/GetCloudId/profileSettings';
import { readWorkflowFile } from '../../scripts/runtime/workflowFiles';

interface Question {
	name: string;
	preset: unknown;
	options?: { value: unknown; text: string }[];
}

/** Labels, defaults and limits stand at the properties of the nodes; the form repeats the defaults. */
describe('what Publish Profile asks for', () => {
	const { nodes } = readWorkflowFile('publish-profile.json');
	const found = nodes.find(({ name }) => name === 'Questions')?.parameters.jsonOutput;
	const { questions } = JSON.parse(String(found)) as { questions: Question[] };

	it('is every setting of a profile, each once', () => {
		const names = questions.map(({ name }) => name);
		expect(names.sort()).toEqual([...PROFILE_SETTINGS.keys()].sort());
	});

	it.each(questions.map((question) => [question.name, question] as const))(
		'has the default and the words of the node: %s',
		(name, { preset, options }) => {
			const property = PROFILE_SETTINGS.get(name);
			expect(preset).toBe(property?.default);
			const words = (property?.options ?? []).flatMap((one) =>
				'value' in one ? one.value : [],
			);
			const values = options?.map(({ value }) => value) ?? [];
			const offered = property?.type === 'boolean' ? [false, true] : words;
			expect([...values].sort()).toEqual([...offered].sort());
		},
	);
});
