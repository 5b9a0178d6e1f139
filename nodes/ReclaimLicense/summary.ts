import { truncate } from '../../licensing/truncate';
import { OUTCOME_WORDS } from '../../licensing/reclaim/outcomes';
import type { ReclaimSettings } from './reclaimSettings';

/** How outcomes are called in a summary. */
const WORDS = {
	reclaimed: 'reclaimed',
	wouldReclaim: 'would be reclaimed',
	restored: 'restored',
	wouldRestore: 'would be restored',
	skipped: 'skipped',
	failed: 'failed',
} as const satisfies Record<(typeof OUTCOME_WORDS)[number], string>;

/** The hint that sums up a run of one profile. */
export function summaryOf(
	profile: string,
	{ dryRun, operation }: Pick<ReclaimSettings, 'dryRun' | 'operation'>,
	counts: Readonly<Record<string, number>>,
	errorMessage: string | null,
): string {
	const parts = OUTCOME_WORDS.filter((word) => (counts[word] ?? 0) > 0).map((word) => {
		const reasons = reasonsOf(word, counts);
		return `${counts[word] ?? 0} ${WORDS[word]}${reasons === '' ? '' : ` (${reasons})`}`;
	});
	const mode = dryRun ? `${operation}, dry run: nothing was changed` : operation;
	const what = parts.length > 0 ? parts.join(', ') : 'nothing to do';
	return `${truncate(profile)} (${mode}): ${what}.${errorMessage === null ? '' : ` ${errorMessage}`}`;
}

function reasonsOf(word: string, counts: Readonly<Record<string, number>>): string {
	const prefix = `${word}/`;
	return Object.entries(counts)
		.filter(([name]) => name.startsWith(prefix))
		.map(([name, count]) => `${name.slice(prefix.length)} ${count}`)
		.join(', ');
}
