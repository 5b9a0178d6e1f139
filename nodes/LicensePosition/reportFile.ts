import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { reportFacts, type ReportSources } from '../../licensing/position/report/facts';
import { reportPage } from '../../licensing/position/report/page';

/** Where "Respond to Webhook" and the nodes that send files look first. */
const BINARY_FIELD = 'data';

const FILE_NAME = 'confluence-license-report.html';

/** Adds the report to the first item, as binary data. */
export async function attachReport(
	context: IExecuteFunctions,
	items: readonly INodeExecutionData[],
	sources: ReportSources,
	now: number,
): Promise<void> {
	const [first] = items;
	if (first === undefined) return;
	const page = reportPage(reportFacts(sources, now));
	const file = await context.helpers.prepareBinaryData(
		Buffer.from(page, 'utf8'),
		FILE_NAME,
		'text/html',
	);
	first.binary = { [BINARY_FIELD]: file };
}
