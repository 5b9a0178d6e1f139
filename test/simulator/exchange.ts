import type { Answer, SimRequest } from './http';

/** One call of the API and what the simulator meant to answer, for whoever checks contracts. */
export interface Exchange {
	/** Name of the endpoint, as the counts have it; '' for an unknown address. */
	endpoint: string;
	request: SimRequest;
	/** The answer before any fault spoilt it; null when the server did not act. */
	answer: Answer | null;
	/** True when a fault struck this call. */
	faulty: boolean;
}
