import { tableRows } from '../../../scripts/runtime/dataTables';
import type { Fields } from '../../../scripts/runtime/executions';
import { PAGES_LOGIN, type Trial } from '../../../scripts/runtime/trial';
import { picked, type Company } from './company';
import { chosen, sendForm, type Page } from '../../../scripts/runtime/formByHttp';
import type { Ledger } from './ledger';
import type { PeopleAct, Word } from './plan';

/** The words of the forms on which people press. */
const ANSWERS: Readonly<Record<Word, string>> = {
	keep: 'Yes, I need it',
	release: 'No, someone else can have it',
};
const DECISIONS = { keep: 'Keep the license', takeBack: 'Take the license back' } as const;
const RESTORE = 'Give the license back';

/** Among so many of the newest links people choose one to answer. */
const NEWEST = 8;

/** A link to a page in a letter, with the person it is about. */
interface Link {
	address: string;
	accountId: string;
}

/** Everybody in the company, the administrator included: they press buttons, and note what pages say. */
export class People {
	private readonly answered = new Set<string>();
	private readonly decided = new Set<string>();

	constructor(
		private readonly trial: Trial,
		private readonly company: Company,
		private readonly ledger: Ledger,
	) {}

	/**
	 * Does it, where there is somebody who can.
	 *
	 * @param accountId who answers; else somebody who was asked lately
	 */
	async act(act: PeopleAct, accountId?: string): Promise<void> {
		switch (act.kind) {
			case 'answer': {
				await this.answer(act.word, act.pick, accountId);
				return;
			}
			case 'awake':
				if (this.company.awake(act.pick) !== undefined) this.ledger.counts.awakenings++;
				return;
			case 'decide': {
				await this.decide(act.keep, act.pick);
				return;
			}
			case 'restore': {
				await this.restore(act.pick);
				return;
			}
		}
	}

	/** Whether a person was asked and may still answer. */
	mayAnswer(accountId: string): boolean {
		return this.linksToAnswer().some((link) => link.accountId === accountId);
	}

	private async answer(word: Word, pick: number, accountId?: string): Promise<void> {
		const links = this.linksToAnswer();
		const link =
			accountId === undefined
				? picked(links.slice(-NEWEST), pick)
				: links.findLast((one) => one.accountId === accountId);
		if (link === undefined) return;
		// Whoever gives the seat away may still change their mind.
		if (word === 'keep') this.answered.add(link.address);
		const page = await this.send(link.address, { 'field-2': chosen(ANSWERS[word]) });
		if (page === undefined) return;
		const { counts } = this.ledger;
		if (!/Thank you/.test(page.title)) {
			counts.refusedAnswers++;
			if (word === 'keep') this.expectRefusal(link.accountId, page);
		} else if (word === 'release') {
			counts.releases++;
		} else {
			const needsApproval = /needs an approval/.test(page.text);
			if (!needsApproval && !/You keep your license/.test(page.text)) {
				this.ledger.breach(`a keep was thanked for with "${page.text}"`);
			}
			counts[needsApproval ? 'wishes' : 'keeps']++;
			this.ledger.promise(link.accountId);
		}
	}

	/** A page may refuse a keep only for a reason: it says so, and none is "not valid". */
	private expectRefusal(accountId: string, { text }: Page): void {
		const reasons =
			/already|closed|rejected|was already used|has expired|Ask an administrator|used Confluence again/i;
		if (!reasons.test(text)) {
			this.ledger.breach(`the keep of ${accountId} was refused with "${text}"`);
		}
	}

