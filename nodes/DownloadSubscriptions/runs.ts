import type { IExecuteFunctions } from 'n8n-workflow';

import { readText, type Row } from '../../licensing/tableValues';
import { chosenAccessGroups } from '../shared/accessGroups';
import { chosenSite, type ChosenSite } from '../shared/cloudId';
import type { InputItem } from '../shared/inputItems';
import { readOptions, wordParameter } from '../shared/options';
import { startItems } from '../shared/startItems';

/** What the parameters ask for at an item. */
export interface Run {
	/** The first item that asks for it. */
	item: InputItem;
	operation: 'download' | 'accessGroups';
	site: ChosenSite;
	/** '' means the host name of the site. */
	profile: string;
	accessGroups: string[];
	options: Row;
}

/** An item whose parameters cannot be read, and why. */
export interface Unreadable {
	item: InputItem;
	error: unknown;
}

export interface AskedRuns {
	runs: Run[];
	/** The first item that asks for nothing that can be understood; null where all do. */
	unreadable: Unreadable | null;
}

/**
 * The runs that the items ask for, each distinct (site, profile, access groups) once. One site may
 * still be named in several ways: see `RunsDone`.
 */
export function distinctRuns(context: IExecuteFunctions): AskedRuns {
	const runs = new Map<string, Run>();
	let unreadable: Unreadable | null = null;
	for (const item of startItems(context)) {
		try {
			const run = readRun(context, item);
			const key = JSON.stringify([run.site, run.profile, run.accessGroups]);
			if (!runs.has(key) && !isNoItem(run)) runs.set(key, run);
		} catch (error) {
			unreadable ??= { item, error };
		}
	}
	return { runs: [...runs.values()], unreadable };
}

/** The runs that were begun, by what their parameters turned out to mean. */
export class RunsDone {
	private readonly keys = new Set<string>();

	/** True the first time only. */
	isNew(cloudId: string, profile: string, accessGroups: readonly string[]): boolean {
		const before = this.keys.size;
		return this.keys.add(JSON.stringify([cloudId, profile, accessGroups])).size > before;
	}
}

/** An item without a property that names no site was never meant to start anything. */
function isNoItem({ item, site }: Run): boolean {
	return Object.keys(item.row).length === 0 && site.value === '';
}

function readRun(context: IExecuteFunctions, item: InputItem): Run {
	const { itemIndex } = item;
	const operation = wordParameter(
		context,
		{ name: 'operation', label: 'Operation', words: ['download', 'accessGroups'] },
		itemIndex,
	);
	return {
		item,
		operation,
		site: chosenSite(context, itemIndex),
		profile: readText(context.getNodeParameter('profile', itemIndex, ''))?.trim() ?? '',
		accessGroups: chosenAccessGroups(context, itemIndex),
		options: readOptions(context, itemIndex),
	};
}
