import type { Subscription } from '../../licensing/subscription';
import { DAY_MS } from '../../licensing/times';
import type { Simulator } from '../simulator';
import type { OrdinaryCompany } from './company';
import { judgeProposals, sharedShare, type Judgement } from './judgement';
import { LOOKBACK_DAYS, type Cost } from './looking';

/** Looks at everybody with a seat, and keeps what it learned for the next day. */
export interface Looker<Figures extends Cost = Cost> {
	/** One look as Pull Activity does it, and how everybody stands after it. */
	look(now: number): Promise<{ cost: Figures; people: readonly Subscription[] }>;
	/** One search for each person, since `from`. */
	askEach(from: number, now: number): Promise<Figures>;
}

export interface Day<Figures extends Cost = Cost> {
	/** Changes since the day before. */
	changes: number;
	cost: Figures;
	judgement: Judgement;
}

/** A first look and those of the days after it. Nothing is asked twice. */
export interface DaysMeasured<Figures extends Cost = Cost> {
	first: { cost: Figures; eachPerson: Figures; judgement: Judgement };
	days: Day<Figures>[];
	/** What one search for each person costs on the first of the days. */
	dailyEachPerson: Figures;
	/** How many people share their newest content when all is over. */
	sharedShare: number;
}

/**
 * Looks at a company once, and again on each of the days that follow.
 *
 * @param onDay told each look as soon as it is judged; the first look is day 0
 */
export async function measureDays<Figures extends Cost>(
	{ company, simulator }: { company: OrdinaryCompany; simulator: Simulator },
	looker: Looker<Figures>,
	count: number,
	onDay: (day: number, look: { cost: Figures; judgement: Judgement }) => void = () => undefined,
): Promise<DaysMeasured<Figures>> {
	const { world } = company;
	const lookOn = async (day: number) => {
		const { now } = company;
		const { cost, people } = await looker.look(now);
		const look = { cost, judgement: judgeProposals(world, people, now) };
		onDay(day, look);
		return look;
	};
	const eachPerson = await looker.askEach(company.now - LOOKBACK_DAYS * DAY_MS, company.now);
	const first = { eachPerson, ...(await lookOn(0)) };
	const days: Day<Figures>[] = [];
	let dailyEachPerson = eachPerson;
	for (let day = 1; day <= count; day++) {
		const changes = company.addDay();
		simulator.clock.advance(DAY_MS);
		if (day === 1) {
			dailyEachPerson = await looker.askEach(company.now - DAY_MS, company.now);
		}
		days.push({ changes, ...(await lookOn(day)) });
	}
	return { first, days, dailyEachPerson, sharedShare: sharedShare(world) };
}
