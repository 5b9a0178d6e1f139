import type { SiteCall } from './context';
import type { Answer } from './http';
import { isBlockedForApp } from './world';

/** `GET /wiki/api/v2/data-policies/metadata`: whether an access rule keeps content from this app (S). */
export function dataPolicyMetadata({ simulation: { world }, site }: SiteCall): Answer {
	const spaces = [...world.spaces].filter(([id]) => id.startsWith(`${site.cloudId}/`));
	const anyContentBlocked =
		spaces.some(([, { blockedForApp }]) => blockedForApp === true) ||
		world.content.some((item) => item.cloudId === site.cloudId && isBlockedForApp(world, item));
	return { status: 200, body: { anyContentBlocked }, objects: 1 };
}
