import { reportFacts } from '../../../licensing/position/report/facts';
import { stored } from '../candidates/fixtures';
import { calculated, NOW, profilesOf, team } from './samples';

describe('what the report says is due', () => {
	it('is about the profiles of the report, not about others whose candidates lie in the same table', () => {
		const sources = { people: team(1, 1) };
		const profiles = profilesOf(sources);
		const profile = profiles[0]?.profile ?? '';
		const here = { ...stored('ada', 'Awaiting Revocation'), profile };
		const elsewhere = { ...here, candidateId: 'other:ada:1', profile: 'other' };
		const facts = reportFacts(
			{
				calculated: calculated(sources),
				profiles,
				candidates: [here, elsewhere],
				leftOut: [],
			},
			NOW,
		);
		expect(facts.waiting).toMatchObject([{ state: 'Awaiting Revocation', candidates: 1 }]);
	});
});
