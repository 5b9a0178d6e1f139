import {
	addGroup,
	addPage,
	addPerson,
	addToGroup,
	edit,
	emptyWorld,
	removeFromGroup,
	type ContentItem,
	type Group,
	type Person,
	type World,
} from '../../simulator';
import { seededRandom, type Random } from '../../simulator/random';
import { DAY_MS } from './simulatedTime';

const WORKERS = 18;
const IDLE = 22;
/** Every so many people hide their address, so that nobody can ask or tell them. */
const HIDDEN_EVERY = 9;
/** Every so many people have their seat by two groups. */
const TWO_GROUPS_EVERY = 4;

/** A small company that lives: people work, stop, come back, join and leave. */
export class Company {
	readonly world: World = emptyWorld({ siteName: 'harbour' });
	private readonly groups: [Group, Group];
	private readonly working = new Set<string>();
	private readonly pages = new Map<string, ContentItem>();
	private readonly random: Random;

	constructor(
		seed: number,
		private readonly now: () => number,
	) {
		this.random = seededRandom(seed ^ 0xc0ffee);
		const { world } = this;
		this.groups = [
			addGroup(world, { name: 'confluence-users-harbour', access: ['user'] }),
			addGroup(world, { name: 'research-editors', access: ['user'] }),
		];
		const admins = addGroup(world, { name: 'site-admins', access: ['site-admin'] });
		addToGroup(world, this.groups[0], world.connectedAccountId);
		addToGroup(world, admins, world.connectedAccountId);
		for (let number = 0; number < WORKERS + IDLE; number++) {
			const { accountId } = this.hire();
			if (number < WORKERS) this.working.add(accountId);
			const daysAgo = number < WORKERS ? 1 : 30 + this.random.below(200);
			if (number % 5 !== 4) this.change(accountId, now() - daysAgo * DAY_MS);
		}
		this.work();
	}

	/** A person with a seat, who has not done anything yet. */
	hire(): Person {
		const { world } = this;
		const number = world.people.size;
		const isHidden = number % HIDDEN_EVERY === 0;
		// No id is the beginning of another, so that a text that holds it is about this person.
		const accountId = `person-${String(number).padStart(4, '0')}`;
		const email = isHidden ? '' : `${accountId}@harbour.example`;
		const person = addPerson(world, { accountId, displayName: `Person ${number}`, email });
		addToGroup(world, this.groups[0], person);
		if (number % TWO_GROUPS_EVERY === 0) addToGroup(world, this.groups[1], person);
		return person;
	}

	/** Everybody who works changes something today. */
	work(): void {
		for (const accountId of this.working) {
			if (this.hasSeat(accountId)) this.change(accountId);
		}
	}

	/** Somebody who works stops; who, or undefined when nobody works. */
	stop(pick: number): void {
		const accountId = picked([...this.working], pick);
		if (accountId !== undefined && this.working.size > 5) this.working.delete(accountId);
	}

	/** Somebody with a seat who does not work changes a page; who it was. */
	awake(pick: number): string | undefined {
		const accountId = picked(this.idle(), pick);
		if (accountId !== undefined) this.change(accountId);
		return accountId;
	}

	/** Somebody idle leaves: all groups are gone, and not by us; who it was. */
	leave(pick: number): string | undefined {
		const accountId = picked(this.idle(), pick);
		if (accountId === undefined) return undefined;
		for (const group of this.world.groups) removeFromGroup(this.world, group, accountId);
		return accountId;
	}

	hasSeat(accountId: string): boolean {
		return this.groups.some(({ members }) => members.includes(accountId));
	}

	/** The groups that give somebody a seat. */
	groupsOf(accountId: string): string[] {
		return this.groups.filter(({ members }) => members.includes(accountId)).map(({ id }) => id);
	}

	/** Whom an address belongs to. */
	byAddress(address: string): string | undefined {
		return [...this.world.people.values()].find(({ email }) => email === address)?.accountId;
	}

	private idle(): string[] {
		const { connectedAccountId } = this.world;
		return [...this.world.people.keys()].filter(
			(accountId) =>
				this.hasSeat(accountId) &&
				!this.working.has(accountId) &&
				accountId !== connectedAccountId,
		);
	}

	private change(accountId: string, at = this.now()): void {
		const page = this.pages.get(accountId);
		if (page === undefined) {
			const added = addPage(this.world, { createdBy: accountId, createdAt: at });
			this.pages.set(accountId, added);
		} else {
			edit(this.world, page, accountId, at);
		}
	}
}

/** One of a list, chosen by a number from 0 to just below 1. */
export function picked<One>(all: readonly One[], pick: number): One | undefined {
	return all[Math.floor(pick * all.length)];
}
