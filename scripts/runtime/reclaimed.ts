import { outputOf, type Execution, type Fields } from './executions';

/** Everybody whom Reclaim Profile returned to a run of Reclaim Unused Licenses, with what became of them. */
export function peopleOf(reclaim: Execution): Fields[] {
	return outputOf(reclaim, 'What Became of Them')
		.flatMap(({ profiles }) => profiles as { people?: Fields[] }[])
		.flatMap(({ people = [] }) => people);
}
