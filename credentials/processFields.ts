import type { INodeProperties } from 'n8n-workflow';

import { ADMIN_PERSON } from '../confluence/scopes';

/** A credential of version 0.1.0 may hold a list. While it does, the list counts and is named. */
const whereOldListIsSet = { processes: [{ _cnd: { exists: true as const } }] };

/**
 * What a connection may do beside downloading. n8n stores only switches that differ from their
 * defaults, and no field that is not shown: so what counts is always what the form shows.
 */
export const processFields: INodeProperties[] = [
	{
		displayName: 'Processes',
		name: 'processes',
		type: 'hidden',
		default: [],
	},
	{
		displayName:
			'This credential still uses the list "Processes" of version 0.1.0, which cannot be changed here. To choose again, make a new credential.',
		name: 'oldListNotice',
		type: 'notice',
		displayOptions: { show: whereOldListIsSet },
		default: '',
	},
	{
		displayName: 'Pull Activity',
		name: 'pullActivity',
		type: 'boolean',
		displayOptions: { hide: whereOldListIsSet },
		default: true,
		description:
			'Whether this connection may search for what people created and changed. Your Atlassian app needs the scope for it. Reconnect after a change.',
	},
	{
		displayName: 'Reclaim License',
		name: 'reclaimLicense',
		type: 'boolean',
		displayOptions: { hide: whereOldListIsSet },
		default: false,
		description: `Whether this connection may change the members of access groups. Your Atlassian app needs the scope for it, and you have to connect as ${ADMIN_PERSON}. Reconnect after a change.`,
	},
];
