import type { INodeType } from 'n8n-workflow';

import { DownloadSubscriptions } from '../../nodes/DownloadSubscriptions/DownloadSubscriptions.node';
import { EvaluateExclusions } from '../../nodes/EvaluateExclusions/EvaluateExclusions.node';
import { GetCloudId } from '../../nodes/GetCloudId/GetCloudId.node';
import { LicensePosition } from '../../nodes/LicensePosition/LicensePosition.node';
import { LicenseWorkflows } from '../../nodes/LicenseWorkflows/LicenseWorkflows.node';
import { PullActivity } from '../../nodes/PullActivity/PullActivity.node';
import { ReclaimLicense } from '../../nodes/ReclaimLicense/ReclaimLicense.node';
import { TrackCandidates } from '../../nodes/TrackCandidates/TrackCandidates.node';
import { fakeExecuteFunctions } from './fakeExecuteFunctions';

/** An agent calls a tool with one item of arguments. */
const TOOLS: ReadonlyArray<readonly [INodeType, boolean, string]> = [
	[new GetCloudId(), true, 'One name of a site is all that it needs, and it only reads.'],
	[
		new DownloadSubscriptions(),
		true,
		'List Access Groups needs one site and only reads. Download is refused: a snapshot is compared with the last one, and a whole company is no answer to an agent.',
	],
	[new PullActivity(), false, 'It needs the rows of everybody, with what is known of them.'],
	[new EvaluateExclusions(), false, 'It needs everybody with their activity, and the rules.'],
	[
		new TrackCandidates(),
		false,
		'Judged by one item, everybody else would seem gone, and an agent could answer for people.',
	],
	[new ReclaimLicense(), false, 'Nobody loses a license because a model called a tool.'],
	[new LicensePosition(), false, 'It counts the rows of everybody.'],
	[new LicenseWorkflows(), false, 'Whole workflows are of no use to an agent.'],
];

test.each(TOOLS)('%#: usable as a tool only where one item makes sense', (node, isTool, reason) => {
	expect(Boolean(node.description.usableAsTool)).toBe(isTool);
	expect(reason).toMatch(/^[A-Z].+\.$/);
});

describe('Download Subscriptions as a tool', () => {
	const run = async (operation: string) => {
		const node = new DownloadSubscriptions();
		const { context } = fakeExecuteFunctions(node, {
			inputs: [[{ query: 'x' }]],
			parameters: { operation, cloudId: 'c1' },
		});
		const asTool = new Proxy(context, {
			get: (target, name): unknown =>
				name === 'getNode'
					? () => ({ ...target.getNode(), type: 'pkg.downloadSubscriptionsTool' })
					: Reflect.get(target, name),
		});
		return await node.execute.call(asTool);
	};

	it('downloads nobody', async () => {
		await expect(run('download')).rejects.toThrow(/as a tool for only "List Access Groups"/);
	});

	it('lists access groups', async () => {
		await expect(run('accessGroups')).rejects.toThrow('getCredentials');
	});
});
