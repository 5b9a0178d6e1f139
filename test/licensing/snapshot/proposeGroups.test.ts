import { otherSiteOf, type AccessGroup } from '../../../licensing/snapshot/accessGroups';
import { nearlyNobody, proposeGroups } from '../../../licensing/snapshot/proposeGroups';

const named = (name: string, more: Partial<AccessGroup> = {}): AccessGroup => ({
	groupId: name,
	name,
	accessTypes: ['user'],
	managedExternally: false,
	managedBy: 'ADMINS',
	...more,
});

describe('groups of another site of the organization', () => {
	it.each([
		['confluence-users-acme', null],
		['confluence-users-beta', 'beta'],
		['confluence-users-unknown', 'unknown'],
		['confluence-users', null],
		['Marketing', null],
		['org-admins-beta', 'beta'],
		['confluence-user-access-admins-acme', null],
		['confluence-user-access-admins-beta', 'beta'],
	])('%s on the site acme: %s', (name, other) => {
		expect(otherSiteOf(named(name), 'acme', ['beta'])).toBe(other);
	});
});

describe('the proposal for a profile', () => {
	const propose = (group: AccessGroup) =>
		proposeGroups([group], { own: 'acme', others: ['beta'] })[0];

	it.each([
		['a group of this site', named('confluence-users-acme'), true, /^$/],
		['a group with a name of its own', named('Marketing'), true, /^$/],
		['a group of another site that is known', named('confluence-users-beta'), false, /"beta"/],
		['a group named after a site unknown', named('confluence-users-old'), true, /"old"/],
		['guests', named('confluence-guests-acme'), false, /guests/],
		['guests of a renamed site', named('Confluence-Guests-old'), false, /guests/],
		['user access admins', named('confluence-user-access-admins-acme'), false, /access admins/],
		['a custom group about guests', named('emea-guests-team'), true, /^$/],
		[
			'an identity provider’s group',
			named('staff', { managedExternally: true, managedBy: 'EXTERNAL' }),
			true,
			/identity provider/,
		],
		['a team’s group', named('team', { managedBy: 'TEAM_MEMBERS' }), true, /own members/],
		['an open group', named('open', { managedBy: 'OPEN' }), true, /own members/],
	])('of %s', (_, group, proposed, warning) => {
		expect(propose(group)).toMatchObject({
			proposed,
			warning: expect.stringMatching(warning) as string,
		});
	});

	it('passes over groups that give nothing', () => {
		expect(propose(named('x', { accessTypes: ['site-admin'] }))).toBeUndefined();
	});

	it.each([
		[5, 5, false],
		[4, 5, true],
		[0, 0, false],
	])('with %d members taken and %d left out is refused: %s', (taken, leftOut, refused) => {
		expect(nearlyNobody([], { taken, leftOut }) !== null).toBe(refused);
	});
});
