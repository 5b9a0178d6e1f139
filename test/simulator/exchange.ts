import type { SimRequest } from './http';

/** One call of the API and what the simulator meant to answer, for whoever checks contracts. */
export interface Exchange {
	/** Name of the endpoint, as the counts have it; '' for an unknown address. */
	endpoint: string;
	/** The address with its variable parts in braces; '' for an unknown one. */
	template: string;
	request: SimRequest;
	/** The answer before any fault spoilt it; null when the server did not act. */
	answer: { status: number; headers: Record<string, string>; body: unknown } | null;
	/** True when a setting makes the answer leave Atlassian's document on purpose. */
	offContract?: boolean;
	/** True when a fault struck this call. */
	faulty: boolean;
}
