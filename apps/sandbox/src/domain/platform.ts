import type { Clock } from '#kernel';
import type { App } from './app';
import { Corp, type CorpData, type Member } from './corp';
import { Faults } from './faults';
import { Journal } from './journal';
import { DEFAULT_LIMITS, FrequencyLimits, type LimitSettings } from './limits';
import { LiveFeed } from './live-feed';
import { DEFAULT_BOUNDS, Messages, type MessageBounds } from './messages';
import { Tokens } from './tokens';

export interface SeedData {
  corps: CorpData[];
}

export interface PlatformOptions {
  clock: Clock;
  /** Gives a fresh copy of the state that the platform starts with and `reset` comes back to. */
  seed: () => SeedData;
  bounds?: Partial<MessageBounds>;
  journalLimit?: number;
}

const JOURNAL_KEEPS = 10_000;

/** The whole platform, in memory. */
export class Platform {
  readonly feed = new LiveFeed();
  corps: Map<string, Corp>;
  tokens: Tokens;
  frequency: FrequencyLimits;
  messages: Messages;
  journal: Journal;
  faults: Faults;
  private members: Map<number, Member>;
  private lastMemberNo: number;

  constructor(private readonly options: PlatformOptions) {
    this.reset();
  }

  /** Milliseconds of the platform's clock. */
  readonly now = (): number => this.options.clock.now().getTime();

  get limits(): LimitSettings {
    return this.frequency.settings;
  }

  /** Forgets everything and starts again from the seed. */
  reset(): void {
    this.corps = new Map();
    this.members = new Map();
    this.lastMemberNo = 0;
    this.tokens = new Tokens(this.now);
    this.frequency = new FrequencyLimits({ ...DEFAULT_LIMITS }, this.now);
    this.resetMessages();
    this.faults = new Faults();
    for (const corp of this.options.seed().corps) this.addCorp(corp);
  }

  /** Forgets what was sent, counted and written down; corps, tokens, limits and faults stay. */
  resetMessages(): void {
    this.messages = new Messages(this.frequency, this.feed, this.now, { ...DEFAULT_BOUNDS, ...this.options.bounds });
    this.journal = new Journal(this.options.journalLimit ?? JOURNAL_KEEPS);
  }

  addCorp(data: CorpData): Corp {
    const corp = new Corp(data, () => (this.lastMemberNo += 1));
    this.corps.set(corp.corpId, corp);
    for (const member of corp.members) this.members.set(member.no, member);
    return corp;
  }

  /** Plaintext CorpIDs ignore case. */
  corp(corpId: string): Corp | undefined {
    const found = this.corps.get(corpId);
    if (found) return found;
    const key = corpId.toLowerCase();
    return [...this.corps.values()].find((corp) => corp.corpId.toLowerCase() === key);
  }

  app(corpId: string, agentId: number): App | undefined {
    return this.corp(corpId)?.apps.get(agentId);
  }

  memberByNo(no: number): Member | undefined {
    return this.members.get(no);
  }
}
