import { REMEDIES } from '../../../nodes/shared/remedies';
import { addColleague, makeCompany, namesOfGroups, playCompany } from './company';
import { candidate, reclaim } from './run';

describe('A fresh look at views that the organization refuses', () => {
	it('keeps the seat, and says why and what to do, once', async () => {
		const company = makeCompany();
		addColleague(company, 'ada', [company.users]);
		const simulator = await playCompany(company);
		simulator.settings.organizationRefuses = ['users/search', 'last-active-dates'];
		try {
			const { results } = await reclaim(
				company,
				simulator,
				[candidate(company, 'ada', { viewsChecked: true })],
				{ organization: true },
			);
			expect(results).toMatchObject([{ outcome: 'failed', outcomeReason: 'checkFailed' }]);
			const message = results[0]?.outcomeMessage ?? '';
			expect(message.split(REMEDIES.organizationRefused)).toHaveLength(2);
			expect(message).not.toMatch(/"Signal"|what Atlassian documents/);
			expect(namesOfGroups(company, 'ada')).not.toEqual([]);
		} finally {
			await simulator.stop();
		}
	});
});
