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

/** The runs that the items ask for, each distinct (cloudId, profile, access groups) once. */
export function distinctRuns(context: IExecuteFunctions): Run[] {
	const runs = new Map<string, Run>();
	for (const item of startItems(context)) {
		const run = readRun(context, item);
		const key = JSON.stringify([run.site, run.profile, run.accessGroups]);
		if (!runs.has(key) && !isNoItem(run)) runs.set(key, run);
	}
	return [...runs.values()];
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
