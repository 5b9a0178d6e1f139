/** The mails about a renewal: so many days before it, and when nine tenths of a tier are used. */
export const ADVICE_MAILS = ['renewal90', 'renewal60', 'renewal30', 'tierNearlyUsed'] as const;
export type AdviceMail = (typeof ADVICE_MAILS)[number];
