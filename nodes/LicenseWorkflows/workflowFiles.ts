import askPeople from '../../workflows/ask-people.json';
import dailyPosition from '../../workflows/daily-position.json';
import dailySync from '../../workflows/daily-sync.json';
import findDue from '../../workflows/find-due.json';
import findUnusedLicenses from '../../workflows/find-unused-licenses.json';
import followCandidates from '../../workflows/follow-candidates.json';
import giveBack from '../../workflows/give-back.json';
import housekeeping from '../../workflows/housekeeping.json';
import install from '../../workflows/install.json';
import jobFailed from '../../workflows/job-failed.json';
import keepMyLicense from '../../workflows/keep-my-license.json';
import licenseReport from '../../workflows/license-report.json';
import licenseSettings from '../../workflows/license-settings.json';
import matchSoftwareModels from '../../workflows/match-software-models.json';
import previewProfile from '../../workflows/preview-profile.json';
import publishProfile from '../../workflows/publish-profile.json';
import reclaimProfile from '../../workflows/reclaim-profile.json';
import reclaimUnusedLicenses from '../../workflows/reclaim-unused-licenses.json';
import restoreLicense from '../../workflows/restore-license.json';
import sendMessage from '../../workflows/send-message.json';
import setup from '../../workflows/setup.json';
import sumUpAReclaim from '../../workflows/sum-up-a-reclaim.json';
import syncProfile from '../../workflows/sync-profile.json';
import takeBack from '../../workflows/take-back.json';
import takeTurn from '../../workflows/take-turn.json';
import tellWhoLostALicense from '../../workflows/tell-who-lost-a-license.json';

/** All files of the folder `workflows`; `npm run build` writes this list. */
export const WORKFLOW_FILES: Readonly<Record<string, unknown>> = {
	askPeople,
	dailyPosition,
	dailySync,
	findDue,
	findUnusedLicenses,
	followCandidates,
	giveBack,
	housekeeping,
	install,
	jobFailed,
	keepMyLicense,
	licenseReport,
	licenseSettings,
	matchSoftwareModels,
	previewProfile,
	publishProfile,
	reclaimProfile,
	reclaimUnusedLicenses,
	restoreLicense,
	sendMessage,
	setup,
	sumUpAReclaim,
	syncProfile,
	takeBack,
	takeTurn,
	tellWhoLostALicense,
};
