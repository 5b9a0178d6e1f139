import { apiUrlOf } from '../../confluence/environments';

/** The environment variables that the live check reads. */
export const VARIABLES = {
	accessToken: 'CONFLUENCE_ACCESS_TOKEN',
	cloudId: 'CONFLUENCE_CLOUD_ID',
	apiUrl: 'CONFLUENCE_API_URL',
	organizationId: 'ATLASSIAN_ORGANIZATION_ID',
	organizationKey: 'ATLASSIAN_ORGANIZATION_API_KEY',
} as const satisfies Record<string, string>;

/** What an owner enters. */
export interface LiveCheckSettings {
	accessToken: string;
	cloudId: string;
	apiUrl: string;
	organization: { id: string; apiKey: string } | null;
}

/** @throws Error that names the variable, and never its value */
export function readSettings(
	environment: Readonly<Record<string, string | undefined>>,
): LiveCheckSettings {
	const valueOf = (name: keyof typeof VARIABLES): string =>
		environment[VARIABLES[name]]?.trim() ?? '';
	const needed = (name: keyof typeof VARIABLES): string => {
		const value = valueOf(name);
		if (value !== '') return value;
		throw new Error(`${VARIABLES[name]} is not set. docs/live-check.md says where to get it.`);
	};
	const id = valueOf('organizationId');
	const apiKey = valueOf('organizationKey');
	if ((id === '') !== (apiKey === '')) {
		throw new Error(
			`Set both ${VARIABLES.organizationId} and ${VARIABLES.organizationKey}, or neither of them.`,
		);
	}
	return {
		accessToken: needed('accessToken'),
		cloudId: needed('cloudId'),
		apiUrl: checkedUrl(valueOf('apiUrl')),
		organization: id === '' ? null : { id, apiKey },
	};
}

function checkedUrl(text: string): string {
	if (text === '') return apiUrlOf({});
	try {
		return apiUrlOf({ environment: 'custom', customApiUrl: text });
	} catch (error) {
		throw new Error(
			`${VARIABLES.apiUrl}: ${error instanceof Error ? error.message : 'no address'}`,
		);
	}
}
