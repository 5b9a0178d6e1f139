/**
 * The modes of a profile, as one table: what becomes of whoever is found unused. The node, the
 * tests and the documentation read it.
 */
import type { TransitionName } from './states';

/** The events that open a candidate. */
type OpeningEvent = Extract<TransitionName, `found${string}`>;

interface ModeRow {
	label: string;
	description: string;
	/**
	 * How a candidate is opened. null: none is, nobody is asked or reminded, and no seat is taken
	 * back. What is said about the candidates that there are still counts.
	 */
	opens: { withEmail: OpeningEvent; withoutEmail: OpeningEvent } | null;
}

export const MODES = {
	reportOnly: {
		label: 'Report Only',
		description:
			'Nobody is asked and no seat is taken back. No candidate is opened, and the open ones wait: no notice, no reminder, and silence does not count. Answers still do.',
		opens: null,
	},
	askPeople: {
		label: 'Ask People',
		description:
			'People are asked first. A seat is taken back when its person gives it up or does not answer by the due date.',
		opens: { withEmail: 'foundWithEmail', withoutEmail: 'foundWithoutEmail' },
	},
	adminDecides: {
		label: 'Admin Decides',
		description: 'Nobody is asked. A seat is taken back when somebody decides so.',
		opens: { withEmail: 'foundWithoutNotice', withoutEmail: 'foundWithoutNotice' },
	},
	automatic: {
		label: 'Automatic',
		description: 'Seats are taken back without asking anybody.',
		opens: { withEmail: 'foundForRevocation', withoutEmail: 'foundForRevocation' },
	},
} as const satisfies Record<string, ModeRow>;

export type Mode = keyof typeof MODES;

/** All modes, the careful ones first. */
export const MODE_NAMES = Object.keys(MODES) as readonly Mode[];

/** The mode of a profile that says nothing. */
export const DEFAULT_MODE: Mode = 'reportOnly';

/** A mode in which people are asked or seats taken back. */
export type LiveMode = Exclude<Mode, 'reportOnly'>;

export function isLive(mode: Mode): mode is LiveMode {
	return MODES[mode].opens !== null;
}
