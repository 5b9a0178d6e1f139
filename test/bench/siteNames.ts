import type { World } from '../simulator';

/** What the default groups of the first site and of the others are named after. */
export function siteNames({ sites }: World): { own: string; others: string[] } {
	const labels = sites.map((site) => new URL(site.url).hostname.split('.')[0] ?? '');
	const [own = '', ...others] = labels;
	return { own, others };
}
