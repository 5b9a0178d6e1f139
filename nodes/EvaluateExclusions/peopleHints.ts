import type { PeopleList } from '../../licensing/people';
import { firstFew } from '../../licensing/truncate';

/** What to say of the input "People": which rows are not used, and why. */
export function peopleHints({ unused, repeated }: PeopleList): string[] {
	const hints: string[] = [];
	if (unused.length > 0) {
		const rows = unused.map(
			({ number, problem: { field, problem } }) =>
				`row ${number} (the field "${field}" ${problem})`,
		);
		hints.push(
			`Rows of the input "People" that cannot be read and were not used: ${firstFew(rows)}. Everything else was evaluated.`,
		);
	}
	if (repeated.length > 0) {
		const rows = repeated.map(
			({ number, first, key }) => `row ${number} (the "${key}" of row ${first})`,
		);
		hints.push(
			`Rows of the input "People" about somebody whom an earlier row names: ${firstFew(rows)}. The first row counts.`,
		);
	}
	return hints;
}