	/** What waits for a decision: a wish to keep a license, else somebody who could not be asked. */
	private async decide(keep: boolean, pick: number): Promise<void> {
		const wishes = this.links(/approve-license\?/, /wants to keep/).filter(
			({ address }) => !this.decided.has(address),
		);
		const wish = picked(wishes, pick);
		const decision = keep ? DECISIONS.keep : DECISIONS.takeBack;
		if (wish === undefined) {
			if (!keep) await this.takeBackUnasked(pick);
			return;
		}
		this.decided.add(wish.address);
		const fields = this.decisionFields(wish.address, decision);
		const page = await this.send(wish.address, fields);
		if (page === undefined || !/recorded/i.test(page.title)) return;
		if (keep) {
			this.ledger.counts.approvals++;
			this.ledger.promise(wish.accountId);
		} else {
			this.ledger.counts.rejections++;
			this.ledger.endPromise(wish.accountId);
		}
	}

	/** Somebody whom nobody could ask: the administrator copies id and code from the table. */
	private async takeBackUnasked(pick: number): Promise<void> {
		const rows = await this.rows('clm_candidates');
		const waiting = rows?.filter(({ state }) => state === 'Attention Required') ?? [];
		const row = picked(waiting, pick);
		if (row === undefined) return;
		const { candidateId, answerToken } = row;
		const query = new URLSearchParams({
			candidateId: String(candidateId),
			code: String(answerToken),
		});
		const address = `${this.trial.n8n.url}/form/approve-license?${query}`;
		await this.send(address, this.decisionFields(address, DECISIONS.takeBack));
	}

	private decisionFields(address: string, decision: string): Record<string, string> {
		const { searchParams } = new URL(address);
		return {
			'field-0': searchParams.get('candidateId') ?? '',
			'field-1': searchParams.get('code') ?? '',
			'field-2': chosen(decision),
			'field-3': 'Approver',
			'field-4': '',
		};
	}

	/** Gives back what was taken from somebody who is still there. */
	private async restore(pick: number): Promise<void> {
		const rows = await this.rows('clm_receipts');
		const done = rows?.filter(
			({ receiptState, accountId }) =>
				receiptState === 'done' && !this.company.hasSeat(String(accountId)),
		);
		const receipt = picked(done?.slice(-NEWEST) ?? [], pick);
		if (receipt === undefined) return;
		const address = `${this.trial.n8n.url}/form/restore-license`;
		const fields = { 'field-0': String(receipt.receiptId), 'field-1': chosen(RESTORE) };
		const page = await this.send(address, fields);
		if (page === undefined) return;
		if (!/was given back/.test(page.title)) {
			this.ledger.breach(`a restore ended with "${page.title}: ${page.text}"`);
			return;
		}
		this.ledger.counts.restores++;
		this.ledger.promise(String(receipt.accountId));
	}

	/** The links to a page in letters of a kind, oldest first. */
	private links(page: RegExp, subjects = /./): Link[] {
		return this.trial.mailbox.letters.flatMap(({ subject, text }) => {
			if (!subjects.test(subject)) return [];
			const address = text.match(/http\S+/g)?.find((one) => page.test(one));
			if (address === undefined) return [];
			const candidateId = new URL(address).searchParams.get('candidateId') ?? '';
			return [{ address, accountId: candidateId.split(':').at(-2) ?? '' }];
		});
	}

	private linksToAnswer(): Link[] {
		return this.links(/keep-my-license\?/).filter(({ address }) => !this.answered.has(address));
	}

	/** Sends a form; undefined where n8n was killed meanwhile, and nobody knows what became of it. */
	private async send(address: string, fields: Record<string, string>): Promise<Page | undefined> {
		const isOpen = /keep-my-license/.test(address);
		return await this.unlessKilled(() =>
			sendForm(address, fields, isOpen ? {} : { login: PAGES_LOGIN }),
		);
	}

	private async rows(table: string): Promise<Fields[] | undefined> {
		return await this.unlessKilled(() => tableRows(this.trial.session, table));
	}

	private async unlessKilled<Answer>(ask: () => Promise<Answer>): Promise<Answer | undefined> {
		const kills = this.ledger.counts.kills;
		try {
			return await ask();
		} catch (error) {
			if (this.ledger.counts.kills > kills) return undefined;
			throw error;
		}
	}
}
