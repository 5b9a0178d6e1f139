/** How the candidates of one profile are tracked. */
export interface TrackSettings {
	/** Whether people are asked before a seat is taken back. */
	notifyUser: boolean;
	/** Days from the confirmed notice to the due date; at least 1. */
	daysBeforeAutoReclaim: number;
	/** Days between two notices to one person; 0 sends no reminders. */
	reminderEveryDays: number;
	/** How many candidates one run may open. */
	maxNewPerRun: number;
	/** Whether somebody has to approve that a person keeps a seat. */
	approveKeep: boolean;
	/** Whether, with notices off, seats are taken back without anybody saying so. */
	autoRevoke: boolean;
	/** Days for which a person who kept, lost or got back a seat is not proposed again. */
	coolDownDays: number;
}
