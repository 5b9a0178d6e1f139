import fc from 'fast-check';

import { planRemoval, type Membership } from '../../../licensing/reclaim/removalPlan';

const ids = ['g1', 'g2', 'g3', 'g4', 'g5', 'g6'];
const someIds = fc.subarray(ids);
const rules = fc
	.record({
		profile: someIds,
		access: someIds,
		admin: someIds,
		external: someIds,
		notManaged: someIds,
	})
	.map(({ profile, access, admin, external, notManaged }) => ({
		profile: new Set(profile),
		access: new Set(access),
		admin: new Set(admin),
		external: new Set(external),
		notManaged: new Set(notManaged),
		ofUsers: new Set<string>(),
		maybeElsewhere: new Set<string>(),
	}));
const memberships: fc.Arbitrary<Membership[]> = fc
	.tuple(someIds, someIds, fc.constantFrom(null, 'ADMINS', 'TEAM_MEMBERS', 'OPEN', 'SOMEBODY'))
	.map(([current, managed, managedBy]) =>
		current.map((groupId) => ({
			managedBy,
			groupId,
			name: groupId.toUpperCase(),
			managedExternally: managed.includes(groupId),
		})),
	);

describe('The plan of a removal', () => {
	it('takes only what the decision and the profile name, never groups of admins or not managed by them', () => {
		fc.assert(
			fc.property(memberships, someIds, rules, (current, groupIds, site) => {
				const plan = planRemoval(current, { groupIds }, site);
				const expected = current
					.filter(
						({ groupId, managedExternally, managedBy }) =>
							groupIds.includes(groupId) &&
							site.profile.has(groupId) &&
							!site.admin.has(groupId) &&
							!site.external.has(groupId) &&
							!managedExternally &&
							!site.notManaged.has(groupId) &&
							(managedBy === null || managedBy === 'ADMINS'),
					)
					.map(({ groupId }) => groupId);
				expect(plan.remove.map(({ id }) => id)).toEqual(expected);
			}),
		);
	});

	it('leaves no group unmentioned through which the seat would remain', () => {
		fc.assert(
			fc.property(memberships, someIds, rules, (current, groupIds, site) => {
				const plan = planRemoval(current, { groupIds }, site);
				const taken = plan.remove.map(({ id }) => id);
				for (const { groupId } of current) {
					const givesSeat = site.access.has(groupId) || groupIds.includes(groupId);
					const remains = plan.remaining.some(({ id }) => id === groupId);
					expect(remains).toBe(givesSeat && !taken.includes(groupId));
				}
			}),
		);
	});

	it('counts what an earlier run had planned and is gone as removed', () => {
		const site = {
			profile: new Set(['g1', 'g2']),
			access: new Set(['g1', 'g2']),
			admin: new Set<string>(),
			external: new Set<string>(),
			notManaged: new Set<string>(),
			ofUsers: new Set<string>(),
			maybeElsewhere: new Set<string>(),
		};
		const refs = ['g1', 'g2'].map((id) => ({ id, name: id }));
		const plan = planRemoval(
			[{ groupId: 'g2', name: 'g2', managedExternally: false }],
			{ groupIds: ['g1', 'g2'] },
			site,
			refs,
		);
		expect(plan.gone.map(({ id }) => id)).toEqual(['g1']);
		expect(plan.remove.map(({ id }) => id)).toEqual(['g2']);
	});
});
