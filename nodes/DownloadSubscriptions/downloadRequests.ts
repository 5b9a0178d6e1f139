import type { IExecuteFunctions } from 'n8n-workflow';

import { chosenAccessGroups } from '../shared/accessGroups';
import { chosenSite, type ChosenSite } from '../shared/cloudId';
import { nodeError } from '../shared/failures';
import { startItems, type InputItem } from '../shared/inputItems';
import { ParameterReader } from '../shared/options';
import { downloadSubscriptionsProperties } from './DownloadSubscriptions.properties';

/** What the parameters ask for at an item. */
export interface DownloadRequest {
	/** The first item that asks for it. */
	item: InputItem;
	operation: 'download' | 'accessGroups';
	site: ChosenSite;
	/** '' means the host name of the site. */
	profile: string;
	accessGroups: string[];
	options: ParameterReader;
}

/** An item whose parameters cannot be read, and why. */
export interface Unreadable {
	item: InputItem;
	error: unknown;
}

export interface AskedRequests {
	requests: DownloadRequest[];
	/** The first item that asks for nothing that can be understood; null where all do. */
	unreadable: Unreadable | null;
}

/**
 * What the items ask for, each distinct (site, profile, access groups) once. One site may
 * still be named in several ways: see `RequestsDone`.
 */
export function distinctRequests(context: IExecuteFunctions): AskedRequests {
	const requests = new Map<string, DownloadRequest>();
	let unreadable: Unreadable | null = null;
	for (const item of startItems(context)) {
		try {
			const request = readRequest(context, item);
			const key = JSON.stringify([request.site, request.profile, request.accessGroups]);
			if (!requests.has(key) && !isNoItem(request)) requests.set(key, request);
		} catch (error) {
			unreadable ??= { item, error };
		}
	}
	return { requests: [...requests.values()], unreadable };
}

/** The requests that were begun, by what their parameters turned out to mean. */
export class RequestsDone {
	private readonly keys = new Set<string>();

	/** True the first time only. */
	isNew(cloudId: string, profile: string, accessGroups: readonly string[]): boolean {
		const before = this.keys.size;
		return this.keys.add(JSON.stringify([cloudId, profile, accessGroups])).size > before;
	}
}

/** An item without a property that names no site was never meant to start anything. */
function isNoItem({ item, site }: DownloadRequest): boolean {
	return Object.keys(item.row).length === 0 && site.value === '';
}

function readRequest(context: IExecuteFunctions, item: InputItem): DownloadRequest {
	const { itemIndex } = item;
	const parameters = new ParameterReader(context, downloadSubscriptionsProperties, itemIndex);
	const operation = parameters.word('operation', ['download', 'accessGroups']);
	if (operation === 'download') refuseTool(context, itemIndex);
	return {
		item,
		operation,
		site: chosenSite(context, itemIndex),
		profile: parameters.text('profile'),
		accessGroups: chosenAccessGroups(context, itemIndex),
		options: parameters.option,
	};
}

/**
 * n8n makes a tool of the whole node, and its description cannot leave an operation out. Everybody
 * on a site is no answer to an agent.
 */
function refuseTool(context: IExecuteFunctions, itemIndex: number): void {
	if (!context.getNode().type.endsWith('Tool')) return;
	throw nodeError(
		context,
		'This node serves as a tool for only "List Access Groups"',
		'Choose the operation "List Access Groups". To read who has a seat, run a workflow with this node as an ordinary step.',
		itemIndex,
	);
}
